import type { ServerOptions } from 'node:https';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import manifest from '../../package.json' with { type: 'json' };
import { ArchiveError, type Tls } from '../platform/index.ts';
import { processRoutes } from '../service/index.ts';
import { acceptBodies, continueAfterTheDoor } from './bodies.ts';
import { guardCompatibleDoor } from './compatible-door.ts';
import { mountDocs } from './docs.routes.ts';
import { overriddenMethod, pathOf } from './doors.ts';
import { answerBadConnection, answerError } from './errors.ts';
import { FRONT_OFFICE_FOLDER, serveFrontOffice } from './front-office.ts';
import { holdRoutes } from './holds.routes.ts';
import type { House } from './house.ts';
import { measureRequests } from './metrics.ts';
import { variantConstraint } from './negotiation.ts';
import { mountNotBuilt } from './not-built.ts';
import { operationRoutes } from './operations.routes.ts';
import { guardOwnDoor } from './own-door.ts';
import { probeRoutes } from './probes.routes.ts';
import { identifyAnswers } from './request-id.ts';
import { noteRoutes, type RouteTable } from './route-table.ts';
import { ROUTES, type Routes } from './routes.ts';
import { hardenAnswers } from './security-headers.ts';
import { testSupportRoutes } from './test-support.routes.ts';
import { answerBeforeTheEnd } from './unread-bodies.ts';

export interface ApplicationOptions {
  /** For `/workflows` and the names of an operation's steps. */
  readonly workflows: Parameters<typeof operationRoutes>[2];
  /** Default: the routes of every room. */
  readonly routes?: readonly Routes[];
  /** Default: `packages/web/dist`. */
  readonly frontOffice?: string;
  /** Roles of this process that are not up, for `/readyz`. */
  readonly rolesDown?: () => readonly string[];
}

/** A connection on which nothing moves for so long is closed; an upload may take as long as it likes while it moves. */
const IDLE_CONNECTION_MS = 5 * 60_000;
const HEADERS_TIMEOUT_MS = 60_000;

/** The HTTP application, with everything mounted, ready to listen. */
export async function makeApplication(house: House, options: ApplicationOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: house.log as never,
    ...(house.configuration.tls === undefined ? {} : { https: tlsOptions(house.configuration.tls) }),
    // Our own X-Request-Id is given, never taken from the client.
    requestIdHeader: false,
    // A reverse proxy on this machine tells who called and whether it was over TLS.
    trustProxy: 'loopback',
    exposeHeadRoutes: false,
    connectionTimeout: IDLE_CONNECTION_MS,
    requestTimeout: 0,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 5_000,
      constraints: { variant: variantConstraint as never },
    },
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: answerError as never,
    clientErrorHandler: answerBadConnection,
    rewriteUrl(request) {
      const url = request.url ?? '/';
      request.method =
        overriddenMethod(request.method, url, request.headers['x-http-method-override']) ??
        request.method ??
        'GET';
      return url;
    },
  }) as unknown as FastifyInstance;
  app.server.headersTimeout = HEADERS_TIMEOUT_MS;

  for (const name of ['caller', 'person', 'tenant', 'requestGuid'] as const)
    app.decorateRequest(name, undefined as never);
  acceptBodies(app);
  continueAfterTheDoor(app);
  answerBeforeTheEnd(app);
  const metrics = measureRequests(app);
  const table = noteRoutes(app);
  identifyAnswers(app, house);
  hardenAnswers(app);
  await app.register(fastifyCookie);
  guardCompatibleDoor(app, house);
  guardOwnDoor(app, house);
  app.setErrorHandler(answerError);
  const page = await serveFrontOffice(app, options.frontOffice ?? FRONT_OFFICE_FOLDER);
  app.setNotFoundHandler((request, reply) => page?.(request, reply) ?? answerUnknown(request, reply, table));

  for (const routes of options.routes ?? ROUTES) await app.register((scope) => routes(scope, house));
  if (house.configuration.testSupport) await app.register((scope) => testSupportRoutes(scope, house));
  await app.register((scope) => operationRoutes(scope, house, options.workflows));
  await app.register((scope) => holdRoutes(scope, house, options.workflows));
  await app.register((scope) => processRoutes(scope, house, options.workflows));
  await app.register((scope) =>
    probeRoutes(scope, house, { metrics, rolesDown: options.rolesDown ?? (() => []) }),
  );
  await app.register(async (scope) => void mountNotBuilt(scope, table));
  await app.register(async (scope) => mountDocs(scope, manifest.version));
  await app.ready();
  return app;
}

/**
 * Browsers and callers with a key bring no certificate: whoever shows none, or one that the authorities do not vouch
 * for, is connected and judged at the door.
 */
function tlsOptions({ cert, key, clientAuthorities, revocations }: Tls): ServerOptions {
  return {
    ...{ cert, key, minVersion: 'TLSv1.2' },
    ...(clientAuthorities === undefined
      ? {}
      : { ca: clientAuthorities, requestCert: true, rejectUnauthorized: false }),
    ...(revocations === undefined ? {} : { crl: revocations }),
  };
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply, table: RouteTable): never {
  const path = pathOf(request.url);
  const methods = table.methodsOf(path);
  if (methods.length === 0) throw new ArchiveError('routeUnknown', `Nothing answers at ${path}.`);
  if (!methods.includes(request.method)) {
    reply.header('allow', methods.join(', '));
    throw new ArchiveError(
      'methodNotAllowed',
      `${path} answers to ${methods.join(', ')}, not to ${request.method}.`,
    );
  }
  throw request.headers['content-type'] === undefined
    ? new ArchiveError('notAcceptable', 'No representation that the header Accept wants.')
    : new ArchiveError('unsupportedMediaType', 'The body has a type that this address does not take.');
}
