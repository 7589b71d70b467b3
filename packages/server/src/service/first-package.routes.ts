import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askerOfPerson } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { type OperationId, StartedOperation } from '../platform/index.ts';
import { depositTrial, prepareTrial, readTrial, TRIAL_FILE, type Trial } from './first-package.ts';

const BASE = '/api/v1/tenants/:tenant/first-package';
/** It changes referentials, which is for administrators. */
const ROLES: readonly Role[] = ['R3', 'R5'];

/** A package to try on an empty archive: to have, and to deposit with one click. */
export async function firstPackageRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  const config = { roles: ROLES };

  app.get(BASE, { config }, async ({ tenant }, reply) =>
    reply
      .type('application/zip')
      .header('Content-Disposition', `attachment; filename="${TRIAL_FILE}"`)
      .send(await readTrial(house, tenant)),
  );

  app.post(`${BASE}/referentials`, { config }, async (request, reply) => {
    await prepareTrial(house, trialOf(request));
    return reply.code(204).send();
  });

  app.post<{ Reply: StartedOperation }>(
    BASE,
    { config: { ...config, result: StartedOperation } },
    async (request, reply) => {
      const id = request.requestGuid as OperationId;
      await depositTrial(house, trialOf(request), id);
      return reply.code(202).send({ id });
    },
  );
}

function trialOf(request: FastifyRequest): Trial {
  const { tenant } = request;
  return { tenant, ...askerOfPerson(request) };
}
