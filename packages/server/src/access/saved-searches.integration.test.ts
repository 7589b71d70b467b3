import { afterAll, beforeAll, expect, it } from 'vitest';
import { openService, type TestService } from '../http/testing/open-service.ts';
import { personOf } from '../service/testing/persons.ts';

/** Searches that persons keep, through the own door. */

let service: TestService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service?.close());

type Ask = Awaited<ReturnType<typeof personOf>>;
const at = '/tenants/0/saved-searches';
const namesOf = async (ask: Ask, path = at) =>
  (await ask(path)).json.searches.map(({ name }: { name: string }) => name);
const save = (ask: Ask, name: string, search: object = { q: 'école' }, path = at) =>
  ask(path, { method: 'POST', body: { name, search } });

it('are kept, replaced and deleted by their person, in their safe, and nobody else sees them', async () => {
  const rights = [
    { tenant: 0, role: 'R1' },
    { tenant: 2, role: 'R1' },
  ] as const;
  const camille = await personOf(service, 'camille', rights);
  const dominique = await personOf(service, 'dominique', rights);
  const criteria = JSON.stringify([{ field: 'Tag', is: 'present' }]);
  const { status, json } = await save(camille, ' Écoles ', { q: 'école', criteria, order: '-date' });
  expect(status).toBe(201);
  expect((await camille(at)).json.searches).toEqual([
    {
      id: json.id,
      name: 'Écoles',
      search: { q: 'école', criteria, order: '-date' },
      updatedAt: expect.stringMatching(/^\d{4}-/),
    },
  ]);
  expect(await namesOf(dominique)).toEqual([]);
  expect(await namesOf(camille, '/tenants/2/saved-searches')).toEqual([]);
  // The name is free for others, and in another safe.
  expect((await save(dominique, 'Écoles')).status).toBe(201);
  expect((await save(camille, 'Écoles', {}, '/tenants/2/saved-searches')).status).toBe(201);
  expect((await save(camille, 'écoles')).json).toMatchObject({ httpCode: 409, code: '000709' });

  const one = `${at}/${json.id}`;
  const change = (ask: Ask, name: string) => ask(one, { method: 'PUT', body: { name, search: { q: 'x' } } });
  expect((await change(dominique, 'Vol')).status).toBe(404);
  expect((await dominique(one, { method: 'DELETE' })).status).toBe(404);
  expect((await change(camille, 'Écoles')).status).toBe(204);
  expect((await save(camille, 'Autre')).status).toBe(201);
  expect((await change(camille, 'AUTRE')).status).toBe(409);
  expect((await camille(at)).json.searches).toMatchObject([
    { name: 'Autre' },
    { name: 'Écoles', search: { q: 'x' } },
  ]);
  expect((await camille(one, { method: 'DELETE' })).status).toBe(204);
  expect((await camille(one, { method: 'DELETE' })).status).toBe(404);
  expect(await namesOf(camille)).toEqual(['Autre']);
});

it('can be carried out, have a name, and are at most a hundred', async () => {
  const ask = await personOf(service, 'sacha', [{ tenant: 0, role: 'R1' }]);
  for (const [name, search] of [
    ['', {}],
    ['   ', {}],
    ['x'.repeat(151), {}],
    ['a', { unknown: 'x' }],
    ['a', { criteria: '{' }],
    ['a', { criteria: '[{"field":"Tag","is":"odd"}]' }],
    ['a', { order: 'random' }],
  ] as const)
    expect((await save(ask, name, search)).status, JSON.stringify([name, search])).toBe(400);
  const answers = await Promise.all(Array.from({ length: 102 }, (_, number) => save(ask, `n° ${number}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(2);
  expect(await namesOf(ask)).toHaveLength(100);
});

it('beside views of lists, each list with its own', async () => {
  const rights = [{ tenant: 0, role: 'R2' }] as const;
  const noor = await personOf(service, 'noor', rights);
  const other = await personOf(service, 'alix', rights);
  const of = (list: string) => `/tenants/0/saved-views/${list}`;
  const view = { name: 'À reprendre', search: { etat: 'PAUSE', service: ['A', 'B'] }, columns: 'begun,step' };
  const post = (list: string, body: object, ask = noor) => ask(of(list), { method: 'POST', body });
  const { status, json } = await post('operations', view);
  expect(status).toBe(201);
  expect((await noor(of('operations'))).json).toEqual({ views: [{ id: json.id, ...view }] });
  expect((await post('operations', { name: 'à reprendre', search: {} })).status).toBe(409);
  expect((await post('journal', { name: 'À reprendre', search: {} })).status).toBe(201);
  expect((await noor(of('journal'))).json.views).toMatchObject([{ search: {}, columns: null }]);
  expect(await namesOf(noor)).toEqual([]);
  expect((await other(of('operations'))).json.views).toEqual([]);
  const one = `${of('operations')}/${json.id}`;
  const change = { method: 'PUT', body: { name: 'Autre', search: {}, columns: null } } as const;
  expect((await other(one, change)).status).toBe(404);
  expect((await noor(`${of('journal')}/${json.id}`, change)).status).toBe(404);
  expect((await noor(`${at}/${json.id}`, { method: 'DELETE' })).status).toBe(404);
  expect((await noor(one, change)).status).toBe(204);
  expect((await noor(of('operations'))).json.views).toEqual([
    { id: json.id, name: 'Autre', search: {}, columns: null },
  ]);
  expect((await noor(one, { method: 'DELETE' })).status).toBe(204);
  expect((await noor(one, { method: 'DELETE' })).status).toBe(404);
  for (const bad of [
    { ...view, name: ' ' },
    { ...view, search: { 'a b': 'x' } },
    { ...view, columns: 'x'.repeat(2_001) },
    { ...view, other: 1 },
  ])
    expect((await post('operations', bad)).status, JSON.stringify(bad).slice(0, 80)).toBe(400);
  for (const list of ['archives', 'A', '..']) expect((await post(list, view)).status, list).not.toBe(201);
});
