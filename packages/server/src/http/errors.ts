import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ArchiveError, DatabaseUnavailable, type ErrorName } from '../platform/index.ts';
import { StorageError } from '../storage/index.ts';
import { doorOf, pathOf } from './doors.ts';

/** Every refusal leaves in the API's own shape, whoever found it: a room, the door, Fastify or the HTTP parser. */

const OF_FASTIFY: Record<string, ErrorName> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupportedMediaType',
  FST_ERR_CTP_BODY_TOO_LARGE: 'bodyTooLarge',
  FST_ERR_NOT_FOUND: 'routeUnknown',
};

/** SQLSTATE of PostgreSQL for a device without room. */
const DISK_FULL = '53100';

/** @returns undefined for a failure of our own, whose reason is not the caller's business */
function refusalOf(error: Partial<FastifyError>, path: string): ArchiveError | undefined {
  if (error instanceof ArchiveError) {
    // On our own API a body that is no JSON is a plain bad request.
    return error.kind === 'sanity' && doorOf(path) === 'own'
      ? new ArchiveError('badRequest', error.description)
      : error;
  }
  if (error instanceof DatabaseUnavailable)
    return new ArchiveError('unavailable', 'The database does not answer: try again in a moment.', {
      cause: error,
    });
  if ((error instanceof StorageError && error.code === 'NO_SPACE') || error.code === DISK_FULL)
    return new ArchiveError('storageFull', 'No space is left; free some or enlarge it, then try again.', {
      cause: error,
    });
  const known = OF_FASTIFY[error.code ?? ''];
  if (known) return new ArchiveError(known, error.message ?? '', { cause: error });
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500
    ? new ArchiveError('badRequest', error.message ?? '', { cause: error, status })
    : undefined;
}

export function answerError(
  error: Partial<FastifyError>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const refusal = refusalOf(error, pathOf(request.url));
  if (!refusal) request.log.error({ err: error, request: request.requestGuid }, 'request failed');
  const answer =
    refusal ??
    new ArchiveError('internal', `The service failed; its log tells why, under ${request.requestGuid}.`);
  const reader = doorOf(pathOf(request.url)) === 'own' ? 'people' : 'applications';
  reply
    .code(answer.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(answer.toEnvelope(reader)));
}

/** What the HTTP parser refuses never becomes a request. */
export function answerBadConnection(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const answer = new ArchiveError('badRequest', 'The request is not well-formed HTTP, or came too slowly.', {
    status,
  });
  const body = JSON.stringify(answer.toEnvelope());
  socket.end(
    `HTTP/1.1 ${status} Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
