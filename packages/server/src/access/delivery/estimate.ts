import { sql } from 'kysely';
import { Type } from 'typebox';
import { isIn, OBJECT_GROUPS, restricted, run as runStatement, where } from '../../catalogue/index.ts';
import { Count, orNull, type Told, type Tx } from '../../platform/index.ts';
import { groupRestrictionWithoutRules } from '../access-rights.ts';
import type { Eyes } from '../reading.ts';
import { searchOf } from '../unit-search.ts';
import { chosenObjects, type StoredQualifier } from './chosen-objects.ts';
import { CHUNK, selected } from './delivery-run.ts';
import type { ObjectChoice, Selection } from './request.ts';

export const Estimate = Type.Object(
  {
    units: Count,
    files: orNull(
      Type.Object({ count: Count, bytes: Count }),
      'Null: the selection is too large to be counted while somebody waits.',
    ),
  },
  { title: 'Estimate', description: 'What a delivery would hold if it were asked for now.' },
);
export type Estimate = Told<typeof Estimate>;

/** Groups whose objects are counted; reading one costs about 0.1 ms. */
const MOST_GROUPS = 10_000;

/** @throws QueryRefused: the selection cannot be carried out */
export async function estimate(
  tx: Tx,
  eyes: Eyes,
  selection: Selection,
  objects: ObjectChoice,
): Promise<Estimate> {
  const condition = await selected(tx, eyes, selection);
  if (condition === undefined) return { units: 0, files: { count: 0, bytes: 0 } };
  const from = where(searchOf(eyes), condition);
  const [row] = await runStatement<{ units: number }>(tx, sql`select count(*)::integer as units ${from}`);
  const units = row?.units ?? 0;
  const groups = await runStatement<{ og: string | null }>(
    tx,
    sql`select distinct unit.og ${from} limit ${MOST_GROUPS + 2}`,
  );
  const ids = groups.flatMap(({ og }) => og ?? []);
  if (ids.length > MOST_GROUPS) return { units, files: null };
  return { units, files: await weigh(tx, eyes, ids, objects) };
}

async function weigh(tx: Tx, { tenant, rights }: Eyes, ids: readonly string[], objects: ObjectChoice) {
  const search = { tenant, collection: OBJECT_GROUPS, restriction: groupRestrictionWithoutRules(rights) };
  const sum = { count: 0, bytes: 0 };
  for (let at = 0; at < ids.length; at += CHUNK) {
    const rows = await runStatement<{ qualifiers: readonly StoredQualifier[] | null }>(
      tx,
      sql`select object_group.doc -> 'qualifiers' as qualifiers
        ${where(search, restricted(search, isIn('#id', ids.slice(at, at + CHUNK))))}`,
    );
    for (const { qualifiers } of rows)
      for (const { Size } of chosenObjects(qualifiers ?? [], objects, rights)) {
        // Objects on paper have no size, and no file.
        if (Size === undefined) continue;
        sum.count += 1;
        sum.bytes += Size;
      }
  }
  return sum;
}
