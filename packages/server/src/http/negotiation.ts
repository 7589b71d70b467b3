import type { IncomingMessage } from 'node:http';

/**
 * Several endpoints of the compatible API share method and path and are told apart by what is sent or wanted
 * (spec api.md 1.8). The route without constraint speaks JSON; the one of octets says
 * `constraints: { variant: 'octet' }`.
 */
export type EndpointVariant = 'octet';

const OCTET = 'application/octet-stream';

/** Octets are meant when they are sent, or when an answer in octets is wanted and no JSON. */
export function variantOf(headers: IncomingMessage['headers']): EndpointVariant | undefined {
  if (mediaType(headers['content-type']) === OCTET) return 'octet';
  const accepted = (headers.accept ?? '').split(',').map(mediaType);
  return accepted.includes(OCTET) && !accepted.includes('application/json') ? 'octet' : undefined;
}

/** `application/json; charset=utf-8` → `application/json`; empty when there is none. */
export function mediaType(value: string | undefined): string {
  return (value ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** True when an answer of one of these types is acceptable; quality factors other than 0 make no difference. */
export function accepts(accept: string | undefined, produced: readonly string[]): boolean {
  if (accept === undefined || accept.trim() === '') return true;
  return accept.split(',').some((range) => {
    if (/;\s*q=0(\.0*)?\s*$/i.test(range)) return false;
    const wanted = mediaType(range);
    return (
      wanted === '*/*' || produced.some((type) => type === wanted || `${type.split('/', 1)[0]}/*` === wanted)
    );
  });
}

/** Strategy of Fastify's router for the constraint `variant`. */
export const variantConstraint = {
  name: 'variant',
  storage() {
    const handlers = new Map<unknown, unknown>();
    return {
      get: (variant: unknown) => (handlers.get(variant) ?? null) as never,
      set: (variant: unknown, handler: unknown) => void handlers.set(variant, handler),
      del: (variant: unknown) => void handlers.delete(variant),
      empty: () => handlers.clear(),
    };
  },
  deriveConstraint: (request: IncomingMessage) => variantOf(request.headers),
  validate(variant: unknown) {
    if (variant !== 'octet') throw new Error(`${String(variant)} is no variant of an endpoint`);
  },
  mustMatchWhenDerived: false,
};
