import { sampleReferentials } from '@perenne/sample';
import { Client, type ClientConfig } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import {
  clearStagedRows,
  publishGroupRows,
  publishUnitRows,
} from '../../packages/server/src/ingest/finalisation/publish-rows.ts';
import { stageGroups, stageUnits } from '../../packages/server/src/ingest/storing/stage-rows.ts';
import { startEmbeddedPostgres } from '../../packages/server/src/platform/embedded-postgres/index.ts';
import type { TenantId, Tx } from '../../packages/server/src/platform/index.ts';
import { type Archive, openArchive, prepare, type Referentials, TENANT } from '../archive.ts';
import { AGENCY_IDS, holdings, RULES, type Transfer } from './holdings.ts';
import { AGENCIES } from './words.ts';

/** Tables of which holdings have rows; their indexes are made anew when all is there. */
const TABLES = ['unit', 'object_group', 'life_cycle'] as const;

/** An archive of its own with holdings of so many units, its service started. */
export async function openHoldings(dataFolder: string, units: number): Promise<Archive> {
  const archive = await openArchive(dataFolder);
  try {
    await prepare(archive, holdingsReferentials());
  } finally {
    await archive.service.stop();
  }
  await fillHoldings(dataFolder, { tenant: TENANT as TenantId, units });
  return openArchive(dataFolder);
}

/** Those of the made packages too, so that these can be entered beside the holdings. */
function holdingsReferentials(): Referentials {
  const agencies = AGENCIES.map((name, at) => `${AGENCY_IDS[at]},${name},Service producteur imaginaire\n`);
  const rules = RULES.map(({ id, type, years }) => `${id},${type},Règle ${id},Règle d’essai,${years},Year\n`);
  return {
    ...sampleReferentials,
    agencies: sampleReferentials.agencies + agencies.join(''),
    rules: sampleReferentials.rules + rules.join(''),
  };
}

/**
 * Fills one tenant of an archive, its service ended, with the rows that entries would have published: staged and
 * published by the statements of an entry, without packages, journals and offers. One million units in some minutes,
 * since the indexes are made at the end.
 * @param dataFolder of an archive that has their agencies and rules
 */
export async function fillHoldings(
  dataFolder: string,
  { tenant, units, seed = 1 }: { readonly tenant: TenantId; readonly units: number; readonly seed?: number },
): Promise<void> {
  const server = await startEmbeddedPostgres({ dataFolder, log: () => undefined });
  try {
    await fill(server.connection, tenant, holdings(tenant, units, seed));
  } finally {
    await server.stop();
  }
}

/** As the owner of the tables, who may take indexes away and is under no policy. */
async function fill(
  connection: ClientConfig,
  tenant: TenantId,
  transfers: Iterable<Transfer>,
): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query(`set maintenance_work_mem = '1GB'`);
    await client.query('set synchronous_commit = off');
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
       from pg_index where indrelid = any ($1::text[]::regclass[]) and not indisprimary`,
      [TABLES],
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const transfer of transfers) await publish(client, tenant, transfer);
    for (const { definition } of indexes) await client.query(definition);
    await client.query(`vacuum analyze ${TABLES.join(', ')}, staged_unit, staged_group`);
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
}

/** Their members are described, or text: no entry of a vocabulary says other. */
const NO_VOCABULARY = { get: () => undefined };

async function publish(client: Client, tenant: TenantId, transfer: Transfer): Promise<void> {
  const { operation, unitType, agency, units, groups } = transfer;
  const tx: Tx = {
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await client.query(text, values as unknown[])).rows as Row[],
    run: async (statement) => {
      const { sql, parameters } = statement.compile();
      return (await client.query(sql, parameters as unknown[])).rows;
    },
    copyInto: (statement) => client.query(copyFrom(statement)),
  };
  const staging = { tenant, operation, at: new Date() };
  const publication = {
    tenant,
    operation,
    unitType,
    originatingAgency: agency,
    sedaVersion: '2.2',
    strategy: 'default',
  };
  await client.query('begin');
  await stageUnits(tx, staging, units, NO_VOCABULARY);
  await stageGroups(tx, staging, groups);
  await publishUnitRows(tx, publication);
  await publishGroupRows(tx, publication);
  await clearStagedRows(tx, tenant, operation);
  await client.query('commit');
}
