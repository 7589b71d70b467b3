import type { RegisterTotals } from '../api/types.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Amount, QUANTITIES } from './Quantity.tsx';

const MEMBERS = {
  TotalUnits: 'units',
  TotalObjectGroups: 'groups',
  TotalObjects: 'objects',
  ObjectSize: 'bytes',
} as const;

/** What producing services see of others' holdings by attachment, as last counted; nothing where none does. */
export function SymbolicTable({ symbolic }: Pick<RegisterTotals, 'symbolic'>) {
  const words = TEXTS.register;
  const [first] = symbolic;
  if (first === undefined) return null;
  return (
    <>
      <h3>{words.symbolic.title}</h3>
      <p className="quiet small">{words.symbolic.lead(dateAndTime(first.countedAt))}</p>
      <div className="table-region register-summary">
        <table className="table cards-below">
          <caption className="fr-sr-only">{words.symbolic.title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.agency}</th>
              {QUANTITIES.map(([name]) => (
                <th key={name} scope="col">
                  {words.quantities[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {symbolic.map((each) => (
              <tr key={each.agency}>
                <td>{each.name ?? each.agency}</td>
                {QUANTITIES.map(([name, form]) => (
                  <td key={name} data-label={words.quantities[name]}>
                    <Amount value={each[MEMBERS[name]]} form={form} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
