import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  and,
  type Collection,
  envelopeOf,
  eq,
  isIn,
  parseSingleSelect,
  type QueryNode,
  REGISTER_DETAILS,
  REGISTER_RESULTS,
  REGISTER_SUMMARIES,
  REGISTER_SYMBOLIC,
  SINGLE_SELECT_SCHEMA,
  selectSingle,
} from '../catalogue/index.ts';
import { ArchiveError } from '../platform/index.ts';
import { type AccessRights, allowsAgency } from './access-rights.ts';
import { bodyOf, contractRights, refusingAs } from './compatible.ts';
import type { AccessHouse } from './house.ts';

const BASE = '/admin-external/v1';

const UNDER_ANY_CONTRACT = [
  {
    path: '/accessionregisterdetails',
    permission: 'accessionregisterdetails:read',
    collection: REGISTER_DETAILS,
    result: REGISTER_RESULTS.detail,
    refusal: 'adminBadRequest',
  },
  {
    path: '/accessionregisterssymbolic',
    permission: 'accessionregisterssymbolic:read',
    collection: REGISTER_SYMBOLIC,
    result: REGISTER_RESULTS.symbolic,
    refusal: 'registerSymbolic',
  },
] as const;

/** Accession registers (spec api.md 6.2.2), limited to the agencies of the contract. */
export function registerRoutes(app: FastifyInstance, house: AccessHouse): void {
  app.get(
    `${BASE}/accessionregisters`,
    {
      config: {
        permission: 'accessionregisters:read',
        body: SINGLE_SELECT_SCHEMA,
        result: REGISTER_RESULTS.summary,
      },
    },
    (request) =>
      refusingAs('adminBadRequest', 400, async () => {
        const rights = await contractRights(house, request, 'accessContract');
        return (await read(house, request, REGISTER_SUMMARIES, agenciesOf(rights))).envelope;
      }),
  );

  app.get<{ Params: { agency: string } }>(
    `${BASE}/accessionregisters/:agency/accessionregisterdetails`,
    {
      config: {
        permission: 'accessionregisters:id:accessionregisterdetails:read',
        body: SINGLE_SELECT_SCHEMA,
        result: REGISTER_RESULTS.detail,
      },
    },
    (request) =>
      refusingAs('adminBadRequest', 400, async () => {
        const { agency } = request.params;
        const rights = await contractRights(house, request, 'accessContract');
        if (!allowsAgency(rights, agency))
          throw new ArchiveError('accessContract', `The contract does not cover the agency ${agency}.`);
        const { envelope, total } = await read(house, request, REGISTER_DETAILS, [
          eq('OriginatingAgency', agency),
        ]);
        if (total === 0)
          throw new ArchiveError('registerDetail', `No register of the agency ${agency}.`, { status: 404 });
        return envelope;
      }),
  );

  for (const { path, permission, collection, result, refusal } of UNDER_ANY_CONTRACT)
    app.get(`${BASE}${path}`, { config: { permission, body: SINGLE_SELECT_SCHEMA, result } }, (request) =>
      refusingAs(refusal, 400, async () => {
        // No contract is asked for here; one that is named counts (spec api.md 11, quirk 13).
        const restriction =
          request.caller.accessContract === undefined
            ? []
            : agenciesOf(await contractRights(house, request, 'accessContract'));
        return (await read(house, request, collection, restriction)).envelope;
      }),
    );
}

function agenciesOf({ agencies }: AccessRights): QueryNode[] {
  return agencies === undefined ? [] : [isIn('OriginatingAgency', agencies)];
}

async function read(
  house: AccessHouse,
  request: FastifyRequest,
  collection: Collection,
  restrictions: readonly QueryNode[],
) {
  const { tenant } = request;
  const parsed = parseSingleSelect(bodyOf(request));
  const found = await house.database.inTenant(tenant, (tx) =>
    selectSingle(tx, { tenant, collection, restriction: and(...restrictions) }, parsed),
  );
  return { envelope: envelopeOf(found, parsed.context), total: found.total };
}
