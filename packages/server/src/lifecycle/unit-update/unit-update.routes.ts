import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { bodyOf, eyesOf, findUnit } from '../../access/index.ts';
import { envelopeOf } from '../../catalogue/index.ts';
import { askerOf } from '../../logbook/index.ts';
import { ArchiveError, type OperationId } from '../../platform/index.ts';
import { updateSchema } from '../../referentials/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { readUnitActions } from './unit-actions.ts';
import { updateUnit } from './update-unit.ts';

const UPDATED = Type.Object(
  {
    '#id': Type.String(),
    '#status': Type.Literal('OK'),
    ...{ '#key': Type.String(), '#message': Type.String(), '#diff': Type.String() },
  },
  { title: 'UpdatedUnit' },
);

/** Update of one unit, answered when it is done (spec api.md A16). */
export async function unitUpdateRoutes(app: FastifyInstance, house: LifecycleHouse): Promise<void> {
  app.put<{ Params: { id: string } }>(
    '/access-external/v1/units/:id',
    { config: { permission: 'units:id:update', body: updateSchema('Unit', {}), result: UPDATED } },
    async (request) => {
      const changes = readUnitActions(bodyOf(request));
      const eyes = await eyesOf(house, request, 'updateUnitById');
      const { tenant, caller, params } = request;
      const known = await house.database.inTenant(tenant, (tx) => findUnit(tx, eyes, params.id, ['#id']));
      if (known === undefined) throw new ArchiveError('unitNotFound', `No unit ${params.id.slice(0, 60)}`);
      const order = {
        tenant,
        operation: request.requestGuid as OperationId,
        ...askerOf(caller),
      };
      const { message, key, difference } = await updateUnit(house, order, {
        id: params.id,
        changes,
        writes: eyes.rights.writes,
      });
      const result = {
        '#id': params.id,
        '#status': 'OK',
        '#key': key,
        '#message': message,
        '#diff': difference,
      };
      return envelopeOf(
        { total: 1, filter: { offset: 0, statedLimit: 0, order: [] }, results: [result] },
        request.body as Record<string, unknown>,
      );
    },
  );
}
