import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import type { Role } from '../identity/index.ts';
import { SimulatedContract, Simulation, simulateContract } from './contract-simulation.ts';
import type { AccessHouse } from './house.ts';
import { eyesOfPerson } from './person-rights.ts';

/** Who administers access contracts (spec frontoffice.md B.18). */
const ADMINISTRATORS: readonly Role[] = ['R3', 'R5'];

/** What a contract would let be seen, before anybody has it. */
export async function simulationRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  app.post<{ Body: Static<typeof SimulatedContract>; Reply: Simulation }>(
    '/api/v1/tenants/:tenant/access-contracts/simulation',
    { config: { roles: ADMINISTRATORS, result: Simulation }, schema: { body: SimulatedContract } },
    async (request) => {
      const eyes = await eyesOfPerson(house, request);
      return house.database.inTenant(eyes.tenant, (tx) => simulateContract(tx, eyes, request.body));
    },
  );
}
