import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  envelopeOf,
  parseSingleSelect,
  QueryRefused,
  referentialCollection,
  SINGLE_SELECT_SCHEMA,
  selectSingle,
} from '../catalogue/index.ts';
import { found } from '../http/envelope.ts';
import { INVENTORY } from '../http/inventory.ts';
import { askerOf } from '../logbook/index.ts';
import { ArchiveError, type ErrorName, type OperationId } from '../platform/index.ts';
import { AGENCY_COLUMNS, OPTIONAL_AGENCY_COLUMNS } from './agency-lines.ts';
import { csvSchema, fileSchema, importSchema, recordSchema, updateSchema } from './documented-bodies.ts';
import { AGENCY_RECORD, FORMAT_RECORD, RULE_RECORD } from './documented-tables.ts';
import { importAgencies } from './import-agencies.ts';
import { importDocumentSet, presentInTenant } from './import-document-set.ts';
import { importDocuments, presentDocument } from './import-documents.ts';
import { importFormats } from './import-formats.ts';
import { importOntologies } from './import-ontologies.ts';
import { importRules } from './import-rules.ts';
import { type Order, type ReferentialHouse, tenantOf } from './journal.ts';
import {
  ARCHIVAL_PROFILE,
  ARCHIVE_UNIT_PROFILE,
  DOCUMENT_KINDS,
  DOCUMENT_SETS,
  type DocumentKind,
  securityProfileKind,
} from './kinds/index.ts';
import { ONTOLOGY_FIELDS } from './ontology-controls.ts';
import { importProfileFile, readProfileFile } from './profile-file.ts';
import { receiveJson, referentialFileRoutes, streamOf } from './referential-files.routes.ts';
import { RULE_COLUMNS } from './rule-lines.ts';
import { schemaRoutes } from './schema.routes.ts';
import { type Document, type KindName, readRow } from './store.ts';
import { type UpdateAnswer, updateDocument } from './update-document.ts';

const BASE = '/admin-external/v1';
type ByPath = { Params: { '*': string } };
type Importer = (house: ReferentialHouse, order: Order, source: AsyncIterable<Uint8Array>) => Promise<void>;

/** A referential as it is read: by search, and by functional identifier. */
interface Readable {
  readonly kind: KindName;
  readonly scope: 'tenant' | 'platform';
  readonly path: string;
  readonly search: string;
  readonly read: string;
  readonly emptyWhenUnknown?: true | undefined;
  /** What is answered for an unknown identifier, when it is not `adminNotFound`. */
  readonly unknown?: ErrorName;
  /** A record, for the documentation. */
  readonly result: object;
  present?(row: Record<string, unknown>): Document;
}

interface Table extends Readable {
  readonly create: string;
  readonly importer: Importer;
  readonly file: Readonly<Record<string, unknown>>;
}

/** Referentials that files replace. */
const TABLES: readonly Table[] = [
  {
    ...{ kind: 'agency', scope: 'tenant', path: '/agencies' },
    ...{ create: 'agencies:create', search: 'agencies:read', read: 'agencies:id:read' },
    importer: importAgencies,
    result: AGENCY_RECORD,
    file: csvSchema(AGENCY_COLUMNS, OPTIONAL_AGENCY_COLUMNS),
    // Clients of the reference system know this one member of agencies by its inner name (api.md 11, row 29).
    present: ({ id, tenant, version, doc }) => ({
      '#id': id,
      _tenant: tenant,
      '#version': version,
      ...(doc as Document),
    }),
  },
  {
    ...{ kind: 'rule', scope: 'tenant', path: '/rules' },
    ...{ create: 'rules:create', search: 'rules:read', read: 'rules:id:read' },
    importer: importRules,
    result: RULE_RECORD,
    file: csvSchema(RULE_COLUMNS),
  },
  {
    ...{ kind: 'format', scope: 'platform', path: '/formats' },
    ...{ create: 'formats:create', search: 'formats:read', read: 'formats:id:read' },
    importer: importFormats,
    result: FORMAT_RECORD,
    file: fileSchema('application/xml', 'Signature file of PRONOM. It replaces the formats of the platform.'),
  },
];

const ONTOLOGY_RECORD = recordSchema('Ontology', ONTOLOGY_FIELDS);

