import { sql } from 'kysely';
import { ADMINISTRATION_TENANT, technicalDate } from '../../../platform/index.ts';
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

/** Journals of operations by the names of spec model.md 6.1. */

const COLUMNS: Readonly<Record<string, Field>> = {
  '#id': column('logbook_operation.id'),
  '#tenant': column('logbook_operation.tenant', 'long'),
  '#version': column('logbook_operation.version', 'long'),
  '#lastPersistedDate': column('logbook_operation.persisted_at', 'date'),
  evId: column('logbook_operation.id'),
  evIdProc: column('logbook_operation.id'),
  evType: column('logbook_operation.type'),
  evTypeProc: column('logbook_operation.process_type'),
  evDateTime: column('logbook_operation.started_at', 'date'),
};

const EVENT: Members = {
  ...all('keyword', 'evId', 'evParentId', 'evType', 'evIdProc', 'evTypeProc', 'outcome', 'outDetail'),
  ...all('keyword', 'evIdReq', 'obId', 'obIdReq', 'agIdApp', 'agIdPers', 'evIdAppSession'),
  ...all('text', 'outMessg', 'agId', 'obIdIn', 'rightsStatementIdentifier'),
  evDateTime: 'date',
};

/** Texts that hold JSON: their members are searched in the master and in the events alike. */
const ENCODED = new Set(['evDetData', 'agIdExt', 'rightsStatementIdentifier']);

const READ_DETAILS = sql`perenne_details(logbook_operation.master, logbook_operation.events)`;

const DETAILS: Members = {
  ...all('keyword', 'originatingAgency', 'TransferringAgency', 'ArchivalAgency', 'submissionAgency'),
  ...all('keyword', 'ArchivalAgreement', 'ArchivalProfile', 'AccessContract', 'LogType', 'Hash', 'FileName'),
  ...all('keyword', 'ServiceLevel', 'LegalStatus', 'DigestAlgorithm', 'AgIfTrans'),
  ...all('date', 'EvDateTimeReq', 'StartDate', 'EndDate'),
  ...all('long', 'NumberOfElements', 'Size'),
  EvDetailReq: 'text',
};

function field(name: string): Field {
  const known = own(COLUMNS, name);
  if (known !== undefined) return known;
  const path = segmentsOf(name);
  const inEvents = path[0] === 'events';
  const local = inEvents ? path.slice(1) : path;
  if (local.length > 1 && ENCODED.has(local[0] as string)) {
    const type = describedType(DETAILS, local.slice(1)) ?? 'text';
    return { source: 'document', column: READ_DETAILS, path: local, type, contained: false };
  }
  if (own(COLUMNS, path[0] as string) !== undefined) return INVISIBLE;
  if (name.startsWith('#')) throw unknownName(name);
  const type = local.length === 0 ? 'object' : (describedType(EVENT, local) ?? 'text');
  return {
    source: 'document',
    column: inEvents ? 'logbook_operation.events' : 'logbook_operation.master',
    path: local,
    type,
    contained: !inEvents,
  };
}

/** Operations of the administration tenant that every tenant sees (spec api.md 5); so says the policy too. */
export const PLATFORM_OPERATIONS = ['IMPORT_ONTOLOGY', 'STP_REFERENTIAL_FORMAT_IMPORT', 'STP_DELETE_FORMAT'];

const SHOWN_EVENTS = 2;

export const LOGBOOK_OPERATIONS: Collection = {
  table: 'logbook_operation',
  columns: ['tenant', 'id', 'version', 'persisted_at', 'master', 'events'],
  ownTenant: (tenant) => sql<boolean>`(logbook_operation.tenant = ${tenant}
    or (logbook_operation.tenant = ${ADMINISTRATION_TENANT}::integer
      and logbook_operation.type = any(${PLATFORM_OPERATIONS}::text[])))`,
  field,
  sortsText: () => false,
  present: presentOperation,
};

/** An operation as lists show it: its last two events only. */
function presentOperation(row: Record<string, unknown>): Record<string, unknown> {
  return {
    '#id': row.id,
    ...(row.master as Record<string, unknown>),
    events: (row.events as unknown[]).slice(-SHOWN_EVENTS),
    '#tenant': row.tenant,
    '#version': row.version,
    '#lastPersistedDate': technicalDate(row.persisted_at as Date),
  };
}
