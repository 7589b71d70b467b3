import type { FastifyContextConfig, FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { type Door, doorOf } from './doors.ts';
import { endpointOf } from './inventory.ts';

export interface NotedRoute {
  readonly method: string;
  readonly url: string;
  readonly variant: string | undefined;
  readonly door: Door;
  readonly config: FastifyContextConfig;
  readonly schema: FastifySchema | undefined;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly routeTable: RouteTable;
  }
}

/** Routes that rooms have mounted, noted as they come; it also refuses those that nobody guards. */
export interface RouteTable {
  /** Every route, once for each verb. */
  readonly all: readonly NotedRoute[];
  /** True when an endpoint of this permission has a route. */
  has(permission: string): boolean;
  /** True when a route of this verb and shape stands in the way of another. */
  taken(method: string, url: string, variant: string | undefined): boolean;
  /** Verbs under which a path is known. */
  methodsOf(path: string): string[];
}

export function noteRoutes(app: FastifyInstance): RouteTable {
  const all: NotedRoute[] = [];
  const permissions = new Set<string>();
  const taken = new Set<string>();
  const patterns = new Map<
    string,
    { readonly door: Door; readonly pattern: RegExp; readonly methods: Set<string> }
  >();
  app.addHook('onRoute', (route) => {
    checkGuarded(route);
    if (route.config?.permission !== undefined) permissions.add(route.config.permission);
    for (const method of [route.method].flat()) {
      const variant = route.constraints?.variant as string | undefined;
      const { url, config = {}, schema } = route;
      all.push({ method, url, variant, door: doorOf(url), config, schema });
      taken.add(keyOf(method, url, variant));
      const shape = shapeOf(route.url);
      const known = patterns.get(shape) ?? {
        door: doorOf(route.url),
        pattern: patternOf(shape),
        methods: new Set(),
      };
      known.methods.add(method);
      patterns.set(shape, known);
    }
  });
  const table: RouteTable = {
    all,
    has: (permission) => permissions.has(permission),
    taken: (method, url, variant) => taken.has(keyOf(method, url, variant)),
    methodsOf: (path) => [
      ...new Set(
        // The front office answers to any address of its own door, and to none of the APIs'.
        [...patterns.values()].flatMap(({ door, pattern, methods }) =>
          door === doorOf(path) && pattern.test(path) ? [...methods] : [],
        ),
      ),
    ],
  };
  app.decorate('routeTable', table);
  return table;
}

/** @throws Error at start: a route that anybody could call by oversight (spec security-and-scale.md 1) */
function checkGuarded({ url, method, config }: RouteOptions): void {
  const name = `${[method].flat().join(',')} ${url}`;
  const door = doorOf(url);
  if (door === 'compatible' && config?.unsecured === undefined) {
    if (config?.permission === undefined) throw new Error(`${name} names no permission`);
    if (!endpointOf(config.permission))
      throw new Error(`${name}: ${config.permission} is not in the inventory`);
  }
  if (door === 'own') {
    if (config?.roles === undefined) throw new Error(`${name} does not say which roles may call it`);
    if (Array.isArray(config.roles) && !url.startsWith('/api/v1/tenants/:tenant'))
      throw new Error(
        `${name} is for roles, which are held in a tenant: it must be under /api/v1/tenants/:tenant`,
      );
  }
}

const keyOf = (method: string, url: string, variant: string | undefined) =>
  `${method} ${shapeOf(url)} ${variant ?? ''}`;

/** `/units/:idu/objects/` → `/units/{}/objects`: what the router takes for the same path. */
function shapeOf(url: string): string {
  return url.replace(/\/$/, '').replace(/:[^/]+/g, '{}');
}

function patternOf(shape: string): RegExp {
  const escaped = shape.replace(/[.+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('{}', '[^/]+').replaceAll('*', '.*')}/?$`);
}
