import type { ReactNode } from 'react';

/** Names with their values; those without a value are left out. */
export function Facts({
  facts,
  compact = false,
}: {
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
  /** For a narrow column. */
  readonly compact?: boolean;
}) {
  const given = facts.filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== '',
  );
  return (
    <dl className={compact ? 'facts compact' : 'facts'}>
      {given.map(([name, value]) => (
        <FactRow key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
