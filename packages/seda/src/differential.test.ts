import { beforeAll, describe, expect, it } from 'vitest';
import type { SedaVersion } from './records.ts';
import type { SedaError } from './seda-error.ts';
import { corpusManifests, hasCorpus, WITHOUT_CORPUS } from './testing/corpus-manifests.ts';
import { EXAMPLES, ManifestGenerator, type ValuePlace } from './testing/generate.ts';
import { KNOWN_DIFFERENCES } from './testing/known-differences.ts';
import { BAD_DATES, BAD_TEXTS, mutate } from './testing/mutate.ts';
import { choicesFrom } from './testing/random.ts';
import { hasReferee, openReferee, type Referee, WITHOUT_REFEREE } from './testing/referee.ts';
import { faultOf } from './testing/verdict.ts';
import { everyElement, parseXml, type XmlElement, xmlOf } from './testing/xml-tree.ts';
import { SEDA_VERSIONS } from './versions.ts';

/**
 * The reader in strict mode against the official schemas, on the same bytes. Each change follows from its number:
 * `PERENNE_SEDA_MUTATIONS=100000 PERENNE_SEDA_SEED=7` goes through more of them, elsewhere.
 */
const MUTATIONS = Number(process.env.PERENNE_SEDA_MUTATIONS ?? 400);
const SEED = Number(process.env.PERENNE_SEDA_SEED ?? 1);

const bytesOf = (root: XmlElement) => new TextEncoder().encode(xmlOf(root));

/** Dangling references are the reader's business alone: no schema processor sees them (spec seda.md 3). */
const isOfSchema = (fault: SedaError | undefined) =>
  fault !== undefined && !/^the reference .* names nothing in the document$/.test(fault.message);

const versionOf = (root: XmlElement): SedaVersion =>
  SEDA_VERSIONS.find((version) =>
    Object.values(root.attributes).some((uri) => uri.endsWith(`:v${version}`)),
  ) ?? '2.2';

const generators = () => SEDA_VERSIONS.map((version) => new ManifestGenerator(version));

/** Names of the elements of all versions, by documents that hold each. */
function elementNames(): string[] {
  const names = new Set<string>([
    'Unknown',
    'ArchiveUnitReferenceAbstract',
    'HoldRuleCodeListVersion',
    'History',
  ]);
  for (const generator of generators())
    for (let seed = 0; generator.missing().length > 0; seed++)
      for (const { name } of everyElement(generator.make(choicesFrom(seed))))
        if (!name.includes(':')) names.add(name);
  return [...names].sort();
}

it('every element and attribute of each version is made within a few documents', () => {
  for (const generator of generators()) {
    for (let seed = 0; seed < 100; seed++) generator.make(choicesFrom(seed));
    expect(generator.missing()).toEqual([]);
  }
});

