import { useKept } from '../parts/kept.ts';
import { columnsOf, type ReferentialName, type ValueForm, viewOf } from './kinds.ts';

export type Column = readonly [member: string, form: ValueForm];

/** Columns after the identifier and the name: those that the person has chosen, else the usual ones. */
export function useColumns(kind: ReferentialName) {
  const [kept, keep] = useKept(`colonnes.${kind}`);
  const known = columnsOf(viewOf(kind));
  const chosen = kept === null ? Object.keys(viewOf(kind).columns) : kept.split(',');
  return {
    known,
    shown: known.filter(([member]) => chosen.includes(member)),
    isUsual: kept === null || kept === Object.keys(viewOf(kind).columns).join(','),
    choose: (members: readonly string[]) => keep(members.join(',')),
    beUsual: () => keep(Object.keys(viewOf(kind).columns).join(',')),
  };
}
