import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import { ArchiveError, type Told } from '../platform/index.ts';
import type { AccessHouse } from './house.ts';
import {
  ARCHIVES,
  deleteSaved,
  KeptSearch,
  listSaved,
  type Owner,
  replaceSaved,
  SavedView,
  saveSearch,
} from './saved-searches.ts';
import { storable } from './storable.ts';

const BASE = '/api/v1/tenants/:tenant/saved-views/:list';
const READERS: readonly Role[] = ['R1', 'R2', 'R3', 'R4', 'R5'];

/** A list of the screens, by the name that it gives itself; views of the archives are searches. */
const OfList = Type.Object({
  tenant: Type.String(),
  list: Type.String({ pattern: `^(?!${ARCHIVES}$)[a-z][a-z-]{1,49}$` }),
  id: Type.Optional(Type.String()),
});
type ByList = { Params: { tenant: string; list: string } };
type ById = { Params: { tenant: string; list: string; id: string } };

const Value = Type.String({ maxLength: 500 });
/** What the screen reads again as it reads an address: what it does not understand, it drops. */
const View = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 150, pattern: '\\S' }),
    search: Type.Record(
      Type.String({ pattern: '^[A-Za-z]{1,30}$' }),
      Type.Union([Value, Type.Array(Value, { maxItems: 50 })]),
      { maxProperties: 20, additionalProperties: false },
    ),
    columns: Type.Union([Type.Null(), Type.String({ maxLength: 2_000 })], { default: null }),
  },
  { additionalProperties: false },
);
const ViewList = Type.Object({ views: Type.Array(SavedView) }, { title: 'ViewList' });
type Body = { Body: Static<typeof View> };

/** Views of lists that a person keeps in a tenant (spec frontoffice.md B.0.4): filters and columns under a name. */
export async function savedViewRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  const config = { roles: READERS };
  const schema = { params: OfList };

  app.get<ByList & { Reply: Told<typeof ViewList> }>(
    BASE,
    { config: { ...config, result: ViewList }, schema },
    async (request) => {
      const saved = await listSaved(house, ownerOf(request));
      return { views: saved.map(({ id, name, search, columns }) => ({ id, name, search, columns })) };
    },
  );

  app.post<ByList & Body & { Reply: Told<typeof KeptSearch> }>(
    BASE,
    { config: { ...config, result: KeptSearch }, schema: { ...schema, body: View } },
    async (request, reply) =>
      reply.code(201).send({ id: await saveSearch(house, ownerOf(request), draftOf(request.body)) }),
  );

  app.put<ById & Body>(
    `${BASE}/:id`,
    { config, schema: { ...schema, body: View } },
    async (request, reply) => {
      const { params, body } = request;
      if (await replaceSaved(house, ownerOf(request), params.id, draftOf(body)))
        return reply.code(204).send();
      return unknown();
    },
  );

  app.delete<ById>(`${BASE}/:id`, { config, schema }, async (request, reply) => {
    if (await deleteSaved(house, ownerOf(request), request.params.id)) return reply.code(204).send();
    return unknown();
  });
}

function ownerOf({ tenant, person, params }: FastifyRequest<ByList>): Owner {
  return { tenant, account: person.account.id, list: params.list };
}

function draftOf({ name, search, columns }: Static<typeof View>) {
  const given = Object.entries(search).map(
    ([member, value]) => [member, Array.isArray(value) ? value.map(storable) : storable(value)] as const,
  );
  return {
    name: storable(name.trim()),
    search: Object.fromEntries(given),
    columns: columns === null ? null : storable(columns),
  };
}

function unknown(): never {
  throw new ArchiveError('routeUnknown', 'Cette vue n’est pas, ou n’est plus, parmi les vôtres.');
}
