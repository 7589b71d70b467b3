import type { FastifyContextConfig } from 'fastify';
import answers from './answers.json' with { type: 'json' };

/**
 * The answers that each route gives, as the integration tests have produced them: by route, media type by status. The
 * file is written by `npm run answers`; `npm test` fails when one of them was not produced.
 */
export type Answers = Readonly<Record<string, Readonly<Record<string, string>>>>;
export const ANSWERS: Answers = answers;

/** Name of a route: endpoints that share verb and path differ by their permission. */
export function answerKey(route: {
  readonly method: string;
  readonly url: string;
  readonly config: FastifyContextConfig;
}): string {
  return [route.method, route.url, route.config.permission ?? ''].join(' ').trim();
}
