import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { closeSession, LONGEST_MS, Person, signIn, useSession } from '../identity/index.ts';
import { ArchiveError } from '../platform/index.ts';
import type { House } from './house.ts';
import { SESSION_COOKIE } from './own-door.ts';

const SignIn = Type.Object(
  {
    email: Type.String({ minLength: 1, maxLength: 320 }),
    password: Type.String({ minLength: 1, maxLength: 1_000 }),
  },
  { additionalProperties: false },
);

/** Signing in, who is signed in, signing out: `/api/v1/session`. */
export async function sessionRoutes(app: FastifyInstance, { database, clock }: House): Promise<void> {
  app.post<{ Body: Static<typeof SignIn>; Reply: Person }>(
    '/api/v1/session',
    { config: { roles: 'public', result: Person }, schema: { body: SignIn } },
    async (request, reply) => {
      const secret = await signIn({ database, clock }, request.body.email, request.body.password);
      const person = await useSession(database, clock, secret);
      if (!person) throw new ArchiveError('signInRefused', 'Ce compte n’est pas actif.');
      // A second sign-in in the same browser leaves no session behind.
      const earlier = request.cookies[SESSION_COOKIE];
      if (earlier !== undefined) await closeSession(database, earlier);
      setCookie(request, reply, secret, LONGEST_MS / 1_000);
      return view(person);
    },
  );

  app.get<{ Reply: Person }>(
    '/api/v1/session',
    { config: { roles: 'signed-in', result: Person } },
    async (request) => view(request.person),
  );

  app.delete('/api/v1/session', { config: { roles: 'public' } }, async (request, reply) => {
    const secret = request.cookies[SESSION_COOKIE];
    if (secret !== undefined) await closeSession(database, secret);
    setCookie(request, reply, '', 0);
    return reply.code(204).send();
  });
}

function view({ account, rights }: Person): Person {
  return { account, rights };
}

function setCookie(request: FastifyRequest, reply: FastifyReply, secret: string, maxAge: number): void {
  const secure = request.protocol === 'https';
  reply.setCookie(SESSION_COOKIE, secret, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge });
}
