import { endpointOf } from './inventory.ts';
import type { NotedRoute } from './route-table.ts';

/**
 * OpenAPI 3.1 of the routes that the server has, made of what guards and validates them: permissions and media types
 * of the inventory, roles, and the schemas by which Fastify refuses a request. Bodies of the compatible API are checked
 * by the rooms (query language, referentials) and stand here as any JSON.
 */

type Json = Record<string, unknown>;

interface Operation {
  readonly [member: string]: unknown;
  readonly requestBody?: { readonly content: Json };
  readonly responses: Json;
  readonly 'x-permissions'?: readonly string[];
}

const ERROR = { $ref: '#/components/schemas/Error' };
const HEADERS = [
  { name: 'X-Tenant-Id', schema: { type: 'integer', minimum: 0 }, required: true },
  { name: 'X-Access-Contract-Id', schema: { type: 'string' }, required: false },
  { name: 'X-Application-Id', schema: { type: 'string' }, required: false },
  { name: 'X-Personal-Certificate', schema: { type: 'string' }, required: false },
];

/** @param version of the service */
export function openApiOf(routes: readonly NotedRoute[], version: string): Json {
  const paths = new Map<string, Map<string, Operation>>();
  const templates = new Map<string, string>();
  for (const route of routes) {
    if (route.method === 'OPTIONS' || (route.door !== 'compatible' && route.door !== 'own')) continue;
    const wanted = templateOf(route);
    // Two routes of one shape are one path, whatever their parameters are called.
    const shape = wanted.replace(/\{[^}]+\}/g, '{}');
    const path = templates.get(shape) ?? wanted;
    templates.set(shape, path);
    const operations = paths.get(path) ?? new Map<string, Operation>();
    paths.set(path, operations);
    const method = route.method.toLowerCase();
    operations.set(method, merge(operations.get(method), operationOf(route, path)));
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pérenne',
      version,
      description: 'Archivage électronique : API compatibles, et API du front office.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, each]) => [path, Object.fromEntries(each)]),
    ),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Clé d’API d’une application.' },
        certificate: { type: 'mutualTLS', description: 'Certificat d’une application.' },
        session: { type: 'apiKey', in: 'cookie', name: 'perenne_session' },
      },
      schemas: {
        Error: {
          type: 'object',
          required: ['httpCode', 'code', 'message'],
          properties: {
            httpCode: { type: 'integer' },
            ...Object.fromEntries(
              ['code', 'context', 'state', 'message', 'description'].map((name) => [
                name,
                { type: 'string' },
              ]),
            ),
          },
        },
      },
    },
  };
}

/** `/units/:idu/objects` → `/units/{idu}/objects`; a rest of the path has the name that the inventory gives it. */
function templateOf({ url, config }: NotedRoute): string {
  const endpoint = config.permission === undefined ? undefined : endpointOf(config.permission);
  if (endpoint && sameShape(endpoint.path, url)) return endpoint.path.replace(/:\.\+\}/g, '}');
  return url
    .replace(/:([A-Za-z]+)/g, '{$1}')
    .replace('*', '{path}')
    .replace(/(.)\/$/, '$1');
}

function sameShape(path: string, url: string): boolean {
  const bare = (text: string) => text.replace(/\{[^}]+\}|:[A-Za-z]+|\*/g, '{}').replace(/\/$/, '');
  return bare(path) === bare(url);
}

function operationOf(route: NotedRoute, path: string): Operation {
  const { method, door, config, schema } = route;
  const endpoint = config.permission === undefined ? undefined : endpointOf(config.permission);
  const { body, querystring, params } = (schema ?? {}) as { body?: Json; querystring?: Json; params?: Json };
  const sent = body
    ? { 'application/json': { schema: body } }
    : contentOf(method === 'HEAD' ? [] : (endpoint?.consumes ?? []));
  const produced = contentOf(
    method === 'HEAD' ? [] : (endpoint?.produces ?? (door === 'own' ? [JSON_TYPE] : [])),
  );
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+/g, '_')}`.replace(/_$/, ''),
    summary: endpoint?.description ?? `${method} ${path}`,
    tags: [path.split('/')[1] === 'api' ? 'api' : (path.split('/')[1] as string)],
    ...(config.permission === undefined ? {} : { 'x-permissions': [config.permission] }),
    ...(Array.isArray(config.roles) ? { 'x-roles': config.roles } : {}),
    security: securityOf(route),
    parameters: [
      ...[...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => ({
        ...{ name, in: 'path', required: true },
        schema: propertiesOf(params)[name] ?? { type: name === 'tenant' ? 'integer' : 'string' },
      })),
      ...Object.entries(propertiesOf(querystring)).map(([name, each]) => ({
        name,
        in: 'query',
        schema: each,
      })),
      ...(door === 'compatible' && config.unsecured !== 'status'
        ? HEADERS.map((each) => ({ in: 'header', ...each }))
        : []),
    ],
    ...(Object.keys(sent).length === 0 ? {} : { requestBody: { content: sent } }),
    responses: {
      '2XX': { description: 'Succès', ...(Object.keys(produced).length === 0 ? {} : { content: produced }) },
      ...refusals(door === 'compatible' ? [400, 401, 404, 412] : [400, 401, 403, 404]),
    },
  };
}

const JSON_TYPE = 'application/json';

function securityOf({ door, config }: NotedRoute): Json[] {
  if (door === 'compatible') return [{ key: [] }, { certificate: [] }];
  return config.roles === 'public' ? [{}] : [{ session: [] }];
}

const WORDS: Readonly<Record<number, string>> = {
  400: 'Requête refusée : sa description dit pourquoi',
  401: 'Appelant inconnu, ou sans le droit qu’il faut',
  403: 'Rôle insuffisant dans ce coffre',
  404: 'Rien sous cet identifiant dans ce coffre',
  412: 'En-tête, paramètre ou corps refusé à l’entrée',
};

const refusals = (statuses: readonly number[]) =>
  Object.fromEntries([
    ...statuses.map((status) => [String(status), refusal(WORDS[status] as string)]),
    ['default', refusal('Autre refus, ou panne du service')],
  ]);

const refusal = (description: string) => ({ description, content: { [JSON_TYPE]: { schema: ERROR } } });

const contentOf = (types: readonly string[]): Json =>
  Object.fromEntries(types.map((type) => [type, { schema: type === JSON_TYPE ? {} : { type: 'string' } }]));

const propertiesOf = (schema: Json | undefined) => (schema?.properties ?? {}) as Record<string, Json>;

/** Two endpoints at one address, told apart by what is sent or wanted. */
function merge(one: Operation | undefined, other: Operation): Operation {
  if (!one) return other;
  const sent = { ...one.requestBody?.content, ...other.requestBody?.content };
  const content = { ...contentOfSuccess(one), ...contentOfSuccess(other) };
  return {
    ...one,
    ...(Object.keys(sent).length === 0 ? {} : { requestBody: { content: sent } }),
    responses: { ...one.responses, '2XX': { description: 'Succès', content } },
    'x-permissions': [...(one['x-permissions'] ?? []), ...(other['x-permissions'] ?? [])],
  };
}

const contentOfSuccess = ({ responses }: Operation) => (responses['2XX'] as { content?: Json }).content;
