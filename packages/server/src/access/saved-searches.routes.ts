import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { Role } from '../identity/index.ts';
import { ArchiveError, type Told } from '../platform/index.ts';
import type { AccessHouse } from './house.ts';
import { refusedInWords } from './person-rights.ts';
import {
  ARCHIVES,
  deleteSaved,
  KeptSearch,
  listSaved,
  type Owner,
  replaceSaved,
  SavedSearch,
  saveSearch,
} from './saved-searches.ts';
import { storable } from './storable.ts';
import { Filters, filtersOf } from './unit-filters.ts';
import { ORDERS } from './unit-page.ts';

const BASE = '/api/v1/tenants/:tenant/saved-searches';
const READERS: readonly Role[] = ['R1', 'R2', 'R3', 'R4', 'R5'];
type ById = { Params: { tenant: string; id: string } };

const Saved = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 150, pattern: '\\S' }),
    search: Type.Object(
      { ...Filters, order: Type.Optional(Type.Enum([...ORDERS])) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
const SearchList = Type.Object({ searches: Type.Array(SavedSearch) }, { title: 'SearchList' });
type Body = { Body: Static<typeof Saved> };

/** A person's own searches in a tenant: kept, named, replaced, deleted; nobody else reads them. */
export async function savedSearchRoutes(app: FastifyInstance, house: AccessHouse): Promise<void> {
  const config = { roles: READERS };

  app.get<{ Reply: Told<typeof SearchList> }>(
    BASE,
    { config: { ...config, result: SearchList } },
    async (request) => {
      const saved = await listSaved(house, ownerOf(request));
      // What was kept of the archives has texts alone: its body says so.
      return { searches: saved.map(({ columns: _, ...search }) => search as SavedSearch) };
    },
  );

  app.post<Body & { Reply: Told<typeof KeptSearch> }>(
    BASE,
    { config: { ...config, result: KeptSearch }, schema: { body: Saved } },
    async (request, reply) =>
      reply.code(201).send({ id: await saveSearch(house, ownerOf(request), await draftOf(request)) }),
  );

  app.put<Body & ById>(`${BASE}/:id`, { config, schema: { body: Saved } }, async (request, reply) => {
    const { id } = request.params;
    if (await replaceSaved(house, ownerOf(request), id, await draftOf(request)))
      return reply.code(204).send();
    return unknown();
  });

  app.delete<ById>(`${BASE}/:id`, { config }, async (request, reply) => {
    if (await deleteSaved(house, ownerOf(request), request.params.id)) return reply.code(204).send();
    return unknown();
  });
}

function ownerOf({ tenant, person }: FastifyRequest): Owner {
  return { tenant, account: person.account.id, list: ARCHIVES };
}

/** What is kept can be carried out: its criteria are read before. */
async function draftOf({ body: { name, search } }: FastifyRequest<Body>) {
  await refusedInWords(async () => filtersOf(search));
  const given = Object.entries(search).map(([member, value]) => [member, storable(String(value))] as const);
  return { name: storable(name.trim()), search: Object.fromEntries(given), columns: null };
}

function unknown(): never {
  throw new ArchiveError('routeUnknown', 'Cette recherche n’est pas, ou n’est plus, parmi les vôtres.');
}