describe.skipIf(!hasReferee)(
  `the verdict is that of the official schemas${hasReferee ? '' : ` (${WITHOUT_REFEREE})`}`,
  () => {
    let referee: Referee;
    const occurred = new Map<string, number>();

    beforeAll(async () => {
      referee = await openReferee();
    });

    /** @returns how the verdicts differ, or undefined */
    async function difference(version: SedaVersion, bytes: Uint8Array): Promise<string | undefined> {
      const official = referee.fault(version, bytes);
      const own = await faultOf(bytes, 'strict');
      if ((official !== undefined) === isOfSchema(own)) return undefined;
      const known = KNOWN_DIFFERENCES.find((each) => each.applies(official, own));
      if (!known) return `schema: ${official ?? 'valid'}; reader: ${own?.message ?? 'valid'}`;
      occurred.set(known.reason, (occurred.get(known.reason) ?? 0) + 1);
      return undefined;
    }

    it('on generated manifests, which are valid', async () => {
      for (const [at, generator] of generators().entries())
        for (let seed = 0; seed < 60; seed++) {
          const bytes = bytesOf(generator.make(choicesFrom(seed)));
          expect(referee.fault(SEDA_VERSIONS[at] as SedaVersion, bytes), `seed ${seed}`).toBeUndefined();
          expect(await faultOf(bytes, 'strict'), `seed ${seed}`).toBeUndefined();
        }
    });

    it(`on ${MUTATIONS} changed manifests, from seed ${SEED}`, { timeout: 0 }, async () => {
      const names = elementNames();
      const differences: string[] = [];
      let valid = 0;
      const made = generators();
      for (let number = 0; number < MUTATIONS; number++) {
        const random = choicesFrom(SEED * 1_000_003 + number);
        const root = random.pick(made).make(random);
        const what = mutate(root, names, random);
        const bytes = bytesOf(root);
        const found = await difference(versionOf(root), bytes);
        if (found) differences.push(`number ${number}, ${what}: ${found}`);
        if (!isOfSchema(await faultOf(bytes, 'strict'))) valid += 1;
      }
      expect(differences).toEqual([]);
      // Both verdicts occur, or nothing was compared.
      expect(valid).toBeGreaterThan(MUTATIONS / 5);
      expect(MUTATIONS - valid).toBeGreaterThan(MUTATIONS / 5);
    });

    it.skipIf(!hasCorpus)(
      `on manifests of real packages, as they are and changed${hasCorpus ? '' : ` (${WITHOUT_CORPUS})`}`,
      { timeout: 0 },
      async () => {
        const names = elementNames();
        const differences: string[] = [];
        const manifests = await corpusManifests();
        let compared = 0;
        for (const [name, bytes] of manifests) {
          if ((await faultOf(bytes, 'compatible'))?.fault === 'NOT_XML') continue;
          const original = parseXml(new TextDecoder().decode(bytes));
          const plain = await difference(versionOf(original), bytes);
          if (plain) differences.push(`${name}: ${plain}`);
          for (let number = 0; number < Math.ceil(MUTATIONS / 80); number++) {
            const root = structuredClone(original);
            const what = mutate(root, names, choicesFrom(SEED * 1_000_003 + number));
            const found = await difference(versionOf(root), bytesOf(root));
            if (found) differences.push(`${name} ${number}, ${what}: ${found}`);
            compared += 1;
          }
        }
        expect(differences).toEqual([]);
        expect(compared).toBeGreaterThan(manifests.size * 3);
      },
    );

    it('on each simple type with every text at hand', { timeout: 0 }, async () => {
      const all = new Set([...BAD_TEXTS, ...BAD_DATES, ...Object.values(EXAMPLES).flat(), ' 2024-02-29 ']);
      const generator = new ManifestGenerator('2.3');
      // The first documents hold everything at once; later ones are short.
      for (let seed = 0; seed < 40; seed++) generator.make(choicesFrom(seed));
      const done = new Set<string>();
      const differences: string[] = [];
      for (let seed = 40; seed < 400 && done.size < KINDS; seed++) {
        const root = generator.make(choicesFrom(seed));
        for (const place of [...generator.places]) {
          if (done.has(kindOf(place))) continue;
          done.add(kindOf(place));
          for (const text of all) {
            const found = await difference('2.3', withText(root, place, text));
            if (found) differences.push(`${kindOf(place)} '${text}': ${found}`);
          }
        }
      }
      expect(differences).toEqual([]);
      expect(done.size).toBe(KINDS);
    });

    it('but for differences that are known, each of which occurs', async () => {
      // Two that chance seldom brings.
      const root = new ManifestGenerator('2.3').make(choicesFrom(1));
      const free = everyElement(root).find(({ name }) => name.startsWith('other:')) as XmlElement;
      for (const [parent, markup] of [
        [root, '<![CDATA[ ]]>'],
        [free, '<ArchiveTransfer/>'],
      ] as const) {
        const before = parent.children;
        parent.children = [{ markup }, ...before];
        expect(await difference('2.3', bytesOf(root))).toBeUndefined();
        parent.children = before;
      }
      expect([...occurred.keys()].sort()).toEqual(KNOWN_DIFFERENCES.map(({ reason }) => reason).sort());
    });
  },
);

/** Simple types, as elements and as attributes, each enumeration for itself. */
const KINDS = 34;
const kindOf = ({ type, attribute }: ValuePlace) =>
  `${type.name} ${type.values?.[0] ?? ''} ${type.identity ?? ''} ${attribute === undefined ? 'element' : 'attribute'}`;

/** The document with a text at a place, which is then put back. */
function withText(root: XmlElement, { element, attribute }: ValuePlace, text: string): Uint8Array {
  const before = { attributes: element.attributes, children: element.children };
  const { 'xsi:nil': _nil, ...attributes } = element.attributes;
  if (attribute === undefined) Object.assign(element, { attributes, children: text === '' ? [] : [text] });
  else element.attributes = { ...attributes, [attribute]: text };
  const bytes = bytesOf(root);
  Object.assign(element, before);
  return bytes;
}