/** Referentials that are read only, in this version. */
const READ_ONLY: readonly Readable[] = [
  {
    ...{ kind: 'ontology', scope: 'platform', path: '/ontologies' },
    ...{ search: 'ontologies:read', read: 'ontologies:id:read:json', result: ONTOLOGY_RECORD },
    emptyWhenUnknown: true,
    present: ({ id, tenant, version, doc }) => ({
      '#id': id,
      '#tenant': tenant,
      '#version': version,
      ...(doc as Document),
    }),
  },
];

/** Security profiles may have the permissions that the routes name. */
export const SECURITY_PROFILE = securityProfileKind(INVENTORY.map(({ permission }) => permission));

/** Administration of the referentials, compatible door (spec api.md 6.1, 6.2.1). */
export async function referentialRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  for (const table of TABLES) {
    mountReading(app, house, table);
    const config = { permission: table.create, body: table.file };
    app.post(`${BASE}${table.path}`, { config }, async (request, reply) => {
      await table.importer(house, orderOf(request), streamOf(request));
      return reply.code(201).send();
    });
  }
  for (const readable of READ_ONLY) mountReading(app, house, readable);
  for (const kind of [...DOCUMENT_KINDS, SECURITY_PROFILE]) mountDocuments(app, house, kind);
  for (const set of DOCUMENT_SETS) {
    const { path, permissions } = set.http;
    mountReading(app, house, {
      ...set,
      ...permissions,
      path,
      result: recordSchema(set.collection, set.fields),
      present: presentInTenant,
      unknown: 'preservationNotFound',
    });
    const config = {
      permission: permissions.create,
      body: importSchema(set.collection, set.fields),
      result: recordSchema(set.collection, set.fields),
      isTolerant: true,
    } as const;
    app.post(`${BASE}${path}`, { config }, async (request, reply) =>
      answerCreated(
        reply,
        'documents',
        await importDocumentSet(house, orderOf(request), set, jsonBody(request)),
      ),
    );
  }
  app.post(
    `${BASE}/ontologies`,
    {
      config: {
        permission: 'ontologies:create:json',
        body: importSchema('Ontology', ONTOLOGY_FIELDS),
        result: ONTOLOGY_RECORD,
        isTolerant: true,
      },
    },
    async (request, reply) => {
      const forced = String(request.headers['force-update'] ?? '').toLowerCase() === 'true';
      const entries = await importOntologies(house, orderOf(request), jsonBody(request), forced);
      return answerCreated(reply, 'documents', entries);
    },
  );
  mountProfileFiles(app, house);
  await referentialFileRoutes(app, house);
  await schemaRoutes(app, house, { orderOf, jsonBody });
}

function mountReading(app: FastifyInstance, house: ReferentialHouse, readable: Readable): void {
  const { kind, scope, path, search, read, emptyWhenUnknown, result } = readable;
  const present = readable.present ?? ((row: Record<string, unknown>) => presentDocument({ scope }, row));
  const collection = referentialCollection(kind, present);
  const config = { permission: search, body: SINGLE_SELECT_SCHEMA, result };
  app.get(`${BASE}${path}`, { config }, async (request) => {
    const body = jsonBody(request);
    const tenant = tenantOf(scope, request.tenant);
    try {
      const query = parseSingleSelect(body);
      const results = await house.database.inTenant(tenant, (tx) =>
        selectSingle(tx, { tenant, collection }, query),
      );
      return envelopeOf(results, query.context);
    } catch (error) {
      if (error instanceof QueryRefused) throw new ArchiveError('adminBadRequest', error.message);
      throw error;
    }
  });
  app.get<ByPath>(`${BASE}${path}/*`, { config: { permission: read, result } }, async (request) => {
    const tenant = tenantOf(scope, request.tenant);
    const identifier = identifierOf(request);
    const row = await house.database.inTenant(tenant, (tx) => readRow(tx, tenant, kind, identifier));
    if (!row && !emptyWhenUnknown)
      throw new ArchiveError(
        readable.unknown ?? 'adminNotFound',
        `There is no ${identifier} in ${path.slice(1)}.`,
      );
    return found(row ? [present({ ...row, tenant })] : []);
  });
}

