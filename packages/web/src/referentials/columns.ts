import type { ListedColumn } from '../parts/list-columns.ts';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { columnsOf, type ReferentialName, type ValueForm, viewOf } from './kinds.ts';

export interface MemberColumn extends ListedColumn {
  readonly form: ValueForm;
}

/** Columns that the list of a referential may have after the identifier and the name. */
export const columnsOfKind = (kind: ReferentialName): MemberColumn[] =>
  columnsOf(viewOf(kind)).map(([member, form]) => ({
    ...{ key: member, title: wordFor(TEXTS.referentials.members, member), form },
    isUsual: Object.hasOwn(viewOf(kind).columns, member),
  }));
