import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '../../platform/index.ts';
import { answerKey } from '../answers.ts';
import { doorOf } from '../doors.ts';
import { mediaType } from '../negotiation.ts';

/**
 * Set-up of every integration test: writes down which answers the applications of this process give, one line
 * `<key>\t<status>\t<media type>` each, for the comparison with those that are documented (`scripts/answers.ts`).
 * Without the folder of `PERENNE_TEST_ANSWERS` nothing is written.
 */

const folder = process.env.PERENNE_TEST_ANSWERS;
const seen = new Set<string>();
const CODES: ReadonlySet<unknown> = new Set(Object.values(ERRORS).map(({ code }) => code));

if (folder !== undefined)
  subscribe('fastify.initialization', (message) => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onSend', async (request, reply, payload) => {
      const type = mediaType(reply.getHeader('content-type')?.toString());
      if (reply.statusCode >= 400 && type === 'application/json' && !isRefusal(payload))
        note(folder, request, reply, 'not in the form Error');
    });
    fastify.addHook('onResponse', async (request, reply) => {
      note(folder, request, reply, mediaType(reply.getHeader('content-type')?.toString()));
    });
  });

function note(into: string, request: FastifyRequest, reply: FastifyReply, type: string): void {
  const { url, config } = request.routeOptions;
  if (url === undefined || !['compatible', 'own'].includes(doorOf(url))) return;
  const line = `${answerKey({ method: request.method, url, config })}\t${reply.statusCode}\t${type}\n`;
  if (seen.has(line)) return;
  seen.add(line);
  appendFileSync(join(into, `${process.pid}.tsv`), line);
}

function isRefusal(payload: unknown): boolean {
  if (typeof payload !== 'string') return false;
  try {
    const { httpCode, code, message } = JSON.parse(payload);
    return Number.isInteger(httpCode) && CODES.has(code) && typeof message === 'string';
  } catch {
    return false;
  }
}
