import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ArchiveError } from '../platform/index.ts';
import { parseTolerantJson } from './tolerant-json.ts';
import { readApart } from './unread-bodies.ts';
import { utf8Text } from './utf8.ts';

/** Largest JSON body, bytes (spec api.md 1.9: 16,000,000 characters). */
export const JSON_LIMIT = 16_000_000;

/** Bodies that rooms read as streams, never held in memory; their sizes are bounded by whoever reads them. */
const RAW_TYPES = [
  'application/octet-stream',
  'application/offset+octet-stream',
  'application/xml',
  'application/zip',
  'application/x-tar',
  'application/gzip',
  'application/x-gzip',
  'application/x-bzip2',
  'text/csv',
  'text/xml',
];

/**
 * What bodies become: JSON is parsed, everything else stays a stream. A JSON type without body, which the official
 * clients send, is no body.
 */
export function acceptBodies(app: FastifyInstance): void {
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_LIMIT },
    async ({ routeOptions }: FastifyRequest, bytes: Buffer) => {
      try {
        const text = utf8Text(bytes);
        if (text.trim() === '') return undefined;
        return routeOptions.config.isTolerant ? parseTolerantJson(text) : JSON.parse(text);
      } catch (error) {
        throw new ArchiveError('sanity', 'Json is not valid from Sanitize check', { cause: error });
      }
    },
  );
  for (const type of RAW_TYPES)
    app.addContentTypeParser(type, async (_request: unknown, payload: Readable) => readApart(payload));
}

const EXPECTS = Symbol('expects 100 Continue');
type Expecting = IncomingMessage & { [EXPECTS]?: boolean };

/**
 * `Expect: 100-continue`: the client is told to go on once its request has passed the door, so that a package is not
 * sent for nothing. Node.js alone would tell it before anybody has looked.
 */
export function continueAfterTheDoor(app: FastifyInstance): void {
  app.server.on('checkContinue', (request: Expecting, response) => {
    request[EXPECTS] = true;
    app.server.emit('request', request, response);
  });
  app.addHook('preParsing', async (request, reply, payload) => {
    const raw = request.raw as Expecting;
    if (raw[EXPECTS] && !request.is404) {
      raw[EXPECTS] = false;
      reply.raw.writeContinue();
    }
    return payload;
  });
}
