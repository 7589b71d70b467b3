import { useState } from 'react';
import type { ChangedRecords, Consequence, Preview, Refusal } from '../api/types.ts';
import { Pager } from '../parts/Pager.tsx';
import { TEXTS } from '../texts/index.ts';
import { faultWords } from './form/context.ts';

/** Records of one page of a list. */
const PER_PAGE = 20;
const PARTS = ['removed', 'changed', 'added'] as const;

/** What a file would make of the referential: how much, what follows from it, and each record. */
export function ImportPreview({ preview }: { readonly preview: Preview }) {
  const { preview: words } = TEXTS.referentials;
  const isSame = PARTS.every((part) => preview[part].total === 0);
  return (
    <section className="panel" aria-labelledby="preview">
      <h2 id="preview">{words.title}</h2>
      <ul className="preview-counts">
        {PARTS.toReversed().map((part) => (
          <li key={part}>{words.counts[part](preview[part].total)}</li>
        ))}
        <li>{words.counts.unchanged(preview.unchanged)}</li>
      </ul>
      {isSame && <p>{words.same}</p>}
      <Consequences consequences={preview.consequences} />
      {PARTS.map((part) => (
        <Changes key={part} part={part} changes={preview[part]} />
      ))}
    </section>
  );
}

/** Most records that a consequence names. */
const MOST_NAMED = 20;

function Consequences({ consequences }: { readonly consequences: readonly Consequence[] }) {
  if (consequences.length === 0) return null;
  const { consequences: words } = TEXTS.referentials.preview;
  const said: Readonly<Record<string, (values: string, records: number) => string>> = words.of;
  return (
    <div className="notice">
      <h3>{words.title}</h3>
      <ul>
        {consequences.map(({ code, values }) => {
          const named = values
            .slice(0, MOST_NAMED)
            .map(({ value, count }) => (count === undefined ? value : words.withUnits(value, count)))
            .join(', ');
          const all = values.length > MOST_NAMED ? `${named}…` : named;
          return <li key={code}>{said[code]?.(all, values.length) ?? `${code} ${all}`}</li>;
        })}
      </ul>
    </div>
  );
}

function Changes({
  part,
  changes: { total, records },
}: {
  readonly part: (typeof PARTS)[number];
  readonly changes: ChangedRecords;
}) {
  const [page, setPage] = useState(1);
  const { preview: words } = TEXTS.referentials;
  if (total === 0) return null;
  return (
    <section aria-labelledby={`preview-${part}`}>
      <h3 id={`preview-${part}`}>{words.parts[part](total)}</h3>
      <div className="table-region">
        <table className="table cards-below">
          <caption className="fr-sr-only">{words.parts[part](total)}</caption>
          <thead>
            <tr>
              {[words.columns.identifier, words.columns.name, words.columns.changes].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(({ identifier, name, lines }) => (
              <tr key={identifier}>
                <td className="identifier">{identifier}</td>
                <td data-label={words.columns.name}>{name}</td>
                <td data-label={words.columns.changes}>
                  <pre className="said">{lines.join('\n')}</pre>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager label={words.pages[part]} page={page} last={Math.ceil(records.length / PER_PAGE)} go={setPage} />
      {total > records.length && <p className="quiet small">{words.first(records.length)}</p>}
    </section>
  );
}

/** Why an import would be refused, by record. */
export function ImportRefusals({ refusals }: { readonly refusals: readonly Refusal[] }) {
  const { refusals: words } = TEXTS.referentials.preview;
  if (refusals.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="refusals">
      <h2 id="refusals">{words.title}</h2>
      <p>{words.lead}</p>
      <ul>
        {refusals.map((refusal) => (
          <li
            key={`${refusal.line} ${refusal.record} ${refusal.field} ${refusal.code} ${refusal.values.join()}`}
          >
            {refusal.line !== undefined && (
              <strong>{TEXTS.referentials.faults.line(String(refusal.line))} </strong>
            )}
            <span className="identifier">{refusal.record}</span>{' '}
            {refusal.field !== null && <>({refusal.field}) </>}
            {faultWords(refusal)}
          </li>
        ))}
      </ul>
    </section>
  );
}
