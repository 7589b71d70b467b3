import { Type } from 'typebox';
import {
  ADMINISTRATION_TENANT,
  counted,
  type Database,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../platform/index.ts';
import { everyTenant } from './every-tenant.ts';
import { griffinsOf } from './kinds/griffin.ts';
import { formatsOf, griffinsFor, type ScenarioFormats } from './kinds/preservation-scenario.ts';
import { unitsDeclaring } from './rules-in-use.ts';
import { type KindName, readRow, readRows } from './store.ts';

/** What depends on a record of a referential: told before it is changed, made inactive or removed. */

export const RecordUse = Type.Object(
  {
    by: Type.Enum([
      ...(['unit', 'access-contract', 'ingest-contract', 'context', 'person', 'api-key'] as const),
      ...(['certificate', 'transfer', 'register', 'preservation-scenario', 'archive-unit-profile'] as const),
      ...(['schema-path', 'object-group', 'griffin'] as const),
    ]),
    count: counted('Of groups of objects, ten thousand and one when there are more.'),
    some: Type.Array(Text, {
      description:
        'Identifiers of some that use it; none of archive units, nor of what belongs to the platform.',
    }),
  },
  { title: 'RecordUse', description: 'What depends on a record.' },
);
export type RecordUse = Told<typeof RecordUse>;

/** Groups that are counted: of a frequent format there may be millions. */
const MOST_GROUPS = 10_000;
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

/** Contexts of applications that name a contract of the tenant; they are the platform's, and are only counted. */
async function contextsNaming(
  database: Database,
  tenant: TenantId,
  member: 'AccessContracts' | 'IngestContracts',
  contract: string,
): Promise<RecordUse> {
  const permission = JSON.stringify([{ tenant, [member]: [contract] }]);
  const [row] = await database.inTenant(ADMINISTRATION_TENANT, (tx) =>
    tx.query<{ contexts: number }>(
      `select count(*)::integer as contexts from referential
       where tenant = $1 and kind = 'context' and doc -> 'Permissions' @> $2::jsonb`,
      [ADMINISTRATION_TENANT, permission],
    ),
  );
  return { by: 'context', count: row?.contexts ?? 0, some: [] };
}

/** Identifiers of the records of a kind that answer a condition on `doc` with the parameter $3. */
async function recordsNaming(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  condition: string,
  identifier: string,
): Promise<string[]> {
  const rows = await tx.query<{ identifier: string }>(
    `select identifier from referential where tenant = $1 and kind = $2 and ${condition} order by 1`,
    [tenant, kind, identifier],
  );
  return rows.map((row) => row.identifier);
}

const countOf = async (tx: Tx, statement: string, parameters: readonly unknown[]): Promise<number> => {
  const [row] = await tx.query<{ total: number }>(
    `select count(*)::integer as total from ${statement}`,
    parameters,
  );
  return row?.total ?? 0;
};

/** Groups of the tenant that hold a file of the format; answered by the index of their documents. */
function groupsOfFormat(tx: Tx, tenant: TenantId, puid: string): Promise<number> {
  const version = { FormatIdentification: { FormatId: puid } };
  return countOf(
    tx,
    `(select 1 from object_group where tenant = $1 and doc @> $2::jsonb limit ${MOST_GROUPS + 1}) as holding`,
    [tenant, JSON.stringify({ qualifiers: [{ versions: [version] }] })],
  );
}

const USES: Readonly<Partial<Record<KindName, Uses>>> = {
  agency: (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => {
      const contracts = await recordsNaming(
        tx,
        tenant,
        'access-contract',
        `doc -> 'OriginatingAgencies' ? $3`,
        identifier,
      );
      const registers = await tx.query<{ agency: string }>(
        'select agency from accession_register_summary where tenant = $1 and agency = $2',
        [tenant, identifier],
      );
      return [
        named('access-contract', contracts),
        named(
          'register',
          registers.map(({ agency }) => agency),
        ),
      ];
    }),

  'access-contract': async (database, tenant, identifier) => [
    {
      by: 'person',
      count: await database.outsideTenants((tx) =>
        countOf(tx, 'account_right where tenant = $1 and access_contract = $2', [tenant, identifier]),
      ),
      some: [],
    },
    await contextsNaming(database, tenant, 'AccessContracts', identifier),
  ],

  'ingest-contract': async (database, tenant, identifier) => [
    await contextsNaming(database, tenant, 'IngestContracts', identifier),
    {
      by: 'transfer',
      count: await database.inTenant(tenant, (tx) =>
        countOf(tx, `accession_register_detail where tenant = $1 and doc ->> 'ArchivalAgreement' = $2`, [
          tenant,
          identifier,
        ]),
      ),
      some: [],
    },
  ],

  'management-contract': (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => [
      named(
        'ingest-contract',
        await recordsNaming(tx, tenant, 'ingest-contract', `doc ->> 'ManagementContractId' = $3`, identifier),
      ),
    ]),

  profile: (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => [
      named(
        'ingest-contract',
        await recordsNaming(tx, tenant, 'ingest-contract', `doc -> 'ArchiveProfiles' ? $3`, identifier),
      ),
    ]),

  format: (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => {
      const scenarios = (await readRows<ScenarioFormats>(tx, tenant, 'preservation-scenario')).filter(
        ({ doc }) => formatsOf(doc).includes(identifier),
      );
      const griffins = scenarios.flatMap(({ doc }) => griffinsFor(doc, identifier));
      return [
        named(
          'ingest-contract',
          await recordsNaming(tx, tenant, 'ingest-contract', `doc -> 'FormatType' ? $3`, identifier),
        ),
        named(
          'preservation-scenario',
          scenarios.map((row) => row.identifier),
        ),
        named('griffin', [...new Set(griffins)].sort()),
        { by: 'object-group', count: await groupsOfFormat(tx, tenant, identifier), some: [] },
      ];
    }),

  'archive-unit-profile': (database, tenant, identifier) =>
    database.inTenant(tenant, async (tx) => [
      {
        by: 'unit',
        count: await countOf(tx, `unit where tenant = $1 and content ->> 'ArchiveUnitProfile' = $2`, [
          tenant,
          identifier,
        ]),
        some: [],
      },
    ]),

  'security-profile': (database, _tenant, identifier) =>
    database.inTenant(ADMINISTRATION_TENANT, async (tx) => [
      named(
        'context',
        await recordsNaming(
          tx,
          ADMINISTRATION_TENANT,
          'context',
          `doc ->> 'SecurityProfile' = $3`,
          identifier,
        ),
      ),
    ]),

  context: (database, _tenant, identifier) =>
    database.outsideTenants(async (tx) => {
      const standing = 'where context = $1 and revoked_at is null';
      return [
        { by: 'api-key', count: await countOf(tx, `api_key ${standing}`, [identifier]), some: [] },
        { by: 'certificate', count: await countOf(tx, `certificate ${standing}`, [identifier]), some: [] },
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

  ontology: async (database, own, identifier) => {
    const ask = async (tx: Tx, tenant: TenantId) => [
      {
        profiles: await recordsNaming(tx, tenant, 'archive-unit-profile', `doc -> 'Fields' ? $3`, identifier),
        paths: await recordsNaming(
          tx,
          tenant,
          'schema-path',
          `regexp_replace(identifier, '^.*\\.', '') = $3`,
          identifier,
        ),
      },
    ];
    // Who reads the vocabulary from another tenant is not told what the others have.
    const found =
      own === ADMINISTRATION_TENANT
        ? await everyTenant(database, ask)
        : await database.inTenant(own, (tx) => ask(tx, own));
    return [
      named(
        'archive-unit-profile',
        found.flatMap(({ profiles }) => profiles),
      ),
      named(
        'schema-path',
        found.flatMap(({ paths }) => paths),
      ),
    ];
  },
};
