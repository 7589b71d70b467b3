import { type ManifestUnit, randomFrom, textFile } from '@perenne/sample';
import { hasReferee, openReferee, type Referee } from '@perenne/seda/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArchive, type TestArchive } from '../../ingest/testing/archive.ts';
import { describe as described, type Sip, sipOf, zipOf } from '../../ingest/testing/sip.ts';
import { broughtBy, deliver, packageOf, saidBy, turned } from './testing/packages.ts';

/** Whatever is entered leaves as it came, valid by the official schema, and can be entered again. */

let archive: TestArchive;
let referee: Referee | undefined;
beforeAll(async () => {
  archive = await openArchive({}, [0]);
  if (hasReferee) referee = await openReferee();
});
afterAll(() => archive?.close());

/** A letter first: a title of blanks alone is refused at the entry. */
const text = fc
  .string({ unit: fc.constantFrom(...'aé œ&<"\'’.…/\\n°0'), maxLength: 40 })
  .map((rest) => `T${rest.trim()}`);

interface Node {
  readonly title: string;
  readonly description: string | undefined;
  readonly hasFile: boolean;
  readonly parent: number;
}
const nodes: fc.Arbitrary<Node[]> = fc.array(
  fc.record({
    title: text,
    description: fc.option(text, { nil: undefined }),
    hasFile: fc.boolean(),
    parent: fc.nat(),
  }),
  { minLength: 1, maxLength: 14 },
);

/** The last word of a title tells the units apart; the first node is above all others. */
function sipFrom(list: readonly Node[]): Sip {
  const random = randomFrom(1);
  const files = new Map(
    list.flatMap(({ hasFile }, at) =>
      hasFile || at === 0 ? [[at, textFile(random, `Pièce ${at}`, 200)] as const] : [],
    ),
  );
  const objects = [...files].map(([at, file]) => ({
    ...described(file, at),
    fileName: `${list[at]?.title}.TXT`,
  }));
  const unit = (at: number): ManifestUnit => {
    const { title, description } = list[at] as Node;
    const children = list.flatMap(({ parent }, child) =>
      child > 0 && parent % child === at ? [unit(child)] : [],
    );
    return {
      id: `U${at}`,
      level: children.length > 0 ? 'File' : 'Item',
      title: `${title} ${at}`,
      ...(description === undefined ? {} : { description }),
      ...(files.has(at) ? { groupId: `G${at}` } : {}),
      ...(children.length > 0 ? { children } : {}),
    };
  };
  const contents = objects.map(({ uri }, at) => [
    uri,
    ([...files.values()][at] as { content: Buffer }).content,
  ]);
  return sipOf([unit(0)], objects, Object.fromEntries(contents));
}

it('holds for every tree, and every form of package', async () => {
  await fc.assert(
    fc.asyncProperty(
      nodes,
      fc.constantFrom('2.2' as const, '2.3' as const),
      fc.record({
        exportWithTree: fc.boolean(),
        useOriginalFilenames: fc.boolean(),
        exportWithLogBookLFC: fc.boolean(),
      }),
      async (list, sedaVersion, form) => {
        const sip = sipFrom(list);
        const entry = await archive.enter(await zipOf(sip));
        expect(entry.refusal).toBeUndefined();
        const delivery = await deliver(archive, broughtBy(entry.id), { ...form, sedaVersion });
        expect(delivery.status).toBe('OK');
        const files = await packageOf(archive, delivery.id);
        const manifest = files.get('manifest.xml') as Buffer;
        expect(referee?.fault(sedaVersion, manifest)).toBeUndefined();
        const before = await saidBy(sip.manifest, new Map(Object.entries(sip.files)));
        const after = await saidBy(turned(String(manifest)), files);
        expect(after.units).toEqual(before.units);
        expect(after.edges).toEqual(before.edges);
        expect(Object.keys(after.objects).sort()).toEqual(Object.keys(before.objects).sort());
        for (const [title, objects] of Object.entries(before.objects))
          expect(after.objects[title]).toMatchObject(objects as object);
        if (form.exportWithLogBookLFC) return;
        const again = [...files].filter(([name]) => !name.endsWith('/'));
        const second = await archive.enter(
          await zipOf(
            again.map(([name, content]) => [
              name,
              name === 'manifest.xml' ? Buffer.from(turned(String(manifest))) : content,
            ]),
          ),
        );
        expect(second.refusal).toBeUndefined();
      },
    ),
    { numRuns: 8 },
  );
});
