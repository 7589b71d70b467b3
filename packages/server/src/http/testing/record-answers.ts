import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '../../platform/index.ts';
import { answerKey } from '../answers.ts';
import { doorOf } from '../doors.ts';
import { mediaType } from '../negotiation.ts';
import { comparedSchema } from '../openapi.ts';

/**
 * A JSON answer that is not what `/docs` says of it becomes a failure that says so,
 * whoever asked. With the folder of `PERENNE_TEST_ANSWERS` it is also written down which answers the applications of this
 * process give, one line `<key>\t<status>\t<media type>` each, for the comparison with those that are documented
 * (`scripts/answers.ts`).
 */

const folder = process.env.PERENNE_TEST_ANSWERS;
const seen = new Set<string>();
const CODES: ReadonlySet<unknown> = new Set(Object.values(ERRORS).map(({ code }) => code));
const DESCRIBED = ['compatible', 'own', 'test-support'];

subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onSend', async (request, reply, payload) => {
    const type = mediaType(reply.getHeader('content-type')?.toString());
    if (type !== 'application/json' || typeof payload !== 'string') return;
    const fault = documentedFault(request, reply.statusCode, payload);
    if (fault === undefined) return;
    if (folder !== undefined) note(folder, request, reply, 'not as documented');
    // The answer that its test gets instead says no reason.
    console.error(fault);
    throw new Error(fault);
  });
  if (folder !== undefined)
    fastify.addHook('onResponse', async (request, reply) => {
      note(folder, request, reply, mediaType(reply.getHeader('content-type')?.toString()));
    });
});

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv, ['date', 'date-time']);
const checks = new Map<object | undefined, ValidateFunction>();

/** @returns what is wrong with an answer of a route that describes its answers */
function documentedFault(request: FastifyRequest, status: number, payload: string): string | undefined {
  const { url, config } = request.routeOptions;
  const door = doorOf(url ?? request.url);
  if (!DESCRIBED.includes(door)) return undefined;
  const body: unknown = JSON.parse(payload);
  if (status >= 400 && !CODES.has((body as { code?: unknown }).code))
    return `a refusal of no known code: ${payload}`;
  // Tests mount rooms of their own, which describe nothing.
  if (status < 400 && config.result === undefined) return undefined;
  const key = status >= 400 ? undefined : config;
  const check = checks.get(key) ?? ajv.compile(comparedSchema({ door, config }, status));
  checks.set(key, check);
  if (check(body)) return undefined;
  return `the answer ${status} of ${request.method} ${url} is not what /docs says: ${ajv.errorsText(check.errors)}`;
}

function note(into: string, request: FastifyRequest, reply: FastifyReply, type: string): void {
  const { url, config } = request.routeOptions;
  if (url === undefined || !DESCRIBED.includes(doorOf(url))) return;
  // What describes no success is a room of a test.
  if (config.result === undefined && reply.statusCode < 400 && type === 'application/json') return;
  const line = `${answerKey({ method: request.method, url, config })}\t${reply.statusCode}\t${type}\n`;
  if (seen.has(line)) return;
  seen.add(line);
  appendFileSync(join(into, `${process.pid}.tsv`), line);
}
