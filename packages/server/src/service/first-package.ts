import { Readable } from 'node:stream';
import { firstPackage, SAMPLE, sampleReferentials } from '@perenne/sample';
import { type EntryHouse, receivePackage } from '../ingest/index.ts';
import { type Asker, askerOf } from '../logbook/index.ts';
import { ArchiveError, type OperationId, type TenantId } from '../platform/index.ts';
import {
  findAgencies,
  findIngestContractByName,
  INGEST_CONTRACT,
  importAgencies,
  importDocuments,
  importRules,
  isEmpty,
  type Order,
  rulesOf,
} from '../referentials/index.ts';

/** The package that an empty archive offers to try, and what it relies on in a tenant. */

/** Who asks, and where. */
export interface Trial extends Asker {
  readonly tenant: TenantId;
}

const SEED = 1;
const CONTRACT_NAME = sampleReferentials.ingestContracts[0].Name;

/**
 * Imports the agency, the rule and the ingest contract that the package names, each unless it is there. Agencies and
 * rules are replaced as whole tables, so a tenant that has its own is left as it is.
 * @throws ArchiveError adminConflict: the tenant has agencies or rules of its own
 */
export async function prepareTrial(house: EntryHouse, trial: Trial): Promise<void> {
  const { tenant } = trial;
  const order = (): Order => ({
    tenant,
    ...askerOf(trial),
    operation: house.guids.make('operation', tenant) as OperationId,
  });
  const missing = await house.database.inTenant(tenant, async (tx) => ({
    agency: !(await findAgencies(tx, tenant, [SAMPLE.agency])).has(SAMPLE.agency),
    hasAgencies: !(await isEmpty(tx, tenant, 'agency')),
    rule: !(await rulesOf(tx, tenant)).has(SAMPLE.appraisalRule),
    hasRules: !(await isEmpty(tx, tenant, 'rule')),
    contract: (await findIngestContractByName(tx, tenant, CONTRACT_NAME)) === undefined,
  }));
  if (missing.agency && missing.hasAgencies) throw occupied('services agents', SAMPLE.agency);
  if (missing.rule && missing.hasRules) throw occupied('règles de gestion', SAMPLE.appraisalRule);
  if (missing.agency) await importAgencies(house, order(), bytesOf(sampleReferentials.agencies));
  if (missing.rule) await importRules(house, order(), bytesOf(sampleReferentials.rules));
  if (missing.contract)
    await importDocuments(house, order(), INGEST_CONTRACT, sampleReferentials.ingestContracts);
}

/** The package, as it would enter this tenant. */
export async function readTrial({ database }: EntryHouse, tenant: TenantId): Promise<Readable> {
  const contract = await database.inTenant(tenant, (tx) =>
    findIngestContractByName(tx, tenant, CONTRACT_NAME),
  );
  return firstPackage(SEED, contract?.Identifier);
}

/** Prepares the tenant and lets the package in, as the operation `id`. */
export async function depositTrial(house: EntryHouse, trial: Trial, id: OperationId): Promise<void> {
  await prepareTrial(house, trial);
  await receivePackage(
    house,
    { ...trial, id, workflow: 'DEFAULT_WORKFLOW', stepByStep: false, fileName: TRIAL_FILE },
    await readTrial(house, trial.tenant),
  );
}

export const TRIAL_FILE = 'premier-versement.zip';

function occupied(table: string, identifier: string): ArchiveError {
  return new ArchiveError(
    'adminConflict',
    `Ce coffre a déjà son référentiel des ${table}, qui n’est pas modifié : ajoutez-y ${identifier} pour verser le paquet d’essai, ou choisissez un coffre vide.`,
  );
}

const bytesOf = (text: string) => Readable.from([Buffer.from(text)]);
