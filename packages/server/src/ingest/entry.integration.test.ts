import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive, type TestArchive } from './testing/archive.ts';
import { CONTAINERS, goodSip } from './testing/sip.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openArchive();
});
afterAll(() => archive?.close());

describe('a transfer', () => {
  it.each(Object.keys(CONTAINERS))('goes in as %s', async (form) => {
    const source = await (CONTAINERS[form] as (typeof CONTAINERS)[string])(goodSip());
    const entered = await archive.enter(source);
    expect(entered.status, JSON.stringify(entered.events.filter(({ outcome }) => outcome !== 'OK'))).toBe(
      'OK',
    );
    console.log(
      entered.events.map((e) => `${e.outDetail} ${e.evDetData}`),
      await archive.leftOf(entered.id),
      entered.journal.evDetData,
      entered.reply,
    );
  });
});
