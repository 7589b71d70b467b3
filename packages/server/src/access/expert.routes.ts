import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import {
  GROUP_RESULT,
  MULTIPLE_SELECT_SCHEMA,
  UNIT_RESULT,
  UNIT_WITH_RULES_RESULT,
} from '../catalogue/index.ts';
import type { Role } from '../identity/index.ts';
import { selectSeen } from './access.routes.ts';
import type { AccessHouse } from './house.ts';
import { eyesOfPerson, refusedInWords } from './person-rights.ts';
import { OF_GROUPS, OF_UNITS, type Selection } from './selection.ts';
import { withInheritedRules } from './unit-rules.ts';

/** Who writes queries by hand: functional administrators and the operators of the service (spec frontoffice.md B.33). */
const EXPERTS: readonly Role[] = ['R3', 'R5'];

const SELECTIONS: Readonly<Record<string, Selection>> = {
  units: OF_UNITS,
  objects: OF_GROUPS,
  unitsWithInheritedRules: { ...OF_UNITS, kind: 'inheritedRules', finish: withInheritedRules },
};

const ByCollection = Type.Object({
  tenant: Type.String(),
  collection: Type.Enum(Object.keys(SELECTIONS)),
});

const Found = { anyOf: [UNIT_RESULT, GROUP_RESULT, UNIT_WITH_RULES_RESULT] };

/**
 * Queries of the query language as persons write them, answered as the compatible API answers an application: the same
 * checks of the body, the same grammar and refusals, through the eyes of the person's own access contract.
 */
export async function expertRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  app.post<{ Params: Static<typeof ByCollection> }>(
    '/api/v1/tenants/:tenant/queries/:collection',
    {
      config: {
        roles: EXPERTS,
        body: MULTIPLE_SELECT_SCHEMA,
        result: Found,
        isEnveloped: true,
        checksJson: true,
      },
      schema: { params: ByCollection },
    },
    (request) =>
      refusedInWords(() =>
        selectSeen(
          house,
          request,
          () => eyesOfPerson(house, request),
          SELECTIONS[request.params.collection] as Selection,
        ),
      ),
  );
}
