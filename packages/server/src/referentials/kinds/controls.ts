import type { TenantId, Tx } from '../../platform/index.ts';
import { existing } from '../store.ts';
import type { Control, Examined, Finding, Scope } from './document-kind.ts';
import { USAGES } from './shape.ts';

/** Controls that several kinds share (spec api.md 6.3.1, 6.3.3). */

export const listOf = ({ document }: Examined, name: string): readonly string[] =>
  (document[name] as readonly string[] | undefined) ?? [];
export const nameOf = ({ document }: Examined): string => String(document.Name ?? '');
export const textOf = ({ document }: Examined, name: string): string | undefined => {
  const value = document[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Technical identifiers are the archive's to give. */
export const noTechnicalId: Control = (examined, { mode }) =>
  examined.carriesId && mode === 'import'
    ? { text: `Id must be null when creating contracts (${nameOf(examined)})` }
    : undefined;

/** Mandatory fields, and dates that cannot be read, which are reported alike. */
export const mandatoryFields: Control = (examined, { kind, external }) => {
  const missing = Object.entries(kind.fields)
    .filter(([name, shape]) => shape.mandatory && isEmpty(examined.document[name]))
    .map(([name]) => name);
  // Of several bad dates the last one is reported.
  missing.push(...examined.badDates.slice(-1));
  if (external && isEmpty(examined.document.Identifier)) missing.push('Identifier');
  return missing.map((field, at) => ({
    suffix: 'EMPTY_REQUIRED_FIELD',
    ...{ field, text: kind.words.mandatory(at === 0 ? missing : [field]) },
  }));
};

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** One document by identifier, in the base and in the import. */
export const uniqueIdentifier: Control = async (examined, scope) => {
  const identifier = textOf(examined, 'Identifier');
  if (identifier === undefined || identifier === scope.updated) return undefined;
  const taken =
    scope.seen.has(identifier) ||
    (await existing(scope.tx, scope.tenant, scope.kind.kind, [identifier])).has(identifier);
  return taken
    ? {
        suffix: 'IDENTIFIER_DUPLICATION',
        field: 'Identifier',
        values: [identifier],
        text: scope.kind.words.duplicate(identifier),
      }
    : undefined;
};

/** Usages of objects are free words to whoever reads the body; what they may be is a refusal under the journal. */
export const knownUsages: Control = (examined) => {
  const unknown = listOf(examined, 'DataObjectVersion').filter((usage) => !USAGES.includes(usage));
  return unknown.length === 0
    ? undefined
    : {
        suffix: 'NOT_IN_ENUM',
        field: 'DataObjectVersion',
        values: unknown,
        text: `DataObjectVersion must be ${USAGES.join(' or ')} but not ${unknown.join(', ').slice(0, 200)}`,
      };
};

/** Those of the units that the tenant does not have. */
export async function unknownUnits(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: string }>(
    'select id from unit where tenant = $1 and id = any($2::text[])',
    [tenant, ids],
  );
  const known = new Set(rows.map((row) => row.id));
  return [...new Set(ids)].filter((id) => !known.has(id));
}

/** Whatever the kind's controls find, in their order. */
export async function findingsOf(examined: Examined, scope: Scope): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const control of scope.kind.controls)
    findings.push(...[(await control(examined, scope)) ?? []].flat());
  return findings;
}
