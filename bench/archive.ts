import { SAMPLE, sampleReferentials } from '@perenne/sample';
import { type Client, clientOf } from '../scripts/client.ts';
import { type Service, startService } from '../scripts/service.ts';

/** Tenant of all that the benchmarks enter: one in which clients give the identifiers of contracts. */
export const TENANT = 0;

export interface Archive {
  readonly service: Service;
  readonly client: Client;
}

/** The service on a data folder, with a client of it. */
export async function openArchive(dataFolder: string): Promise<Archive> {
  const service = await startService(dataFolder);
  return { service, client: clientOf(service.url, service.apiKey, SAMPLE.accessContract) };
}

/** Agencies and rules as CSV, contracts as documents. */
export interface Referentials {
  readonly agencies: string;
  readonly rules: string;
  readonly ingestContracts: readonly object[];
  readonly accessContracts: readonly object[];
}

/** Imports what the made packages rely on. */
export async function prepare(
  { client }: Archive,
  { agencies, rules, ingestContracts, accessContracts }: Referentials = sampleReferentials,
): Promise<void> {
  const imports = [
    ['agencies', agencies, 'agencies.csv'],
    ['rules', rules, 'rules.csv'],
    ['ingestcontracts', JSON.stringify(ingestContracts)],
    ['accesscontracts', JSON.stringify(accessContracts)],
  ] as const;
  for (const [path, body, file] of imports) {
    const { status, text } = await client.import(path, TENANT, body, file);
    if (status >= 300) throw new Error(`import of ${path}: ${status} ${text.slice(0, 300)}`);
  }
}

/** A client whose contract lets everything be changed. @param contract identifier of the contract that is made for it */
export async function writerOf({ service, client }: Archive, contract: string): Promise<Client> {
  const [sample] = sampleReferentials.accessContracts;
  const writing = {
    ...{ ...sample, Identifier: contract, Name: contract },
    ...{ WritingPermission: true, WritingRestrictedDesc: false },
  };
  const { status, text } = await client.import('accesscontracts', TENANT, JSON.stringify([writing]));
  if (status >= 300) throw new Error(`import of a contract: ${status} ${text.slice(0, 300)}`);
  return clientOf(service.url, service.apiKey, contract);
}
