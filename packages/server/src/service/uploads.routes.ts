import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import {
  type EntryHouse,
  entryWorkflowById,
  openUploadsOf,
  type Sender,
  UPLOAD_LIFETIME_MS,
  type Upload,
} from '../ingest/index.ts';
import { ArchiveError, Count, type OperationId, orNull, Text, type Told } from '../platform/index.ts';
import { checkVersion, readBytes, readMetadata, TUS_EXTENSIONS, TUS_VERSION, writeMetadata } from './tus.ts';

const BASE = '/api/v1/tenants/:tenant/uploads';
/** Who deposits transfers (spec frontoffice.md B.11); R5 holds the service's first account. */
const DEPOSITORS: readonly Role[] = ['R2', 'R3', 'R5'];
const LONGEST_NAME = 255;
const OpenUpload = Type.Object(
  {
    ...{ id: Text, fileName: Text },
    fileModified: orNull(Type.Integer(), 'Date of the file, milliseconds since 1970.'),
    ...{ size: Count, received: Count, workflow: Text },
    expires: Type.String({ format: 'date-time', description: 'When the service gives it up.' }),
  },
  { title: 'OpenUpload', description: 'A package of which the service has a part.' },
);
const UploadList = Type.Object({ uploads: Type.Array(OpenUpload) }, { title: 'UploadList' });
type ById = { Params: { tenant: string; id: string } };

/**
 * Deposit of a package in as many sittings as the line wants: tus 1.0 with creation, expiration and termination
 * (docs/decisions/0008). `Upload-Metadata` holds `filename`, `workflow` and, if the sender likes, `modified` (date of
 * the file, milliseconds). The upload's identifier is that of the transfer which its last byte begins.
 */
export async function uploadRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const uploads = openUploadsOf(house);
  const config = { roles: DEPOSITORS };
  const expiry = (touchedAt: Date) => new Date(touchedAt.getTime() + UPLOAD_LIFETIME_MS);

  app.options(BASE, { config }, async (_request, reply) =>
    tus(reply)
      .headers({
        'Tus-Version': TUS_VERSION,
        'Tus-Extension': TUS_EXTENSIONS,
        'Tus-Max-Size': String(house.configuration.limits.packageBytes),
      })
      .code(204)
      .send(),
  );

  app.get<{ Reply: Told<typeof UploadList> }>(
    BASE,
    { config: { ...config, result: UploadList } },
    async (request) => ({
      uploads: (await uploads.list(senderOf(request))).map((upload) =>
        shown(upload, expiry(upload.touchedAt)),
      ),
    }),
  );

  app.post(BASE, { config }, async (request, reply) => {
    checkVersion(request.headers);
    const { tenant, account } = senderOf(request);
    const id = request.requestGuid as OperationId;
    const size = readBytes(request.headers, 'upload-length');
    await uploads.begin(tenant, id, { account, size, ...announcedIn(readMetadata(request.headers)) });
    return tus(reply)
      .headers({
        Location: `/api/v1/tenants/${tenant}/uploads/${id}`,
        'Upload-Expires': expiry(house.clock.now()).toUTCString(),
      })
      .code(201)
      .send();
  });

  app.head<ById>(`${BASE}/:id`, { config }, async (request, reply) => {
    checkVersion(request.headers);
    const upload = await uploads.look(senderOf(request), request.params.id);
    const { fileName, workflow } = upload;
    return tus(reply)
      .headers({
        'Upload-Offset': String(upload.received),
        'Upload-Length': String(upload.size),
        'Upload-Metadata': writeMetadata({ filename: fileName, workflow }),
        'Upload-Expires': expiry(upload.touchedAt).toUTCString(),
        'Cache-Control': 'no-store',
      })
      .code(200)
      .send();
  });

  app.patch<ById>(`${BASE}/:id`, { config }, async (request, reply) => {
    checkVersion(request.headers);
    const offset = readBytes(request.headers, 'upload-offset');
    const received = await uploads.append(senderOf(request), request.params.id, offset, bodyOf(request));
    return tus(reply)
      .headers({
        'Upload-Offset': String(received),
        'Upload-Expires': expiry(house.clock.now()).toUTCString(),
      })
      .code(204)
      .send();
  });

  app.delete<ById>(`${BASE}/:id`, { config }, async (request, reply) => {
    checkVersion(request.headers);
    await uploads.giveUp(senderOf(request), request.params.id);
    return tus(reply).code(204).send();
  });
}

function senderOf({ tenant, person }: FastifyRequest): Sender {
  return { tenant, account: person.account.id };
}

function tus(reply: FastifyReply): FastifyReply {
  return reply.header('Tus-Resumable', TUS_VERSION);
}

function announcedIn(metadata: ReadonlyMap<string, string>) {
  const workflow = metadata.get('workflow') ?? '';
  if (!entryWorkflowById(workflow))
    throw new ArchiveError(
      'ingestBadRequest',
      `The upload's workflow (${workflow}) is no workflow of an entry.`,
    );
  const modified = metadata.get('modified') ?? '';
  return {
    workflow,
    fileName: (metadata.get('filename') ?? '').replace(/\p{Cc}/gu, ' ').slice(0, LONGEST_NAME),
    fileModified: /^\d{1,15}$/.test(modified) ? Number(modified) : null,
  };
}

function bodyOf({ headers, body }: FastifyRequest): Readable {
  if (headers['content-type'] !== 'application/offset+octet-stream')
    throw new ArchiveError('unsupportedMediaType', 'Send the bytes as application/offset+octet-stream.');
  return body instanceof Readable ? body : Readable.from([]);
}

function shown({ id, fileName, fileModified, size, received, workflow }: Upload, expires: Date) {
  return { id, fileName, fileModified, size, received, workflow, expires: expires.toISOString() };
}
