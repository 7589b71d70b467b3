import { beforeAll, describe, expect, it } from 'vitest';
import type { Mode } from './model/edition.ts';
import { schemaFiles } from './schema-files.ts';
import { ManifestGenerator } from './testing/generate.ts';
import { KNOWN_DIFFERENCES } from './testing/known-differences.ts';
import { mutate } from './testing/mutate.ts';
import { choicesFrom } from './testing/random.ts';
import { type Referee, refereeOf } from './testing/referee.ts';
import { faultOf } from './testing/verdict.ts';
import { everyElement, xmlOf } from './testing/xml-tree.ts';
import { SEDA_VERSIONS } from './versions.ts';

/** Each change follows from its number: `PERENNE_SEDA_MUTATIONS=100000 PERENNE_SEDA_SEED=7` goes through more. */
const MUTATIONS = Number(process.env.PERENNE_SEDA_MUTATIONS ?? 400);
const SEED = Number(process.env.PERENNE_SEDA_SEED ?? 1);

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** What a schema cannot see. */
const BEYOND_SCHEMA = /^the reference .* names nothing in the document$/;

/** Of an element of SEDA's own namespace where the compatible mode keeps a place for others (`schemaFiles`). */
const NO_WILDCARD =
  /^Element '\{fr:gouv:culture:archivesdefrance:seda:v2\.\d\}\w+': This element is not expected/;

/** Of what stands first in a whole document. */
const IN_DOCUMENT = /This element is not expected\. Expected is one of \( \{[^}]+\}Comment, \{[^}]+\}Date \)/;

const DIFFERENCES: Readonly<Record<Mode, typeof KNOWN_DIFFERENCES>> = {
  strict: KNOWN_DIFFERENCES,
  compatible: [
    ...KNOWN_DIFFERENCES,
    {
      reason: 'XML Schema 1.0 has no wildcard for what the model does not declare',
      applies: (referee, own) => own === undefined && NO_WILDCARD.test(referee ?? ''),
    },
    {
      reason: 'the reader does not look into a whole document at the place of an extension, which is lax',
      applies: (referee, own) => own === undefined && IN_DOCUMENT.test(referee ?? ''),
    },
    {
      reason: 'xsi:type says nothing to the reader in this mode',
      applies: (referee, own) =>
        own === undefined &&
        /attribute '\{http:\/\/www\.w3\.org\/2001\/XMLSchema-instance\}type'/.test(referee ?? ''),
    },
  ],
};

describe.each(['strict', 'compatible'] as const)('the schema files of the %s mode', (mode) => {
  let referee: Referee;
  beforeAll(() => {
    const files = SEDA_VERSIONS.flatMap((version) => [...schemaFiles(version, mode)]);
    referee = refereeOf(
      Object.fromEntries(files.map(([name, text]) => [name, bytesOf(text)])),
      (version) => [...schemaFiles(version, mode).keys()][0] as string,
    );
  });

  it('take what the model makes', () => {
    for (const version of SEDA_VERSIONS) {
      const generator = new ManifestGenerator(version, mode);
      for (let seed = 0; seed < 60; seed++)
        expect(
          referee.fault(version, bytesOf(xmlOf(generator.make(choicesFrom(seed))))),
          `version ${version}, seed ${seed}`,
        ).toBeUndefined();
    }
  });

  it(`say what the reader says of ${MUTATIONS} changed manifests from seed ${SEED}`, {
    timeout: 0,
  }, async () => {
    const made = SEDA_VERSIONS.map((version) => ({
      version,
      generator: new ManifestGenerator(version, mode),
    }));
    const differences: string[] = [];
    let refused = 0;
    for (let number = 0; number < MUTATIONS; number++) {
      const random = choicesFrom(SEED * 1_000_003 + number);
      const { version, generator } = random.pick(made);
      const root = generator.make(random);
      const names = everyElement(root).map(({ name }) => name);
      const what = mutate(root, names, random);
      // The files of a version know but its namespace.
      if (!Object.values(root.attributes).some((uri) => uri.endsWith(`:v${version}`))) continue;
      const bytes = bytesOf(xmlOf(root));
      const [official, own] = [referee.fault(version, bytes), await faultOf(bytes, mode)];
      if (official !== undefined) refused += 1;
      if ((official !== undefined) === (own !== undefined && !BEYOND_SCHEMA.test(own.message))) continue;
      if (!DIFFERENCES[mode].some((each) => each.applies(official, own)))
        differences.push(
          `number ${number}, ${what}: ${official ?? 'valid'}; reader: ${own?.message ?? 'valid'}`,
        );
    }
    expect(differences).toEqual([]);
    expect(refused).toBeGreaterThan(MUTATIONS / 5);
  });
});
