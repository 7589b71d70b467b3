import type { JsonObject } from '@perenne/seda';
import {
  findIngestContract,
  findManagementContract,
  type ManagementContract,
} from '../referentials/index.ts';
import { type EntryRun, headerOf } from './entry.ts';

/**
 * Persistent identifiers that the management contract wants (spec ingest.md 10.5, model.md 5): what is covered names
 * the contract, and gets an ARK of its authority unless it came with one.
 */
export interface IdentifierPolicy {
  /** Identifier of the management contract. */
  readonly contract: string;
  readonly policies: readonly Policy[];
}

type Policy = NonNullable<ManagementContract['PersistentIdentifierPolicy']>[number];

/** Undefined: the contracts of the entry want none. */
export function identifierPolicyOf(run: EntryRun): Promise<IdentifierPolicy | undefined> {
  return run.once('persistent identifiers', async () => {
    const { archivalAgreement } = await headerOf(run);
    return run.house.database.inTenant(run.tenant, async (tx) => {
      const entry = await findIngestContract(tx, run.tenant, archivalAgreement ?? '');
      if (entry?.ManagementContractId === undefined) return undefined;
      const contract = await findManagementContract(tx, run.tenant, entry.ManagementContractId);
      const policies = contract?.PersistentIdentifierPolicy ?? [];
      return policies.length === 0 ? undefined : { contract: entry.ManagementContractId, policies };
    });
  });
}

/** Policies that cover units. */
export const ofUnits = (policy: IdentifierPolicy | undefined): readonly Policy[] =>
  (policy?.policies ?? []).filter(({ PersistentIdentifierUnit }) => PersistentIdentifierUnit);

/**
 * Policies that cover an object.
 * @param number of its version within its usage
 * @param isLast no object of its usage has a higher one
 */
export function ofObject(
  policy: IdentifierPolicy | undefined,
  usage: string,
  number: number,
  isLast: boolean,
): readonly Policy[] {
  return (policy?.policies ?? []).filter(({ PersistentIdentifierUsages }) =>
    PersistentIdentifierUsages.some(({ UsageName, InitialVersion, IntermediaryVersion }) => {
      if (UsageName !== usage) return false;
      if (number === 1) return InitialVersion === true;
      return IntermediaryVersion === 'ALL' || (IntermediaryVersion === 'LAST' && isLast);
    }),
  );
}

/**
 * `PersistentIdentifier` of what has the identifier `id` in the archive, with an ARK of each authority that it did not
 * come with. The name is that identifier: it is given once, and never again.
 */
export function withIdentifiers(
  given: unknown,
  policies: readonly Policy[],
  id: string,
): { readonly PersistentIdentifier?: readonly JsonObject[] } {
  const known = (given ?? []) as readonly JsonObject[];
  const arks = policies
    .map(({ PersistentIdentifierAuthority }) => PersistentIdentifierAuthority)
    .filter((authority) => !known.some((identifier) => isArkOf(identifier, authority)))
    .map((authority) => ({
      PersistentIdentifierType: 'ark',
      PersistentIdentifierReference: authority,
      PersistentIdentifierContent: `ark:/${authority}/${id}`,
    }));
  const all = [...known, ...arks];
  return all.length === 0 ? {} : { PersistentIdentifier: all };
}

function isArkOf({ PersistentIdentifierContent }: JsonObject, authority: string): boolean {
  // The newer form of an ARK has no stroke after the colon.
  return new RegExp(`^ark:/?${authority}/`, 'i').test(String(PersistentIdentifierContent));
}
