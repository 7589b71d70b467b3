import { ERROR_WORDS } from './error-words.ts';

/**
 * Errors that reach a client: one type, one catalogue (spec api.md 1.11, 1.12).
 * Wire codes are those of the compatible API; names are ours.
 */

interface ErrorKind {
  readonly status: number;
  readonly code: string;
  readonly context: string;
  readonly state: string;
  readonly message: string;
}

const SERVICES = {
  '00': 'Vitam',
  '01': 'Internal Access',
  '02': 'External Access',
  '04': 'External Ingest',
  '05': 'Logbook',
  '07': 'Processing',
  '12': 'Functional_Administration',
} as const;
const DOMAINS = {
  '00': 'test',
  '01': 'Input / Output',
  '02': 'Network',
  '03': 'Illegal',
  '04': 'Database',
  '05': 'Storage',
  '06': 'Business',
  '07': 'Security',
  '08': 'Validation',
} as const;

function coded(code: string, status: number, message: string): ErrorKind {
  return {
    status,
    code,
    context: SERVICES[code.slice(0, 2) as keyof typeof SERVICES],
    state: DOMAINS[code.slice(2, 4) as keyof typeof DOMAINS],
    message,
  };
}

const client = (method: string) => `Access external client error in ${method} method.`;
const admin = (method: string) => `Admin external client error in ${method} method.`;

export const ERRORS = {
  internal: {
    status: 500,
    code: '000200',
    context: 'Vitam',
    state: 'GLOBAL_INTERNAL_SERVER_ERROR',
    message: 'Internal Server Error',
  },
  badRequest: coded('000200', 400, 'Bad Request'),
  routeUnknown: coded('000200', 404, 'Not Found'),
  methodNotAllowed: coded('000200', 405, 'Method Not Allowed'),
  notAcceptable: coded('000200', 406, 'Not Acceptable'),
  unsupportedMediaType: coded('000200', 415, 'Unsupported Media Type'),
  bodyTooLarge: coded('000200', 413, 'Payload Too Large'),
  tooManyRequests: coded('000200', 429, 'Too Many Requests'),
  notBuilt: coded('000200', 501, 'Not Implemented'),
  unavailable: coded('000200', 503, 'Service Unavailable'),
  storageFull: coded('000200', 507, 'Insufficient Storage'),
  invalidDsl: coded('000601', 400, 'Dsl query is not valid.'),
  emptyQuery: coded('000300', 400, 'No search query specified, this is mandatory'),
  unauthorized: {
    status: 401,
    code: '000700',
    context: 'perenne',
    state: 'INTERNAL_SECURITY_UNAUTHORIZED',
    message: 'Internal Security Filter Unauthorized',
  },
  signInRequired: {
    status: 401,
    code: '000701',
    context: 'perenne',
    state: 'SIGN_IN_REQUIRED',
    message: 'Sign-in required',
  },
  signInRefused: {
    status: 401,
    code: '000702',
    context: 'perenne',
    state: 'SIGN_IN_REFUSED',
    message: 'Sign-in refused',
  },
  roleRequired: {
    status: 403,
    code: '000703',
    context: 'perenne',
    state: 'ROLE_REQUIRED',
    message: 'Forbidden',
  },
  uploadUnknown: {
    status: 404,
    code: '000704',
    context: 'perenne',
    state: 'UPLOAD_UNKNOWN',
    message: 'Upload unknown',
  },
  uploadConflict: {
    status: 409,
    code: '000705',
    context: 'perenne',
    state: 'UPLOAD_CONFLICT',
    message: 'Upload conflict',
  },
  uploadProtocol: {
    status: 412,
    code: '000706',
    context: 'perenne',
    state: 'UPLOAD_PROTOCOL',
    message: 'Precondition Failed',
  },
  certificateRefused: {
    status: 400,
    code: '000707',
    context: 'perenne',
    state: 'CERTIFICATE_REFUSED',
    message: 'Certificate refused',
  },
  identityUnknown: {
    status: 404,
    code: '000708',
    context: 'perenne',
    state: 'IDENTITY_UNKNOWN',
    message: 'Key, certificate or context unknown',
  },
  identityConflict: {
    status: 409,
    code: '000709',
    context: 'perenne',
    state: 'IDENTITY_CONFLICT',
    message: 'Conflict',
  },
  operationMoved: {
    status: 409,
    code: '000710',
    context: 'perenne',
    state: 'OPERATION_MOVED',
    message: 'The operation is no more in that state',
  },
  tenantBusy: {
    status: 409,
    code: '000711',
    context: 'perenne',
    state: 'TENANT_BUSY',
    message: 'Operations are running in the tenant',
  },
  contentSearchOff: {
    status: 400,
    code: '000720',
    context: 'perenne',
    state: 'CONTENT_SEARCH_OFF',
    message: 'Documents are not searched in this tenant',
  },
  massUpdateDenied: {
    status: 401,
    code: '000743',
    context: 'perenne',
    state: 'INTERNAL_SECURITY_MASS_UPDATE_AUTHORIZATION_REJECTED',
    message: 'Internal Security Filter Unauthorized',
  },
  sanity: {
    status: 412,
    code: 'PRECONDITION_FAILED',
    context: 'CHECK_SANITY',
    state: 'code_vitam',
    message: 'Precondition Failed',
  },
  tenantHeader: {
    status: 412,
    code: 'PRECONDITION_FAILED',
    context: 'TENANT',
    state: 'code_vitam',
    message: 'X-Tenant-Id check failed!',
  },
  tenantUnknown: {
    status: 401,
    code: 'UNAUTHORIZED',
    context: 'TENANT',
    state: 'code_vitam',
    message: 'X-Tenant-Id check failed!',
  },
  /** A query that is valid by the grammar and cannot be carried out (spec api.md A1): its message is the reason. */
  queryRefused: { status: 400, code: 'BAD_REQUEST', context: 'ACCESS', state: 'code_vitam', message: '' },
  groupHidden: coded('010616', 401, 'Object group not visible through the access contract'),
  unitHidden: coded('010617', 401, 'Unit not visible through the access contract'),
  selectUnits: coded('020100', 400, client('selectUnits')),
  updateUnitRules: coded('010601', 400, 'Unit not updated: management rules'),
  selectUnitById: coded('020101', 400, client('selectUnitbyId')),
  updateUnitById: coded('020102', 400, client('updateUnitbyId')),
  massUpdate: coded('020140', 400, client('the mass update units')),
  bulkUpdate: coded('020153', 400, client('the bulk atomic update units')),
  revertUpdate: coded('020147', 400, client('the revert update units')),
  inheritedRules: coded('020138', 400, client('selectUnitsWithInheritedRules')),
  accessLog: coded('020142', 404, client('getAccessLog')),
  selectObjectById: coded('020103', 400, client('selectObjectById')),
  selectOperations: coded('020104', 400, client('selectOperation')),
  selectOperationById: coded('020105', 400, client('selectOperationbyId')),
  unitLifeCycle: coded('020106', 400, client('selectUnitLifeCycleById')),
  groupLifeCycle: coded('020108', 400, client('selectObjectGroupLifeCycleById')),
  registerSummary: coded('020109', 400, client('getAccessionRegisterSummary')),
  registerDetail: coded('020110', 400, client('getAccessionRegisterSummary')),
  registerSymbolic: coded('020166', 400, client('getAccessionRegisterSymbolic')),
  accessClient: coded('020113', 500, 'Access external client not found.'),
  packageNotFound: coded('020113', 404, 'Access external client not found.'),
  objectOfUnit: coded('020119', 400, client('getDataObjectByUnitId')),
  adminBadRequest: coded('020120', 400, 'Admin external bad request error'),
  adminPrecondition: coded('020121', 412, 'Admin external precondition failed error'),
  adminNotFound: coded('020122', 404, 'Admin external not found error'),
  adminInternal: coded('020123', 500, 'Admin external internal server error'),
  profileUpdate: coded('020124', 400, admin('updateProfile')),
  contextUpdate: coded('020125', 400, admin('updateContext')),
  securityProfileUpdate: coded('020126', 400, admin('updateSecurityProfile')),
  accessContractUpdate: coded('020127', 400, admin('updateAccessContract')),
  ingestContractUpdate: coded('020128', 400, admin('updateIngestContract')),
  accessContract: coded('020129', 401, 'Admin external client error unauthorized method by access contract.'),
  contextUnknown: coded('020130', 404, 'Access external client error, context not found'),
  profileUnknown: coded('020131', 404, 'Access external client error, profile not found'),
  securityProfileUnknown: coded('020132', 412, 'Access external client error, security profile not found'),
  evidenceAudit: coded('020133', 400, admin('unitEvidenceAudit')),
  preservationNotFound: coded('120403', 404, 'Referential not found'),
  preservationImport: coded('120850', 400, 'Request griffin validation error'),
  externalLogbook: coded('0506O1', 400, 'Logbook operation is not correct'),
  managementContractUpdate: coded('020139', 400, admin('updateManagementContract')),
  invalidJson: coded('020135', 400, 'Access external client error. JSON is invalid'),
  selectObjects: coded('020149', 400, client('selectObjects')),
  unitNotFound: coded('020150', 404, 'Unit not found'),
  adminConflict: coded('020151', 409, 'Admin external client error already existing object'),
  adminForbidden: coded('020152', 403, 'Admin external client error forbidden action'),
  ingestPrecondition: coded('040101', 412, 'Ingest external precondition failed'),
  ingestNotFound: coded('040102', 404, 'Ingest external not found'),
  ingestBadRequest: coded('040104', 400, 'Ingest external bad request'),
  ingestInternal: coded('040105', 500, 'Ingest external internal server error'),
  localUploadFile: coded('040110', 500, 'Ingest external local upload file handling error'),
  localUploadPath: coded('040111', 400, 'Ingest external local upload file security alert'),
  contractUnknown: coded('120811', 404, 'Contract not found for update'),
  uploadTooLarge: coded('040107', 413, 'Ingest external upload error'),
} as const satisfies Record<string, ErrorKind>;

