import { type ChosenUnits, chooseUnits, type Eyes } from '../../access/index.ts';
import { BATCH_SCHEMA, QueryRefused } from '../../catalogue/index.ts';
import { ArchiveError, type TenantId, type Tx } from '../../platform/index.ts';
import { AUDIT_ACTIONS, AUDIT_TYPES, type AuditParameters, type AuditType } from './audit-run.ts';

/** The body of `POST /audits` (spec api.md 6.5), for the documentation: what it has besides is passed over. */
export const AUDIT_SCHEMA = {
  title: 'AuditOptions',
  type: 'object',
  properties: {
    auditActions: { enum: [...AUDIT_ACTIONS] },
    auditType: { enum: [...AUDIT_TYPES], description: '`tenant` and `originatingagency` are deprecated.' },
    objectId: { type: 'string', description: 'The tenant, or an agency of the register.' },
    query: BATCH_SCHEMA,
  },
  required: ['auditActions', 'auditType'],
} as const;

/** @throws ArchiveError adminBadRequest for what is missing, unknown or cannot be carried out */
export async function readAuditRequest(tx: Tx, body: unknown, eyes: Eyes): Promise<AuditParameters> {
  const { auditType, auditActions, objectId, query } = (
    typeof body === 'object' && body !== null ? body : {}
  ) as Readonly<Record<string, unknown>>;
  if (isAbsent(auditType)) throw refused('The field auditType is mandatory');
  if (isAbsent(auditActions)) throw refused('The field auditActions is mandatory');
  const type = AUDIT_TYPES.find((each) => each === auditType);
  if (type === undefined) throw refused(`Invalid audit type parameter: ${AUDIT_TYPES.join(', ')} are known`);
  const action = AUDIT_ACTIONS.find((each) => each === auditActions);
  if (action === undefined)
    throw refused(`Invalid audit actions parameter: ${AUDIT_ACTIONS.join(' and ')} are known`);
  if (type === 'dsl') {
    if (isAbsent(query)) throw refused('The field query is mandatory with auditType dsl');
    return { auditActions: action, auditType: type, chosen: choose(query, eyes) };
  }
  if (isAbsent(objectId)) throw refused(`The field objectId is mandatory with auditType ${type}`);
  const named = String(objectId);
  await checkNamed(tx, type, named, eyes);
  return {
    ...{ auditActions: action, auditType: type, objectId: named },
    chosen: chooseUnits(queryFor(type, named, eyes.tenant), eyes),
  };
}

async function checkNamed(
  tx: Tx,
  type: Exclude<AuditType, 'dsl'>,
  named: string,
  { tenant, rights }: Eyes,
): Promise<void> {
  if (type === 'tenant') {
    if (named !== String(tenant)) throw refused('Invalid tenant parameter: it must be that of the request');
    return;
  }
  const isRegistered = await tx.query(
    'select 1 from accession_register_summary where tenant = $1 and agency = $2',
    [tenant, named],
  );
  if (isRegistered.length === 0 || rights.agencies?.includes(named) === false)
    throw refused('Invalid originating agency parameter: the register has no such agency');
}

function queryFor(type: Exclude<AuditType, 'dsl'>, named: string, tenant: TenantId) {
  const query =
    type === 'tenant' ? { $eq: { '#tenant': tenant } } : { $in: { '#originating_agency': [named] } };
  return { $roots: [], $query: [query] };
}

/** Whatever is wrong with the query leaves in the manner of this endpoint. */
function choose(query: unknown, eyes: Eyes): ChosenUnits {
  try {
    return chooseUnits(query, eyes);
  } catch (error) {
    if (error instanceof QueryRefused) throw refused(error.message, error);
    if (error instanceof ArchiveError) throw refused(error.description, error);
    throw error;
  }
}

/** A blank text is none. */
const isAbsent = (value: unknown) => value === undefined || value === null || String(value).trim() === '';

const refused = (what: string, cause?: unknown) =>
  new ArchiveError('adminBadRequest', what, cause === undefined ? {} : { cause });
