import type { Counter } from '../api/types.ts';
import { bytes, number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

export type Form = 'number' | 'bytes';

/** Sizes in powers of a thousand, with their exact bytes for who points at them (spec frontoffice.md B.17). */
export function Amount({ value, form }: { readonly value: number; readonly form: Form }) {
  return form === 'bytes' ? (
    <span className="amount" title={TEXTS.register.exactBytes(number(value))}>
      {bytes(value)}
    </span>
  ) : (
    number(value)
  );
}

/** The three counters of each quantity. */
export function QuantityTable({
  counters,
  caption,
}: {
  readonly counters: Readonly<Record<QuantityName, Counter>>;
  readonly caption: string;
}) {
  const parts = TEXTS.register.parts;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{TEXTS.register.quantity}</th>
            {Object.entries(parts).map(([part, title]) => (
              <th key={part} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {QUANTITIES.map(([name, form]) => (
            <tr key={name}>
              <td>{TEXTS.register.quantities[name]}</td>
              {(Object.keys(parts) as (keyof Counter)[]).map((part) => (
                <td key={part} data-label={parts[part]}>
                  <Amount value={counters[name][part]} form={form} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export type QuantityName = 'TotalUnits' | 'TotalObjectGroups' | 'TotalObjects' | 'ObjectSize';

export const QUANTITIES: readonly (readonly [name: QuantityName, form: Form])[] = [
  ['TotalUnits', 'number'],
  ['TotalObjectGroups', 'number'],
  ['TotalObjects', 'number'],
  ['ObjectSize', 'bytes'],
];
