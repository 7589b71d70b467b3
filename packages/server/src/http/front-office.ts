import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { doorOf, pathOf } from './doors.ts';
import { PAGE_POLICY } from './security-headers.ts';

/** Where the front office lies once built. */
export const FRONT_OFFICE_FOLDER = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** Files whose name holds their content's digest never change. */
const HASHED = /[-.][A-Za-z0-9_-]{8,}\.\w+$/;

/**
 * Serves the front office's files; every other page address is answered by its one page, which reads the address.
 * @returns answers a request of a page that is no file; undefined when the front office is not built
 */
export async function serveFrontOffice(
  app: FastifyInstance,
  folder: string,
): Promise<((request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined) | undefined> {
  const exists = await access(join(folder, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!exists) return undefined;
  const { default: fastifyStatic } = await import('@fastify/static');
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    preCompressed: true,
    setHeaders(reply, sent) {
      const path = sent.replace(/\.(br|gz)$/, '');
      reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      if (path.endsWith('.html')) reply.header('content-security-policy', PAGE_POLICY);
    },
  });
  return (request, reply) => {
    const path = pathOf(request.url);
    const isPage =
      ['GET', 'HEAD'].includes(request.method) &&
      doorOf(path) === 'open' &&
      !/\.\w+$/.test(path) &&
      (request.headers.accept ?? '').includes('text/html');
    return isPage ? reply.sendFile('index.html') : undefined;
  };
}