export type ErrorName = keyof typeof ERRORS;

/** An answer refused, in words for whoever called: `description` says what happened and what to do. */
export class ArchiveError extends Error {
  readonly kind: ErrorName;
  readonly description: string;
  readonly status: number;
  /** The endpoint's own error, told inside this one, which comes from behind it (spec api.md 1.11, chained). */
  readonly chained: ErrorName | undefined;

  constructor(
    kind: ErrorName,
    description: string,
    options?: { cause?: unknown; status?: number; chained?: ErrorName },
  ) {
    super(`${ERRORS[kind].message} ${description}`, options);
    this.name = 'ArchiveError';
    this.kind = kind;
    this.description = description;
    this.status = options?.status ?? ERRORS[kind].status;
    this.chained = options?.chained;
  }

  /** The error envelope of the compatible API; `people` are told the message in French. */
  toEnvelope(reader: 'applications' | 'people' = 'applications'): Record<string, unknown> {
    const told = (kind: ErrorName) => {
      const { code, context, state } = ERRORS[kind];
      const message = reader === 'people' ? ERROR_WORDS[kind] : ERRORS[kind].message;
      const { status: httpCode, description } = this;
      return { httpCode, code, context, state, message: message || description, description };
    };
    return {
      ...told(this.kind),
      ...(this.chained === undefined ? {} : { errors: [told(this.chained)] }),
    };
  }
}