function mountDocuments(app: FastifyInstance, house: ReferentialHouse, kind: DocumentKind): void {
  const { path, permissions, created } = kind.http;
  const result = recordSchema(kind.collection, kind.fields);
  mountReading(app, house, {
    result,
    kind: kind.kind,
    scope: kind.scope,
    path,
    search: permissions.search,
    read: permissions.read,
    emptyWhenUnknown: kind.http.emptyWhenUnknown,
  });
  app.post(
    `${BASE}${path}`,
    {
      config: {
        ...{ permission: permissions.create, result, isTolerant: true },
        body: importSchema(kind.collection, kind.fields),
      },
    },
    async (request, reply) => {
      const documents = await importDocuments(house, orderOf(request), kind, jsonBody(request));
      return answerCreated(reply, created, documents);
    },
  );
  app.put<ByPath>(
    `${BASE}${path}/*`,
    { config: { permission: permissions.update, body: updateSchema(kind.collection, kind.fields), result } },
    async (request) => {
      const answer: UpdateAnswer = await updateDocument(
        house,
        orderOf(request),
        kind,
        identifierOf(request),
        jsonBody(request),
      );
      return found(kind.http.updated === 'nothing' ? [] : [answer]);
    },
  );
}

/** A document that cannot be read is told otherwise of a file than of a body (spec api.md 6.1). */
const ofFile = (kind: DocumentKind): DocumentKind => ({
  ...kind,
  http: { ...kind.http, unreadable: 'invalidJson' },
});

/** The same addresses in octets: a profile's file, and its documents sent as a file. */
function mountProfileFiles(app: FastifyInstance, house: ReferentialHouse): void {
  const constraints = { variant: 'octet' } as const;
  const { path } = ARCHIVAL_PROFILE.http;
  for (const [kind, permission] of [
    [ARCHIVAL_PROFILE, 'profiles:create:binary'],
    [ARCHIVE_UNIT_PROFILE, 'archiveunitprofiles:create:binary'],
  ] as const) {
    const config = {
      permission,
      body: fileSchema('application/json', 'The documents of the JSON form.'),
      result: recordSchema(kind.collection, kind.fields),
    };
    app.post(`${BASE}${kind.http.path}`, { config, constraints }, async (request, reply) => {
      const body = await receiveJson(streamOf(request));
      const documents = await importDocuments(house, orderOf(request), ofFile(kind), body);
      return answerCreated(reply, 'documents', documents);
    });
  }
  app.put<ByPath>(
    `${BASE}${path}/*`,
    {
      config: {
        permission: 'profiles:id:update:binaire',
        body: fileSchema('application/xml', 'RNG or XSD, as the profile says.'),
        result: recordSchema(ARCHIVAL_PROFILE.collection, ARCHIVAL_PROFILE.fields),
      },
      constraints,
    },
    async (request, reply) => {
      const order = orderOf(request);
      const profile = await importProfileFile(house, order, identifierOf(request), streamOf(request));
      return answerCreated(reply, 'documents', [profile]);
    },
  );
  app.get<ByPath>(
    `${BASE}${path}/*`,
    { config: { permission: 'profiles:id:read:binary' }, constraints },
    async (request, reply) => {
      const { name, stream } = await readProfileFile(house, request.tenant, identifierOf(request));
      return reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
        .send(stream);
    },
  );
}

function answerCreated(
  reply: FastifyReply,
  created: DocumentKind['http']['created'],
  documents: readonly Document[],
) {
  if (created === 'nothing') return reply.code(201).send();
  if (created === 'text') return reply.code(201).type('text/plain').send('Successfully imported');
  return reply.code(201).send(found(documents, { httpCode: 201 }));
}

function orderOf(request: FastifyRequest): Order {
  const name = request.headers['x-filename'];
  return {
    tenant: request.tenant,
    operation: request.requestGuid as OperationId,
    ...askerOf(request.caller),
    fileName: typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined,
  };
}

/** @throws ArchiveError sanity: a tree is wanted, and none was sent */
function jsonBody({ body }: FastifyRequest): unknown {
  if (body === undefined || body === null)
    throw new ArchiveError('sanity', 'Json is not valid from Sanitize check');
  return body;
}

/** @throws ArchiveError adminPrecondition */
function identifierOf({ params }: FastifyRequest<ByPath>): string {
  const identifier = params['*'].replace(/\/$/, '');
  if (identifier === '' || identifier.length > 1_000)
    throw new ArchiveError('adminPrecondition', 'The identifier is empty, or too long.');
  return identifier;
}
