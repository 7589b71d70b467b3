import type { ReactNode } from 'react';
import { Tag } from '../parts/StatusTag.tsx';
import { archivalDate, dateAndTime, number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { ValueForm } from './kinds.ts';
import { PositionName } from './PositionName.tsx';

/** Longest list that a column shows whole. */
const FEW = 3;

/**
 * A member of a record, as people read it; undefined when the record has none.
 * @param isShort in a column
 */
export function shownValue(
  record: Readonly<Record<string, unknown>>,
  member: string,
  form: ValueForm,
  isShort = false,
): ReactNode {
  const value = record[member];
  if (form === 'count') return Array.isArray(value) ? number(value.length) : number(0);
  if (value === undefined || value === null || value === '') return undefined;
  if (form === 'position') return positionsOf(value);
  if (Array.isArray(value)) return value.length === 0 ? undefined : listed(value, isShort);
  if (form === 'status') return <StatusTag status={String(value)} />;
  if (form === 'duration') return durationOf(record);
  if (form === 'schema') return <pre className="said">{indented(String(value))}</pre>;
  if (typeof value === 'object') return <Inner value={value} />;
  if (form === 'date') return dateAndTime(String(value));
  if (form === 'day') return archivalDate(String(value));
  if (form === 'identifier') return <span className="identifier">{String(value)}</span>;
  if (form === 'word' || typeof value === 'boolean') return said(value);
  return isShort ? <span className="few-lines">{String(value)}</span> : String(value);
}

function positionsOf(value: unknown): ReactNode {
  const ids = Array.isArray(value) ? value : [value];
  if (ids.length === 0) return undefined;
  return (
    <ul className="values">
      {ids.map((id) => (
        <li key={String(id)}>
          <PositionName id={String(id)} isLink />
        </li>
      ))}
    </ul>
  );
}

function listed(values: readonly unknown[], isShort: boolean): ReactNode {
  if (values.some((each) => typeof each === 'object')) return <Inner value={values} />;
  const words = values.map(said);
  if (isShort && words.length > FEW)
    return TEXTS.referentials.andOthers(words.slice(0, FEW).join(', '), words.length - FEW);
  return isShort ? (
    words.join(', ')
  ) : (
    <ul className="values">
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

function said(value: unknown): string {
  if (typeof value === 'boolean') return value ? TEXTS.referentials.yes : TEXTS.referentials.no;
  return wordFor(TEXTS.referentials.words, String(value));
}

/** What has an inner shape: its members by their names, what is empty left out. */
function Inner({ value }: { readonly value: unknown }) {
  if (typeof value !== 'object' || value === null) return said(value);
  if (Array.isArray(value)) return <InnerList values={value} />;
  const members = Object.entries(value).filter(([, each]) => !isNothing(each));
  return (
    <dl className="inner">
      {members.map(([member, each]) => (
        <div key={member}>
          <dt>{wordFor(TEXTS.referentials.members, member)}</dt>
          <dd>
            <Inner value={each} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function InnerList({ values }: { readonly values: readonly unknown[] }) {
  if (values.every((each) => typeof each !== 'object')) return values.map(said).join(', ');
  return (
    <ul className="inner-list">
      {values.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are only shown have no name but their place
        <li key={at}>
          <Inner value={each} />
        </li>
      ))}
    </ul>
  );
}

const isNothing = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** JSON as people read it; a text that is none, as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function StatusTag({ status }: { readonly status: string }) {
  return (
    <Tag tone={status === 'ACTIVE' ? 'good' : 'still'} words={wordFor(TEXTS.referentials.words, status)} />
  );
}

function durationOf({ RuleDuration, RuleMeasurement }: Readonly<Record<string, unknown>>): string {
  return TEXTS.referentials.duration(String(RuleDuration), String(RuleMeasurement ?? ''));
}
