import type { OperationRun } from '../api/types.ts';
import { Tag } from '../parts/StatusTag.tsx';
import { duration, span } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** How long an operation takes, beside what those before it took (spec frontoffice.md B.29). */
export function Duration({ run: { begunAt, endedAt, usual } }: { readonly run: OperationRun }) {
  const words = TEXTS.logbook;
  const now = endedAt ?? new Date().toISOString();
  const seconds = begunAt === null ? 0 : (Date.parse(now) - Date.parse(begunAt)) / 1_000;
  const most = usual?.mostSeconds ?? null;
  return (
    <>
      {begunAt === null
        ? words.notBegun
        : endedAt === null
          ? words.since(duration(begunAt, now))
          : duration(begunAt, now)}
      {most !== null && seconds > most && (
        <>
          {' '}
          <Tag tone="warn" words={words.longer} />
        </>
      )}
      {usual !== null && (
        <span className="quiet small next-step">
          {words.usually(span(usual.medianSeconds), usual.operations)}
          {most !== null && ` ${words.atMost(span(most))}`}
        </span>
      )}
    </>
  );
}
