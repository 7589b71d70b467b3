import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  closing,
  type Heading,
  type MadeFile,
  type ManifestObject,
  type ManifestUnit,
  objectText,
  opening,
  pdfFile,
  pngFile,
  randomFrom,
  SAMPLE,
  textFile,
  unitText,
} from '@perenne/sample';
import { pack } from 'tar-stream';
import { ZipFile } from 'yazl';
import { bzip2 } from './bzip2.ts';

/** A package before it is packed: its manifest and its files, which a test may change. */
export interface Sip {
  readonly manifest: string;
  readonly files: Readonly<Record<string, Buffer>>;
}

/** What goes into a container: a package, or entries in their order. */
export type Entries = Sip | readonly (readonly [string, Buffer])[];

export const HEADING: Heading = {
  messageIdentifier: 'Versement d’essai',
  comment: 'Trois pièces',
  contract: SAMPLE.ingestContract,
  agency: SAMPLE.agency,
  date: '2026-01-15T09:00:00',
};

/** Units of the good package: R above F, F above U1, U2, U3, each of these with a group of one object. */
export function goodSip(seed = 1): Sip {
  const random = randomFrom(seed);
  const made = [textFile(random, 'Délibération', 2_000), pdfFile(random, 'Registre'), pngFile(random)];
  const objects = made.map((file, at) => describe(file, at + 1));
  return sipOf(
    [
      {
        id: 'R',
        level: 'RecordGrp',
        title: 'Archives de la commune',
        children: [
          {
            id: 'F',
            level: 'File',
            title: 'Dossier',
            description: 'Un dossier & ses pièces',
            rules: [
              {
                category: 'AppraisalRule',
                rule: SAMPLE.appraisalRule,
                start: '2015-01-01',
                finalAction: 'Keep',
              },
            ],
            children: objects.map(({ groupId }, at) => ({
              id: `U${at + 1}`,
              level: 'Item' as const,
              title: `Pièce ${at + 1}`,
              startDate: '2014-05-02',
              endDate: '2014-06-01',
              groupId,
            })),
          },
        ],
      },
    ],
    objects,
    Object.fromEntries(objects.map(({ uri }, at) => [uri, (made[at] as MadeFile).content])),
  );
}

/** A package of units and objects described as the sample package has them. */
export function sipOf(
  units: readonly ManifestUnit[],
  objects: readonly ManifestObject[] = [],
  files: Readonly<Record<string, Buffer>> = {},
  heading: Partial<Heading> = {},
): Sip {
  const head = { ...HEADING, ...heading };
  return {
    manifest: [
      opening(head),
      ...objects.map(objectText),
      '<DescriptiveMetadata>',
      ...units.map(unitText),
      '</DescriptiveMetadata>',
      closing(head),
    ].join(''),
    files,
  };
}

export function describe(
  { content, extension, formatId, mimeType }: MadeFile,
  number: number,
): ManifestObject {
  return {
    id: `B${number}`,
    groupId: `G${number}`,
    uri: `content/${number}.${extension}`,
    digest: createHash('sha512').update(content).digest('hex'),
    size: content.length,
    formatId,
    mimeType,
    fileName: `${number}.${extension}`,
  };
}

/** The same package with its manifest changed; the text to change must be there. */
export function changed(sip: Sip, from: string | RegExp, to: string): Sip {
  const manifest = sip.manifest.replace(from, to);
  if (manifest === sip.manifest) throw new Error(`the manifest has no ${from}`);
  return { ...sip, manifest };
}

/** Entries of a container in their order: folders are left out, as most packers do. */
export const entriesOf = ({ manifest, files }: Sip): [string, Buffer][] => [
  ['manifest.xml', Buffer.from(manifest)],
  ...Object.entries(files),
];

const PACKED_AT = new Date('2026-01-15T09:00:00Z');

export async function zipOf(entries: Entries): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of listOf(entries)) zip.addBuffer(content, name, { mtime: PACKED_AT });
  zip.end();
  return gathered(zip.outputStream as AsyncIterable<Buffer>);
}

export async function tarOf(entries: Entries): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of listOf(entries)) tar.entry({ name, mtime: PACKED_AT }, content);
  tar.finalize();
  return gathered(tar as AsyncIterable<Buffer>);
}

/** Every container that an entry takes (spec ingest.md 3.1). */
export const CONTAINERS: Readonly<Record<string, (entries: Entries) => Promise<Buffer>>> = {
  zip: zipOf,
  tar: tarOf,
  'tar.gz': async (entries) => gzipSync(await tarOf(entries)),
  'tar.bz2': async (entries) => bzip2(await tarOf(entries)),
};

const listOf = (entries: Entries) => ('manifest' in entries ? entriesOf(entries) : entries);

async function gathered(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
