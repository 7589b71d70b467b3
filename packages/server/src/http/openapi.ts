import { Refusal } from '../service/index.ts';
import { ANSWERS, type Answers, answerKey } from './answers.ts';
import { endpointOf } from './inventory.ts';
import type { NotedRoute } from './route-table.ts';

/**
 * OpenAPI 3.1 of the routes that the server has, made of what guards and validates them: permissions and media types
 * of the inventory, roles, the schemas by which Fastify refuses a request, and those that the rooms make of what they
 * check bodies by (query language, referentials). Answers are those that the integration tests produce (`answers.ts`).
 */

type Json = Record<string, unknown>;

interface Operation {
  readonly [member: string]: unknown;
  readonly requestBody?: { readonly content: Json };
  readonly responses: Json;
  readonly 'x-permissions'?: readonly string[];
}

const ERROR = { $ref: '#/components/schemas/Error' };
const ENVELOPE = { $ref: '#/components/schemas/Envelope' };
const HEADERS = [
  { name: 'X-Tenant-Id', schema: { type: 'integer', minimum: 0 }, required: true },
  { name: 'X-Access-Contract-Id', schema: { type: 'string' }, required: false },
  { name: 'X-Application-Id', schema: { type: 'string' }, required: false },
  { name: 'X-Personal-Certificate', schema: { type: 'string' }, required: false },
];

/** @param version of the service */
export function openApiOf(routes: readonly NotedRoute[], version: string, answers: Answers = ANSWERS): Json {
  const named = new Map<string, Json>([['Envelope', ENVELOPE_SCHEMA]]);
  hoisted(ERROR_SCHEMA, named);
  const paths = new Map<string, Map<string, Operation>>();
  const templates = new Map<string, string>();
  for (const route of routes) {
    if (route.method === 'OPTIONS' || route.door === 'open') continue;
    const wanted = templateOf(route);
    // Two routes of one shape are one path, whatever their parameters are called.
    const shape = wanted.replace(/\{[^}]+\}/g, '{}');
    const path = templates.get(shape) ?? wanted;
    templates.set(shape, path);
    const operations = paths.get(path) ?? new Map<string, Operation>();
    paths.set(path, operations);
    const method = route.method.toLowerCase();
    operations.set(method, merge(operations.get(method), operationOf(route, path, answers, named)));
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Pérenne',
      version,
      description:
        'Archivage électronique : API compatibles, et API du front office. Toute adresse peut aussi répondre 500, 503 ou ' +
        '507, dans la forme Error, quand le service est en panne ou sans place.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS)
      .filter(([name]) => [...paths.keys()].some((path) => path.startsWith(`/${name}/`)))
      .map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(
      [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, each]) => [path, Object.fromEntries(each)]),
    ),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'Clé d’API d’une application.' },
        certificate: { type: 'mutualTLS', description: 'Certificat d’une application.' },
        session: { type: 'apiKey', in: 'cookie', name: 'perenne_session' },
      },
      schemas: Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1))),
    },
  };
}

const TAGS = {
  'ingest-external': 'API compatible : versements.',
  'access-external': 'API compatible : recherche, lecture et livraison.',
  'admin-external': 'API compatible : référentiels, opérations, journaux.',
  'collect-external': 'API compatible : préparation des versements.',
  api: 'API du front office.',
  'test-support': 'API d’essais, que PERENNE_TEST_SUPPORT=1 ouvre ; jamais en production.',
};

const ERROR_MEMBERS = {
  httpCode: { type: 'integer' },
  ...Object.fromEntries(
    ['code', 'context', 'state', 'message', 'description'].map((name) => [name, { type: 'string' }]),
  ),
};
const ERROR_NEEDS = ['httpCode', 'code', 'message'];
const ERROR_SCHEMA = {
  title: 'Error',
  type: 'object',
  required: ERROR_NEEDS,
  properties: {
    ...ERROR_MEMBERS,
    errors: {
      type: 'array',
      items: { type: 'object', required: ERROR_NEEDS, properties: ERROR_MEMBERS },
      description: 'The error of the address itself, where this one comes from behind it.',
    },
    refusals: {
      type: 'array',
      items: Refusal,
      description: 'What the controls of a record refuse, and in which field: API of the front office.',
    },
  },
};

const count = { type: 'integer', minimum: 0 };
const ENVELOPE_SCHEMA = {
  type: 'object',
  required: ['httpCode', '$hits', '$results', '$context'],
  properties: {
    httpCode: { type: 'integer' },
    $hits: {
      type: 'object',
      required: ['total', 'offset', 'limit', 'size'],
      properties: { total: count, offset: count, limit: count, size: count },
    },
    $results: { type: 'array' },
    $facetResults: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          buckets: {
            type: 'array',
            items: { type: 'object', properties: { value: { type: 'string' }, count } },
          },
        },
      },
    },
    $context: {},
  },
};

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

