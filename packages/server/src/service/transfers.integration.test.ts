import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adviceOn } from '../ingest/index.ts';
import { type Entered, openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../ingest/testing/sip.ts';
import { personOf } from './testing/persons.ts';

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let entered: Entered;
beforeAll(async () => {
  archive = await openArchive();
  entered = await archive.enter(await zipOf(goodSip()));
  ask = await personOf(archive.service, 'camille', [{ tenant: 0, role: 'R5' }]);
});
afterAll(() => archive?.close());

it('the documents of a transfer are given to whoever may read it', async () => {
  const reply = await ask(`/tenants/0/transfers/${entered.id}/reply`);
  expect(reply).toMatchObject({ status: 200, text: entered.reply });
  const manifest = await ask(`/tenants/0/transfers/${entered.id}/manifest`);
  expect(manifest.status).toBe(200);
  expect(manifest.text).toBe(goodSip().manifest);
});

it('a refused transfer is explained where it was refused, in both languages', async () => {
  const { id } = await archive.enter(await zipOf(changed(goodSip(), SAMPLE.ingestContract, 'CE-INCONNU')));
  const { steps } = (await ask(`/tenants/0/transfers/${id}`)).json;
  const step = steps.find(({ outcome }: { outcome: string }) => outcome === 'KO');
  const header = step.events.find(({ key }: { key: string }) => key === 'CHECK_HEADER');
  const advice = adviceOn('CHECK_HEADER.CONTRACT_UNKNOWN.KO');
  expect(header.advice).toEqual(advice);
  expect(header.tasks.at(-1).advice).toEqual(advice);
  expect(step.events[0]).not.toHaveProperty('advice');
});

it('an object is read by its identifier, and one that is not there is not found', async () => {
  const query = { $roots: [], $query: [{ $exists: '#id' }], $filter: {}, $projection: {} };
  const { $results } = await archive.get('/access-external/v1/objects', { query });
  const id = $results[0]['#qualifiers'][0].versions[0]['#id'];
  const content = await ask(`/tenants/0/objects/${id}/content`);
  expect(content.status).toBe(200);
  expect(Object.values(goodSip().files).map(String)).toContain(content.text);
  expect((await ask(`/tenants/0/objects/${entered.id}/content`)).status).toBe(404);
});
