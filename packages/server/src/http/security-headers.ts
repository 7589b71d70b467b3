import type { FastifyInstance } from 'fastify';

/**
 * What the front office's own pages may load: nothing from elsewhere, no inline script. Styles may be inline because
 * its components set their sizes in attributes.
 */
export const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "media-src 'self' blob:",
  "frame-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** Everything else is data: an archive that is a web page runs nothing in the name of the service. */
const DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'self'";

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const UNLESS_SET = { 'content-security-policy': DATA_POLICY, 'cache-control': 'no-store' };

/**
 * A route may set its own `Content-Security-Policy` and `Cache-Control`. There are no CORS headers: pages of other
 * sites read nothing.
 */
export function hardenAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers(ALWAYS);
    for (const [name, value] of Object.entries(UNLESS_SET))
      if (!reply.hasHeader(name) && !reply.raw.hasHeader(name)) reply.header(name, value);
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
  });
}
