import type { RegisterTotals } from '../api/types.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Figures } from './Figures.tsx';

/** What producing services see of others' holdings by attachment, as last counted; nothing where none does. */
export function Symbolic({ symbolic }: Pick<RegisterTotals, 'symbolic'>) {
  const words = TEXTS.register;
  const [first] = symbolic;
  if (first === undefined) return null;
  return (
    <div className="register-part">
      <h2>{words.symbolic.title}</h2>
      <p className="quiet small">{words.symbolic.lead(dateAndTime(first.countedAt))}</p>
      <Figures
        caption={words.symbolic.title}
        titles={[words.agency]}
        parts={['remained']}
        rows={symbolic.map(({ agency, name, units, groups, objects, bytes }) => ({
          key: agency,
          cells: [name ?? agency],
          counters: {
            TotalUnits: { remained: units },
            TotalObjectGroups: { remained: groups },
            TotalObjects: { remained: objects },
            ObjectSize: { remained: bytes },
          },
        }))}
      />
    </div>
  );
}
