import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askerOf } from '../logbook/index.ts';
import { ArchiveError, type OperationId } from '../platform/index.ts';
import { unreceivedReply } from './finalisation/unreceived-reply.ts';
import type { EntryHouse } from './house.ts';
import { receiveLocalPackage } from './local-packages.ts';
import { type Reception, readManifest, readReply, receivePackage } from './receive.ts';
import { entryWorkflowById } from './workflows.ts';

const BASE = '/ingest-external/v1';

const LOCAL_PACKAGE = {
  title: 'LocalPackage',
  type: 'object',
  properties: {
    path: { type: 'string', description: 'In the folder of the tenant that the operator configures.' },
  },
  required: ['path'],
} as const;

/** The compatible door of entries (spec api.md 3). */
export async function ingestRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  app.post(
    `${BASE}/ingests`,
    { config: { permission: 'ingests:create' }, constraints: { variant: 'octet' } },
    (request, reply) =>
      accept(house, request, reply, (reception) => receivePackage(house, reception, bodyOf(request))),
  );

  // The other endpoint of this address: the package lies on the server (spec api.md 3.1, I2).
  app.post<{ Body?: { path?: unknown } }>(
    `${BASE}/ingests`,
    { config: { permission: 'ingests:local:create', body: LOCAL_PACKAGE } },
    (request, reply) =>
      accept(house, request, reply, (reception) => receiveLocalPackage(house, reception, request.body?.path)),
  );

  app.get<{ Params: { id: string } }>(
    `${BASE}/ingests/:id/archivetransferreply`,
    { config: { permission: 'ingests:id:archivetransfertreply:read' } },
    async (request, reply) => {
      const document = await readReply(house, request.tenant, request.params.id);
      if (!document)
        throw new ArchiveError(
          'ingestNotFound',
          `No reply for the operation ${request.params.id}: it is unknown, or not completed.`,
        );
      return download(reply, document, `ATR_${request.params.id}.xml`);
    },
  );

  app.get<{ Params: { id: string } }>(
    `${BASE}/ingests/:id/manifests`,
    { config: { permission: 'ingests:id:manifests:read' } },
    async (request, reply) => {
      const document = await readManifest(house, request.tenant, request.params.id);
      if (!document)
        throw new ArchiveError(
          'ingestNotFound',
          `No manifest for the operation ${request.params.id}: it is unknown, refused, or not completed.`,
        );
      return download(reply, document, `manifest_${request.params.id}.xml`);
    },
  );
}

async function accept(
  house: EntryHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  receive: (reception: Reception) => Promise<void>,
): Promise<FastifyReply> {
  const workflow = header(request, 'x-context-id') ?? '';
  const action = header(request, 'x-action')?.toUpperCase();
  if (!entryWorkflowById(workflow)) return refuseWorkflow(house, request, reply, workflow);
  if (action !== 'RESUME' && action !== 'NEXT')
    throw new ArchiveError(
      'ingestBadRequest',
      'The header X-Action must be RESUME (run to the end) or NEXT (step by step).',
    );
  const algorithm = header(request, 'x-manifest-digest-algo');
  const value = header(request, 'x-manifest-digest-value');
  await receive({
    tenant: request.tenant,
    id: request.requestGuid as OperationId,
    workflow,
    stepByStep: action === 'NEXT',
    ...askerOf(request.caller),
    ...(algorithm === undefined && value === undefined
      ? {}
      : {
          manifestDigest: {
            ...(algorithm === undefined ? {} : { algorithm }),
            ...(value === undefined ? {} : { value }),
          },
        }),
  });
  executionHeaders(reply, 'PAUSE', 'UNKNOWN');
  return reply.code(202).send();
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() || undefined;
}

function bodyOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body === undefined || request.body === null)
    throw new ArchiveError(
      'ingestBadRequest',
      'The request has no body: send the package as application/octet-stream.',
    );
  return request.body as AsyncIterable<Uint8Array>;
}

/** Header names with the case that clients look for (spec api.md 1.6). */
function executionHeaders(reply: FastifyReply, state: string, status: string): void {
  reply.raw.setHeader('X-Global-Execution-State', state);
  reply.raw.setHeader('X-Global-Execution-Status', status);
}

/** An unknown workflow is answered by a reply that says so (spec ingest.md 2.2, 2.3). */
function refuseWorkflow(
  house: EntryHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  workflow: string,
): FastifyReply {
  executionHeaders(reply, 'COMPLETED', 'FATAL');
  return reply
    .code(503)
    .type('application/octet-stream')
    .send(
      unreceivedReply({
        operation: request.requestGuid,
        date: house.clock.now(),
        reason: `X-Context-Id : processus inconnu (${workflow || 'absent'})`,
      }),
    );
}

function download(reply: FastifyReply, document: NodeJS.ReadableStream, name: string): FastifyReply {
  return reply
    .type('application/octet-stream')
    .header('Content-Disposition', `attachment; filename="${name}"`)
    .send(document);
}
