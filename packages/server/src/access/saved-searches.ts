import { Type } from 'typebox';
import {
  ArchiveError,
  InstantText,
  type Platform,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';

/** Searches that a person keeps in a tenant, for nobody else (spec frontoffice.md B.13.6). */

export const SavedSearch = Type.Object(
  {
    ...{ id: Text, name: Text },
    search: Type.Record(Type.String(), Text, {
      description: 'Criteria and order, as the search takes them.',
    }),
    updatedAt: InstantText,
  },
  { title: 'SavedSearch' },
);
export type SavedSearch = Told<typeof SavedSearch>;

export interface Owner {
  readonly tenant: TenantId;
  readonly account: string;
}

type Draft = Pick<SavedSearch, 'name' | 'search'>;

export const MOST_SAVED = 100;

/** By their names. */
export async function listSaved({ database }: Pick<Platform, 'database'>, of: Owner): Promise<SavedSearch[]> {
  return database.inTenant(of.tenant, async (tx) => {
    const rows = await tx.query<Omit<SavedSearch, 'updatedAt'> & { updatedAt: Date }>(
      `select id, name, search, updated_at as "updatedAt" from saved_search
       where tenant = $1 and account = $2 order by name collate perenne_french, id`,
      [of.tenant, of.account],
    );
    return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
  });
}

/** @throws ArchiveError identityConflict: the name is taken, or there are as many as may be kept */
export async function saveSearch(
  { database, clock, guids }: Pick<Platform, 'database' | 'clock' | 'guids'>,
  of: Owner,
  { name, search }: Draft,
): Promise<string> {
  const id = guids.make('plain', of.tenant);
  await database.inTenant(of.tenant, async (tx) => {
    await inTurn(tx, of);
    const [kept] = await tx.query<{ number: number }>(
      'select count(*) as number from saved_search where tenant = $1 and account = $2',
      [of.tenant, of.account],
    );
    if ((kept?.number ?? 0) >= MOST_SAVED)
      throw new ArchiveError(
        'identityConflict',
        `Vous gardez déjà ${MOST_SAVED} recherches : supprimez-en une, ou remplacez-en une.`,
      );
    await refuseTakenName(tx, of, name, id);
    await tx.query(
      `insert into saved_search (tenant, account, id, name, search, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $6)`,
      [of.tenant, of.account, id, name, JSON.stringify(search), clock.now()],
    );
  });
  return id;
}

/** @returns false when the person has none of that identifier. @throws ArchiveError identityConflict as above */
export async function replaceSaved(
  { database, clock }: Pick<Platform, 'database' | 'clock'>,
  of: Owner,
  id: string,
  { name, search }: Draft,
): Promise<boolean> {
  return database.inTenant(of.tenant, async (tx) => {
    await inTurn(tx, of);
    await refuseTakenName(tx, of, name, id);
    const replaced = await tx.query(
      `update saved_search set name = $4, search = $5, updated_at = $6
       where tenant = $1 and account = $2 and id = $3 returning id`,
      [of.tenant, of.account, id, name, JSON.stringify(search), clock.now()],
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
      'delete from saved_search where tenant = $1 and account = $2 and id = $3 returning id',
      [of.tenant, of.account, id],
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

async function refuseTakenName(tx: Tx, { tenant, account }: Owner, name: string, id: string): Promise<void> {
  const taken = await tx.query(
    `select 1 from saved_search where tenant = $1 and account = $2 and lower(name) = lower($3) and id <> $4`,
    [tenant, account, name, id],
  );
  if (taken.length > 0)
    throw new ArchiveError(
      'identityConflict',
      `Une de vos recherches s’appelle déjà « ${name} » : choisissez un autre nom, ou remplacez-la.`,
    );
}
