import { type Random, randomFrom, SAMPLE } from '@perenne/sample';
import { SEDA_VERSIONS } from '@perenne/seda';
import { choicesFrom, everyElement, ManifestGenerator, mutate, xmlOf } from '@perenne/seda/testing';
import { ONLY_THE_REPLY, type TestArchive } from './archive.ts';
import { CONTAINERS, goodSip, type Sip } from './sip.ts';

/** Texts that mean something to a reader of manifests. */
const TEXTS = [
  '<',
  '>',
  '&',
  '"',
  '</',
  '<!--',
  ']]>',
  '<![CDATA[',
  '&#x1F5C4;',
  '&#0;',
  '\u0000',
  '\uFFFF',
  'é',
  '-1',
  '0',
  '99999999999999999999',
  '9999-99-99',
  '0000-00-00T25:61:61',
  '<ArchiveUnit id="F"/>',
  '<ArchiveUnitRefId>R</ArchiveUnitRefId>',
  '<Management><AppraisalRule/></Management>',
  ' xmlns="urn:other"',
  ' xsi:nil="true"',
  '<__proto__>x</__proto__>',
];

/** Bytes changed in one to four places: flipped, cut out, repeated, put in, or the end lost. */
export function changedBytes(bytes: Buffer, random: Random): Buffer {
  let result = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = random.below(result.length + 1);
    const length = 1 + random.below(40);
    const [before, after] = [result.subarray(0, at), result.subarray(at)];
    switch (random.below(6)) {
      case 0:
        if (at < result.length) result[at] = (result[at] as number) ^ (1 << random.below(8));
        break;
      case 1:
        result = Buffer.concat([before, after.subarray(length)]);
        break;
      case 2:
        result = Buffer.concat([before, after.subarray(0, length), after]);
        break;
      case 3:
        result = Buffer.concat([before, Buffer.from(Array.from({ length }, () => random.below(256))), after]);
        break;
      case 4:
        result = Buffer.concat([before, Buffer.from(random.pick(TEXTS)), after]);
        break;
      default:
        if (random.below(4) === 0) result = Buffer.from(before);
        else result.fill(random.pick([0, 0xff]), at, Math.min(at + 4, result.length));
    }
  }
  return result;
}

/** Elements of a manifest swapped, repeated, emptied or taken away, so that it stays XML. */
function changedElements(manifest: string, random: Random): string {
  const elements = [...manifest.matchAll(/<(\w+)[^<>]*>[^<>]*<\/\1>/g)];
  const [one, other] = [random.pick(elements), random.pick(elements)];
  const text = random.pick([
    '',
    ' ',
    'x',
    '2999-12-31',
    'U1',
    'G1',
    '0',
    'a'.repeat(40_000),
    random.pick(elements)[0],
  ]);
  const replacement = ['', one[0] + one[0], other[0], one[0].replace(/>[^<>]*</, () => `>${text}<`)][
    random.below(4)
  ] as string;
  return manifest.slice(0, one.index) + replacement + manifest.slice(one.index + one[0].length);
}

function changedSip(sip: Sip, random: Random): Sip {
  let { manifest } = sip;
  for (let left = 1 + random.below(3); left > 0; left--) manifest = changedElements(manifest, random);
  return { ...sip, manifest };
}

/**
 * A manifest with whatever the standard has, changed by the mutations of its own test, for the sample's contract and
 * agency: most of it describes what the package does not hold.
 */
function richManifest(seed: number): string {
  const choices = choicesFrom(seed);
  const generator = new ManifestGenerator(
    choices.pick(SEDA_VERSIONS),
    choices.pick(['strict', 'compatible']),
  );
  // The first documents hold everything at once; later ones are short.
  const from = choices.below(20);
  for (let warm = 0; warm < from; warm++) generator.make(choicesFrom(warm));
  const root = generator.make(choices);
  const told: Readonly<Record<string, string>> = {
    ArchivalAgreement: SAMPLE.ingestContract,
    OriginatingAgencyIdentifier: SAMPLE.agency,
    SubmissionAgencyIdentifier: SAMPLE.agency,
  };
  const names = new Set<string>();
  for (const element of everyElement(root)) {
    names.add(element.name);
    const text = told[element.name];
    if (text !== undefined) element.children = [text];
  }
  if (choices.chance(0.5)) mutate(root, [...names], choices);
  return xmlOf(root);
}

/** A good package with something broken in its bytes, in its manifest's bytes or elements, or with a rich manifest. */
export async function brokenPackage(seed: number): Promise<Buffer> {
  const random = randomFrom(seed);
  const packed = CONTAINERS[random.pick(Object.keys(CONTAINERS))] as (typeof CONTAINERS)[string];
  const sip = goodSip(seed);
  switch (random.below(4)) {
    case 0:
      return changedBytes(await packed(sip), random);
    case 1: {
      const manifest = changedBytes(Buffer.from(sip.manifest), random);
      return packed([['manifest.xml', manifest], ...Object.entries(sip.files)]);
    }
    case 2:
      return packed({ ...sip, manifest: richManifest(seed) });
    default:
      return packed(changedSip(sip, random));
  }
}

export interface BrokenEntry {
  /** Of the operation, or of the refusal at the door. */
  readonly status: string;
  /** From the first byte sent to the reply. */
  readonly ms: number;
}

/**
 * Enters the broken package of a seed and looks at what becomes of it: never a technical failure, never a part.
 * @throws Error that names the seed
 */
export async function enterBroken(archive: TestArchive, seed: number): Promise<BrokenEntry> {
  const fail = (what: unknown) => new Error(`seed ${seed}: ${JSON.stringify(what)?.slice(0, 2_000)}`);
  const source = await brokenPackage(seed);
  // The door refuses an empty body, and nothing else of what comes here.
  if (source.length === 0) return { status: 'EMPTY', ms: 0 };
  const start = performance.now();
  const { id, state, status, events, reply } = await archive.enter(source).catch((error: unknown) => {
    throw new Error(`seed ${seed}`, { cause: error });
  });
  const ms = performance.now() - start;
  if (state !== 'COMPLETED' || status === 'FATAL') throw fail(events.slice(-4));
  const left = await archive.leftOf(id);
  if (status === 'KO') {
    if (JSON.stringify(left) !== JSON.stringify(ONLY_THE_REPLY)) throw fail(left);
    if (!reply.includes('<ReplyCode>KO</ReplyCode>')) throw fail(reply);
    return { status, ms };
  }
  const {
    unit = 0,
    object_group: groups = 0,
    life_cycle: lifeCycles = 0,
    accession_register_detail: register,
  } = left;
  const staged = Object.keys(left).filter((table) => table.startsWith('staged'));
  if (lifeCycles !== unit + groups || register !== 1 || staged.length > 0) throw fail(left);
  return { status, ms };
}
