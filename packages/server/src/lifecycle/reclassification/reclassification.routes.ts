import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  askerOfPerson,
  bodyOf,
  chooseUnits,
  contractOf,
  eyesOf,
  eyesOfPerson,
  launch,
  refusingAs,
} from '../../access/index.ts';
import { checkReclassification, RECLASSIFICATION_SCHEMA } from '../../catalogue/index.ts';
import type { Role } from '../../identity/index.ts';
import { agent } from '../../logbook/index.ts';
import { createOperation, ITEM_STATUS_RESULT } from '../../operations/index.ts';
import { ArchiveError, type OperationId, StartedOperation } from '../../platform/index.ts';
import { writeLines } from '../../storage/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { CheckedMove, checkAsked } from './check-asked.ts';
import { FILES, type MoveParameters } from './move-run.ts';
import { RECLASSIFICATION } from './workflow.ts';

const BASE = '/api/v1/tenants/:tenant/reclassifications';
/** Who changes the tree (spec frontoffice.md A.1); R5 holds the service's first account. */
const roles: readonly Role[] = ['R3', 'R5'];

const Unit = Type.String({ pattern: '^[a-z2-7]{36}$' });
const Parents = Type.Array(Unit, { maxItems: 100, default: [] });
const Asked = Type.Object(
  {
    units: Type.Array(Unit, { minItems: 1, maxItems: 1_000 }),
    /** Parents that all of them gain. */
    add: Parents,
    /** Parents that those lose that have them. */
    remove: Parents,
  },
  { additionalProperties: false },
);

/** Changes of the tree: asked for here, by applications and by persons, and carried out by an operation. */
export async function reclassificationRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.post(
    '/access-external/v1/reclassification',
    {
      config: {
        permission: 'reclassification:update',
        body: RECLASSIFICATION_SCHEMA,
        result: ITEM_STATUS_RESULT,
      },
    },
    (request, reply) =>
      refusingAs('queryRefused', 400, async () => {
        const orders = checkReclassification(bodyOf(request));
        const eyes = await eyesOf(house, request, 'accessClient');
        // The reference system documents it, and asks for no more than the permission (spec operations.md 27).
        if (eyes.rights.writes !== 'everything')
          throw new ArchiveError('accessClient', 'The access contract does not allow to move units.', {
            status: 401,
          });
        for (const { $action: _, ...selection } of orders) chooseUnits(selection, eyes);
        // They may be many: the operation finds them in its folder.
        const folder = house.workspace.folder(request.tenant, request.requestGuid);
        await writeLines(folder, FILES.orders, orders);
        const { rights, today } = eyes;
        const parameters: MoveParameters = { eyes: { rights, today } };
        const launched = await launch(house, request, RECLASSIFICATION, { ...parameters });
        return reply.code(202).send(launched);
      }),
  );

  app.post<{ Body: Static<typeof Asked>; Reply: CheckedMove }>(
    `${BASE}/check`,
    { config: { roles, result: CheckedMove }, schema: { body: Asked } },
    async (request) => {
      const eyes = await eyesOfMover(house, request);
      return house.database.inTenant(request.tenant, (tx) => checkAsked(tx, eyes, request.body, house.clock));
    },
  );

  app.post<{ Body: Static<typeof Asked>; Reply: StartedOperation }>(
    BASE,
    { config: { roles, result: StartedOperation }, schema: { body: Asked } },
    async (request, reply) => {
      const id = request.requestGuid as OperationId;
      await start(house, request, id);
      return reply.code(202).send({ id });
    },
  );
}

/** A person whose contract does not let everything be changed changes no tree either. */
async function eyesOfMover(house: LifecycleHouse, request: FastifyRequest) {
  const eyes = await eyesOfPerson(house, request);
  const contract = contractOf(request);
  if (contract !== undefined && eyes.rights.writes !== 'everything')
    throw new ArchiveError(
      'roleRequired',
      `Votre contrat d’accès ${contract} ne permet pas de déplacer des unités archivistiques.`,
    );
  return eyes;
}

async function start(
  house: LifecycleHouse,
  request: FastifyRequest<{ Body: Static<typeof Asked> }>,
  id: OperationId,
): Promise<void> {
  const { tenant, body } = request;
  const { rights, today } = await eyesOfMover(house, request);
  const { units, add, remove } = body;
  const order = {
    $query: [{ $in: { '#id': units } }],
    $action: [
      ...(add.length > 0 ? [{ $add: { '#unitups': add } }] : []),
      ...(remove.length > 0 ? [{ $pull: { '#unitups': remove } }] : []),
    ],
  };
  if (order.$action.length === 0)
    throw new ArchiveError(
      'badRequest',
      'Choisissez au moins une position à ajouter (add) ou à retirer (remove).',
    );
  await writeLines(house.workspace.folder(tenant, id), FILES.orders, [order]);
  const parameters: MoveParameters = { eyes: { rights, today } };
  await createOperation(house, tenant, {
    id,
    workflow: RECLASSIFICATION,
    stepByStep: false,
    ...askerOfPerson(request),
    parameters: { ...parameters },
    agent: agent('access-external', 1),
  });
}
