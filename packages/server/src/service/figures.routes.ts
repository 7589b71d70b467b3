import type { FastifyInstance } from 'fastify';
import { rightsOfPerson } from '../access/index.ts';
import type { Role } from '../identity/index.ts';
import type { EntryHouse } from '../ingest/index.ts';
import { Figures, readFigures } from './figures.ts';

const ROLES: readonly Role[] = ['R1', 'R2', 'R3', 'R4', 'R5'];

/** The service's figures, limited to the agencies of the person's contract as the registers are. */
export async function figureRoutes(app: FastifyInstance, house: EntryHouse): Promise<void> {
  app.get<{ Reply: Figures }>(
    '/api/v1/tenants/:tenant/figures',
    { config: { roles: ROLES, result: Figures } },
    async (request) => {
      const { agencies } = await rightsOfPerson(house, request);
      return readFigures(house, request.tenant, agencies);
    },
  );
}
