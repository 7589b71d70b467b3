import { Type } from 'typebox';
import {
  ArchiveError,
  InstantText,
  orNull,
  type Platform,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';

/** Searches, and views of lists, that a person keeps in a tenant, for nobody else (spec frontoffice.md B.0.4, B.13.6). */

const SAVED = { id: Text, name: Text };
const Values = Type.Union([Text, Type.Array(Text)]);

/** Of the archives. */
export const SavedSearch = Type.Object(
  {
    ...SAVED,
    search: Type.Record(Type.String(), Text, {
      description: 'Criteria and order, as the search takes them.',
    }),
    updatedAt: InstantText,
  },
  { title: 'SavedSearch' },
);
export type SavedSearch = Told<typeof SavedSearch>;

/** Of a list. */
export const SavedView = Type.Object(
  {
    ...SAVED,
    search: Type.Record(Type.String(), Values, {
      description: 'Filters, as the address of the list has them.',
    }),
    columns: orNull(Text, 'As the list keeps them; null: the usual ones.'),
  },
  { title: 'SavedView' },
);
export type SavedView = Told<typeof SavedView>;

export const KeptSearch = Type.Object({ id: Text }, { title: 'KeptSearch' });

/** As it is kept, whatever it is of. */
interface Saved extends SavedView {
  readonly updatedAt: string;
}

export interface Owner {
  readonly tenant: TenantId;
  readonly account: string;
  /** What it is a view of; searches are of the archives. */
  readonly list: string;
}

/** List of the searches. */
export const ARCHIVES = 'archives';

type Draft = Pick<Saved, 'name' | 'search' | 'columns'>;

export const MOST_SAVED = 100;

/** By their names. */
export async function listSaved({ database }: Pick<Platform, 'database'>, of: Owner): Promise<Saved[]> {
  return database.inTenant(of.tenant, async (tx) => {
    const rows = await tx.query<Omit<Saved, 'updatedAt'> & { updatedAt: Date }>(
      `select id, name, search, columns, updated_at as "updatedAt" from saved_search
       where tenant = $1 and account = $2 and list = $3 order by name collate perenne_french, id`,
      [of.tenant, of.account, of.list],
    );
    return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
  });
}

/** @throws ArchiveError identityConflict: the name is taken, or there are as many as may be kept */
export async function saveSearch(
  { database, clock, guids }: Pick<Platform, 'database' | 'clock' | 'guids'>,
  of: Owner,
  { name, search, columns }: Draft,
): Promise<string> {
  const id = guids.make('plain', of.tenant);
  await database.inTenant(of.tenant, async (tx) => {
    await inTurn(tx, of);
    const [kept] = await tx.query<{ number: number }>(
      'select count(*) as number from saved_search where tenant = $1 and account = $2 and list = $3',
      [of.tenant, of.account, of.list],
    );
    if ((kept?.number ?? 0) >= MOST_SAVED)
      throw new ArchiveError(
        'identityConflict',
        `Vous en gardez déjà ${MOST_SAVED} : supprimez-en une, ou remplacez-en une.`,
      );
    await refuseTakenName(tx, of, name, id);
    await tx.query(
      `insert into saved_search (tenant, account, id, list, name, search, columns, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8)`,
      [of.tenant, of.account, id, of.list, name, JSON.stringify(search), columns, clock.now()],
    );
  });
  return id;
}

/** @returns false when the person has none of that identifier. @throws ArchiveError identityConflict as above */
export async function replaceSaved(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  of: Owner,
  id: string,
  { name, search, columns }: Draft,
): Promise<boolean> {
  return database.inTenant(of.tenant, async (tx) => {
    await inTurn(tx, of);
    await refuseTakenName(tx, of, name, id);
    const replaced = await tx.query(
      `update saved_search set name = $5, search = $6, columns = $7, updated_at = $8
       where tenant = $1 and account = $2 and list = $3 and id = $4 returning id`,
      [of.tenant, of.account, of.list, id, name, JSON.stringify(search), columns, clock.now()],
    );
    return replaced.length > 0;
  });
}

/** @returns false when the person has none of that identifier */
export async function deleteSaved(
  { database }: Pick<Platform, 'database'>,
  of: Owner,
  id: string,
): Promise<boolean> {
  return database.inTenant(of.tenant, async (tx) => {
    const deleted = await tx.query(
      'delete from saved_search where tenant = $1 and account = $2 and list = $3 and id = $4 returning id',
      [of.tenant, of.account, of.list, id],
    );
    return deleted.length > 0;
  });
}

/** One change at a time of a person's list: two at once would both find room, or a name free. */
async function inTurn(tx: Tx, { tenant, account }: Owner): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, $2))`, [
    `saved searches ${account}`,
    tenant,
  ]);
}

async function refuseTakenName(
  tx: Tx,
  { tenant, account, list }: Owner,
  name: string,
  id: string,
): Promise<void> {
  const taken = await tx.query(
    `select 1 from saved_search
     where tenant = $1 and account = $2 and list = $3 and lower(name) = lower($4) and id <> $5`,
    [tenant, account, list, name, id],
  );
  if (taken.length > 0)
    throw new ArchiveError(
      'identityConflict',
      `Vous en avez déjà une nommée « ${name} » : choisissez un autre nom, ou remplacez-la.`,
    );
}