function operationOf(route: NotedRoute, path: string, answers: Answers, named: Map<string, Json>): Operation {
  const { method, door, config, schema } = route;
  const endpoint = config.permission === undefined ? undefined : endpointOf(config.permission);
  const { body, querystring, params } = (schema ?? {}) as { body?: Json; querystring?: Json; params?: Json };
  const beside = config.body === undefined ? [] : [door === 'own' ? JSON_TYPE : 'application/octet-stream'];
  const types = body ? [JSON_TYPE] : method === 'HEAD' ? [] : (endpoint?.consumes ?? beside);
  const sent = Object.fromEntries(
    types.map((type) => [
      type,
      { schema: hoisted(body ?? (config.body as Json | undefined) ?? anyOf(type), named) },
    ]),
  );
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+/g, '_')}`.replace(/_$/, ''),
    summary: endpoint?.description ?? `${method} ${path}`,
    tags: [path.split('/')[1] as string],
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
    ...(types.length === 0 ? {} : { requestBody: { content: sent } }),
    responses: responsesOf(route, answers[answerKey(route)] ?? {}, named),
  };
}

/**
 * The schema with references in place of those in it that have a title, itself if it has one: these then stand among
 * the components. @throws Error: two schemas have one title
 */
function hoisted(schema: Json, named: Map<string, Json>): Json {
  const inside = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inside);
    return typeof value === 'object' && value !== null ? hoisted(value as Json, named) : value;
  };
  const inner = Object.fromEntries(Object.entries(schema).map(([name, each]) => [name, inside(each)]));
  const { title } = inner;
  if (typeof title !== 'string') return inner;
  if (JSON.stringify(named.get(title) ?? inner) !== JSON.stringify(inner))
    throw new Error(`two schemas of the documentation are called ${title}`);
  named.set(title, inner);
  return { $ref: `#/components/schemas/${title}` };
}

const JSON_TYPE = 'application/json';

function securityOf({ door, config }: NotedRoute): Json[] {
  if (door !== 'own') return [{ key: [] }, { certificate: [] }];
  return config.roles === 'public' ? [{}] : [{ session: [] }];
}

const WORDS: Readonly<Record<string, string>> = {
  200: 'Succès',
  201: 'Créé',
  202: 'Opération acceptée : elle est à suivre',
  204: 'Succès, sans corps',
  206: 'La partie demandée',
  304: 'Inchangé',
  400: 'Requête refusée : sa description dit pourquoi',
  401: 'Appelant inconnu, ou sans le droit qu’il faut',
  403: 'Action refusée à cet appelant, ou en ce moment',
  404: 'Rien sous cet identifiant dans ce coffre',
  406: 'Aucune représentation que veuille l’en-tête Accept',
  409: 'En conflit avec ce qui existe',
  412: 'En-tête, paramètre ou corps refusé à l’entrée',
  413: 'Corps trop grand',
  415: 'Type de corps que cette adresse ne prend pas',
  416: 'Partie hors du fichier',
  500: 'Panne du service',
  501: 'Pas encore servi par cette version',
  503: 'Service momentanément indisponible',
  507: 'Plus de place',
};

function responsesOf(
  route: NotedRoute,
  answers: Readonly<Record<string, string>>,
  named: Map<string, Json>,
): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, type]) => [
      status,
      {
        description: WORDS[status] ?? `HTTP ${status}`,
        ...(type === '' ? {} : { content: { [type]: { schema: answerSchema(route, status, type, named) } } }),
      },
    ]),
  );
}

function answerSchema(route: NotedRoute, status: string, type: string, named: Map<string, Json>): Json {
  if (type !== JSON_TYPE) return { type: 'string' };
  if (status >= '400') return ERROR;
  return successSchema(route, named);
}

/** What a success says in JSON; where nothing is described, any. */
function successSchema(
  { door, config }: Pick<NotedRoute, 'door' | 'config'>,
  named: Map<string, Json>,
): Json {
  const result = config.result && hoisted(config.result as Json, named);
  const isEnveloped = door === 'compatible' ? config.unsecured === undefined : config.isEnveloped;
  if (!isEnveloped) return result ?? {};
  if (config.isBare) return { type: 'array', items: result };
  const results = { properties: { $results: { type: 'array', items: result } } };
  return result === undefined ? ENVELOPE : { allOf: [ENVELOPE, results] };
}

/**
 * The schema of an answer with all that it names, as tests compare answers with it: objects that do not say whether they
 * have other members have none.
 */
export function comparedSchema(route: Pick<NotedRoute, 'door' | 'config'>, status: number): Json {
  const named = new Map<string, Json>([['Envelope', { ...ENVELOPE_SCHEMA, additionalProperties: true }]]);
  hoisted(ERROR_SCHEMA, named);
  const schema = status >= 400 ? ERROR : successSchema(route, named);
  return closed({ ...schema, components: { schemas: Object.fromEntries(named) } }) as Json;
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([name, each]) => [name, closed(each)]));
  const isOpen =
    inner.type === 'object' && inner.properties !== undefined && !('additionalProperties' in inner);
  return isOpen ? { ...inner, additionalProperties: false } : inner;
}

const anyOf = (type: string): Json => (type === JSON_TYPE ? {} : { type: 'string' });

const propertiesOf = (schema: Json | undefined) => (schema?.properties ?? {}) as Record<string, Json>;

/** Two endpoints at one address, told apart by what is sent or wanted. */
function merge(one: Operation | undefined, other: Operation): Operation {
  if (!one) return other;
  const sent = { ...one.requestBody?.content, ...other.requestBody?.content };
  return {
    ...one,
    ...(Object.keys(sent).length === 0 ? {} : { requestBody: { content: sent } }),
    responses: mergedResponses(one.responses, other.responses),
    'x-permissions': [...(one['x-permissions'] ?? []), ...(other['x-permissions'] ?? [])],
  };
}

function mergedResponses(one: Json, other: Json): Json {
  const merged: Json = { ...one };
  for (const [status, answer] of Object.entries(other) as [string, { content?: Json }][]) {
    const content = { ...(one[status] as { content?: Json } | undefined)?.content, ...answer.content };
    merged[status] = { ...answer, ...(Object.keys(content).length === 0 ? {} : { content }) };
  }
  return merged;
}
