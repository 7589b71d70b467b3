import type { Database, TenantId } from '../platform/index.ts';
import { everyTenant } from './every-tenant.ts';
import { griffinsOf } from './kinds/griffin.ts';
import { unitsDeclaring } from './rules-in-use.ts';
import { type KindName, readRow, readRows } from './store.ts';

/** What depends on a record of a referential that files replace: told before it is changed or removed. */

export interface RecordUse {
  readonly by: 'unit' | 'access-contract' | 'register' | 'preservation-scenario' | 'archive-unit-profile';
  readonly count: number;
  /** Identifiers of some that use it; none of archive units. */
  readonly some: readonly string[];
}

/** Most users of a record that are named. */
const MOST_NAMED = 10;

/** @returns those that are there; none: nothing depends on the record, or its kind is not asked of */
export async function usesOfRecord(
  database: Database,
  tenant: TenantId,
  kind: KindName,
  identifier: string,
): Promise<RecordUse[]> {
  const uses = await (USES[kind]?.(database, tenant, identifier) ?? []);
  return uses.filter(({ count }) => count > 0);
}

type Uses = (database: Database, tenant: TenantId, identifier: string) => Promise<RecordUse[]>;

const named = (by: RecordUse['by'], users: readonly string[]): RecordUse => ({
  ...{ by, count: users.length, some: users.slice(0, MOST_NAMED) },
});

const USES: Readonly<Partial<Record<KindName, Uses>>> = {
  agency: (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => {
      const contracts = await tx.query<{ identifier: string }>(
        `select identifier from referential
         where tenant = $1 and kind = 'access-contract' and doc -> 'OriginatingAgencies' ? $2 order by 1`,
        [tenant, identifier],
      );
      const registers = await tx.query<{ agency: string }>(
        'select agency from accession_register_summary where tenant = $1 and agency = $2',
        [tenant, identifier],
      );
      return [
        named(
          'access-contract',
          contracts.map((row) => row.identifier),
        ),
        named(
          'register',
          registers.map(({ agency }) => agency),
        ),
      ];
    }),

  rule: (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => {
      const row = await readRow<{ RuleId: string; RuleType: string }>(tx, tenant, 'rule', identifier);
      const units = row && (await unitsDeclaring(tx, tenant, [row.doc])).get(identifier);
      return [{ by: 'unit', count: units ?? 0, some: [] }];
    }),

  griffin: async (database, _tenant, identifier) => {
    const scenarios = await everyTenant(database, async (tx, tenant) => {
      const rows = await readRows(tx, tenant, 'preservation-scenario');
      return rows.filter(({ doc }) => griffinsOf(doc).includes(identifier));
    });
    return [
      named(
        'preservation-scenario',
        scenarios.map((row) => row.identifier),
      ),
    ];
  },

  ontology: async (database, _tenant, identifier) => {
    const profiles = await everyTenant(database, (tx, tenant) =>
      tx.query<{ identifier: string }>(
        `select identifier from referential
         where tenant = $1 and kind = 'archive-unit-profile' and doc -> 'Fields' ? $2 order by 1`,
        [tenant, identifier],
      ),
    );
    return [
      named(
        'archive-unit-profile',
        profiles.map((row) => row.identifier),
      ),
    ];
  },
};
