import type { ReactNode } from 'react';
import { Tag } from '../parts/StatusTag.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { ValueForm } from './kinds.ts';

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
  if (value === undefined || value === null || value === '') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : listed(value, isShort);
  if (form === 'status') return <StatusTag status={String(value)} />;
  if (form === 'duration') return durationOf(record);
  if (typeof value === 'boolean') return value ? TEXTS.referentials.yes : TEXTS.referentials.no;
  if (typeof value === 'object') return <Tree value={value} />;
  const text = String(value);
  if (form === 'date') return dateAndTime(text);
  if (form === 'word') return wordFor(TEXTS.referentials.words, text);
  return form === 'identifier' ? <span className="identifier">{text}</span> : text;
}

function listed(values: readonly unknown[], isShort: boolean): ReactNode {
  if (values.some((each) => typeof each === 'object')) return <Tree value={values} />;
  const words = values.map((each) => wordFor(TEXTS.referentials.words, String(each)));
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

/** What has an inner shape, as the API writes it. */
function Tree({ value }: { readonly value: unknown }) {
  return <pre className="said">{JSON.stringify(value, null, 2)}</pre>;
}

function StatusTag({ status }: { readonly status: string }) {
  return (
    <Tag tone={status === 'ACTIVE' ? 'good' : 'still'} words={wordFor(TEXTS.referentials.words, status)} />
  );
}

function durationOf({ RuleDuration, RuleMeasurement }: Readonly<Record<string, unknown>>): string {
  return TEXTS.referentials.duration(String(RuleDuration), String(RuleMeasurement ?? ''));
}
