import { readFile } from 'node:fs/promises';
import { SAMPLE } from '@perenne/sample';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../ingest/testing/archive.ts';
import { changed, goodSip, zipOf } from '../ingest/testing/sip.ts';
import type { TenantId } from '../platform/index.ts';
import { personOf } from './testing/persons.ts';

const PAPER =
  '<PhysicalDataObject id="P1"><DataObjectVersion>PhysicalMaster_1</DataObjectVersion><PhysicalId>Boîte 12</PhysicalId></PhysicalDataObject>';

let archive: TestArchive;
let ask: Awaited<ReturnType<typeof personOf>>;
let bytes = 0;
beforeAll(async () => {
  archive = await openArchive();
  const good = goodSip();
  const withPaper = changed(
    good,
    '</BinaryDataObject></DataObjectGroup>',
    `</BinaryDataObject>${PAPER}</DataObjectGroup>`,
  );
  for (const sip of [good, withPaper]) {
    expect((await archive.enter(await zipOf(sip))).status).toMatch(/OK|WARNING/);
    for (const [name, content] of Object.entries(sip.files))
      if (name !== 'manifest.xml') bytes += content.length;
  }
  await archive.import(
    '/agencies',
    `Identifier,Name,Description\n${SAMPLE.agency},Commune,\nAUTRE,Autre,\n`,
    {
      file: 'agencies.csv',
    },
  );
  const contract = { Status: 'ACTIVE', EveryDataObjectVersion: true, EveryOriginatingAgency: false };
  await archive.import('/accesscontracts', [
    { ...contract, Identifier: 'CA-AUTRE', Name: 'Autre', OriginatingAgencies: ['AUTRE'] },
  ]);
  ask = await personOf(archive.service, 'camille', [
    { tenant: 0, role: 'R1' },
    { tenant: 2, role: 'R2' },
  ]);
});
afterAll(() => archive?.close());

describe('the figures of a tenant', () => {
  it('add up what entered, by month, by producing service and by format, paper apart', async () => {
    const { status, json } = await ask('/tenants/0/figures');
    expect(status).toBe(200);
    const all = { transfers: 2, units: 10, files: 6, physical: 1, bytes };
    expect(json.totals).toEqual(all);
    const month = new Intl.DateTimeFormat('sv-SE', {
      year: 'numeric',
      month: '2-digit',
      timeZone: 'Europe/Paris',
    });
    expect(json.months).toEqual([{ month: month.format(new Date()), ...all }]);
    expect(json.agencies).toEqual([{ agency: SAMPLE.agency, name: 'Commune', ...all }]);
    const formats: { format: string | null; files: number; bytes: number }[] = json.formats;
    expect(formats.reduce((sum, { files }) => sum + files, 0)).toBe(6);
    expect(formats.reduce((sum, each) => sum + each.bytes, 0)).toBe(bytes);
    expect(formats.map(({ format }) => format)).toContain('fmt/11');
  });

  it('count what entered before they were kept, too', async () => {
    const before = (await ask('/tenants/0/figures')).json;
    const migration = await readFile(
      new URL('../../migrations/0005_entered_objects.sql', import.meta.url),
      'utf8',
    );
    await archive.service.house.database.inTenant(0 as TenantId, async (tx) => {
      await tx.query('delete from entered_objects');
      await tx.query(migration.slice(migration.indexOf('do $$')));
    });
    expect((await ask('/tenants/0/figures')).json).toEqual(before);
  });

  it('are nought in a tenant where nothing entered, whatever the others hold', async () => {
    const { json } = await ask('/tenants/2/figures');
    const nought = { transfers: 0, units: 0, files: 0, physical: 0, bytes: 0 };
    expect(json).toEqual({ totals: nought, months: [], agencies: [], formats: [] });
  });

  it('are those of the agencies that the contract covers', async () => {
    const limited = await personOf(archive.service, 'dominique', [
      { tenant: 0, role: 'R2', accessContract: 'CA-AUTRE' },
    ]);
    expect((await limited('/tenants/0/figures')).json).toMatchObject({
      totals: { transfers: 0 },
      formats: [],
    });
  });

  it('are for those who have a right in it', async () => {
    expect((await ask('/tenants/3/figures')).status).toBe(403);
    expect((await archive.service.call('GET', '/api/v1/tenants/0/figures')).status).toBe(401);
  });
});

describe('a transfer', () => {
  it('tells its objects on paper from its files', async () => {
    const { json } = await ask('/tenants/0/transfers');
    const physical = json.transfers.map(({ volumes }: { volumes: { physical: number } }) => volumes.physical);
    expect(physical).toEqual([1, 0]);
  });
});
