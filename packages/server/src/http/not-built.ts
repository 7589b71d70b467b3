import type { FastifyInstance } from 'fastify';
import { ArchiveError } from '../platform/index.ts';
import { type Endpoint, INVENTORY } from './inventory.ts';
import type { RouteTable } from './route-table.ts';

/**
 * Endpoints of the inventory that no room serves yet: they pass the door like any other and answer 501, so that
 * nothing pretends to succeed. Mounted after the rooms.
 */
export function mountNotBuilt(app: FastifyInstance, routes: RouteTable): Endpoint[] {
  const missing = INVENTORY.filter(({ permission }) => !routes.has(permission));
  for (const { permission, verb, path, consumes, produces, description } of missing) {
    const url = path.replace(/\{[^/]+:\.\+\}/g, '*').replace(/\{([^/]+)\}/g, ':$1');
    const isOctet = [...consumes, ...produces].includes('application/octet-stream');
    const shares = INVENTORY.some(
      (other) =>
        other.permission !== permission && other.verb === verb && routeOf(other) === routeOf({ path }),
    );
    const variant = isOctet && shares ? ('octet' as const) : undefined;
    // Another representation of the same path is built, and answers for both.
    if (routes.taken(verb, url, variant)) continue;
    app.route({
      method: verb,
      url,
      config: { permission, isNotBuilt: true },
      ...(variant === undefined ? {} : { constraints: { variant } }),
      handler: async () => {
        throw new ArchiveError(
          'notBuilt',
          `${description} : ${verb} ${path} n’est pas encore servi par cette version.`,
        );
      },
    });
  }
  return missing;
}

const routeOf = ({ path }: Pick<Endpoint, 'path'>) => path.replace(/\{[^/]+\}/g, '{}');
