import { sql } from 'kysely';
import { all, describedType, type Members } from '../../field-types.ts';
import {
  type Collection,
  column,
  type Field,
  INVISIBLE,
  own,
  segmentsOf,
  unknownName,
} from './collection.ts';

/** Reference documents (spec model.md 11 to 16): keywords, but for what is listed here. */

const COLUMNS: Readonly<Record<string, Field>> = {
  '#id': column('referential.id'),
  '#tenant': column('referential.tenant', 'long'),
  '#version': column('referential.version', 'long'),
};

const MEMBERS: Members = {
  ...all('text', 'Name', 'Description', 'RuleValue', 'RuleDescription', 'Comment', 'Group'),
  ...all('text', 'AlternativeForm', 'AuthorizedForm', 'BiogHist', 'EventDescription', 'GeneralContext'),
  ...all('text', 'LegalStatuses', 'Mandates', 'NameEntryParallel', 'Places', 'Sources'),
  ...all('text', 'StructureOrGenealogy'),
  ...all('date', 'FromDate', 'ToDate'),
  ...all(
    'date',
    'CreationDate',
    'LastUpdate',
    'ActivationDate',
    'DeactivationDate',
    'CreatedDate',
    'UpdateDate',
  ),
  ...all('boolean', 'Alert', 'EveryOriginatingAgency', 'EveryDataObjectVersion', 'WritingPermission'),
  ...all('boolean', 'WritingRestrictedDesc', 'MasterMandatory', 'FormatUnidentifiedAuthorized'),
  ...all('boolean', 'EveryFormatType', 'ComputeInheritedRulesAtIngest', 'EnableControl', 'FullAccess'),
  Permissions: { tenant: 'long', '*': 'keyword' },
};

function field(name: string): Field {
  const known = own(COLUMNS, name);
  if (known !== undefined) return known;
  const path = segmentsOf(name);
  if (own(COLUMNS, path[0] as string) !== undefined) return INVISIBLE;
  if (name.startsWith('#')) throw unknownName(name);
  const described = describedType(MEMBERS, path);
  return {
    source: 'document',
    column: 'referential.doc',
    path,
    // A member that is an object in one collection is a keyword in another (`Permissions`).
    type: described === undefined || described === 'object' ? 'keyword' : described,
    contained: true,
  };
}

/** Kinds whose searches are ranked (spec dsl.md 11). */
const RANKED = new Set(['access-contract', 'ingest-contract', 'management-contract', 'rule']);

/**
 * One kind of reference documents: rows of `referential`.
 * @param kind as in the table: 'agency', 'rule', 'access-contract'…
 * @param present a row in the compatible form; by default `#id`, `#tenant`, `#version` and the document
 */
export function referentialCollection(
  kind: string,
  present: Collection['present'] = presentReferential,
): Collection {
  return {
    table: 'referential',
    columns: ['tenant', 'kind', 'identifier', 'id', 'version', 'doc'],
    scope: sql<boolean>`referential.kind = ${kind}`,
    field,
    sortsText: (name) => name === 'Name',
    ranked: RANKED.has(kind),
    present,
  };
}

export function presentReferential(row: Record<string, unknown>): Record<string, unknown> {
  return {
    '#id': row.id,
    '#tenant': row.tenant,
    '#version': row.version,
    ...(row.doc as Record<string, unknown>),
  };
}
