import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { DATED } from './dated.ts';
import { type MadeFile, pdfFile, pngFile, textFile } from './files.ts';
import {
  closing,
  type Heading,
  type ManifestObject,
  type ManifestUnit,
  objectText,
  opening,
  unitText,
} from './manifest.ts';
import { randomFrom } from './random.ts';
import { day, folderTitle, pieceTitle, sentence, TOWN } from './words.ts';

/** Identifiers that the made packages rely on: import them first (see `sampleReferentials`). */
export const SAMPLE = {
  agency: 'SAINT-AUBIN-LA-VELLE',
  ingestContract: 'CE-EXEMPLE',
  accessContract: 'CA-EXEMPLE',
  appraisalRule: 'APP-EXEMPLE',
} as const;

/** Referentials of the made packages, in the form that the administration's API takes. */
export const sampleReferentials = {
  agencies: `Identifier,Name,Description\n${SAMPLE.agency},Commune de ${TOWN},Commune imaginaire des versements d’exemple\n`,
  rules: `RuleId,RuleType,RuleValue,RuleDescription,RuleDuration,RuleMeasurement\n${SAMPLE.appraisalRule},AppraisalRule,Dossiers d’exemple,Durée d’utilité administrative des dossiers d’exemple,10,Year\n`,
  ingestContracts: [
    { Identifier: SAMPLE.ingestContract, Name: 'Contrat d’entrée d’exemple', Status: 'ACTIVE' },
  ],
  accessContracts: [
    {
      Identifier: SAMPLE.accessContract,
      Name: 'Contrat d’accès d’exemple',
      Status: 'ACTIVE',
      EveryOriginatingAgency: true,
      EveryDataObjectVersion: true,
    },
  ],
} as const;

const heading = (
  messageIdentifier: string,
  comment: string,
  contract: string = SAMPLE.ingestContract,
): Heading => ({
  messageIdentifier,
  comment,
  contract,
  agency: SAMPLE.agency,
  date: '2026-01-15T09:00:00',
});

/**
 * A first package to try: three folders of an imaginary town with texts, pages and plans.
 * @param contract identifier of the sample's ingest contract, where the archive numbers its contracts itself
 */
export function firstPackage(seed = 1, contract?: string): Readable {
  const random = randomFrom(seed);
  const zip = new ZipFile();
  const objects: ManifestObject[] = [];
  let pieces = 0;
  const piece = (): ManifestUnit => {
    const number = ++pieces;
    const title = pieceTitle(random, number);
    const made = [textFile(random, title, 1_500), pdfFile(random, title), pngFile(random)][
      number % 3
    ] as MadeFile;
    objects.push(add(zip, number, made));
    return {
      id: `U${number}`,
      level: 'Item',
      title,
      description: sentence(random),
      startDate: day(random),
      groupId: `G${number}`,
    };
  };
  const folders = Array.from(
    { length: 3 },
    (_, at): ManifestUnit => ({
      id: `F${at + 1}`,
      level: 'File',
      title: folderTitle(random, at + 1),
      description: `Dossiers de la commune de ${TOWN}, versement d’exemple.`,
      rules: [
        { category: 'AppraisalRule', rule: SAMPLE.appraisalRule, start: '2015-01-01', finalAction: 'Keep' },
      ],
      children: Array.from({ length: 4 }, piece),
    }),
  );
  const root: ManifestUnit = { id: 'R', level: 'RecordGrp', title: `Archives de ${TOWN}`, children: folders };
  const head = heading(
    'Premier versement d’exemple',
    `Versement d’exemple de la commune de ${TOWN}`,
    contract,
  );
  const manifest = [
    opening(head),
    ...objects.map(objectText),
    '<DescriptiveMetadata>',
    unitText(root),
    '</DescriptiveMetadata>',
    closing(head),
  ];
  zip.addBuffer(Buffer.from(manifest.join('')), 'manifest.xml', DATED);
  zip.end();
  return zip.outputStream as Readable;
}

export interface ManyUnits {
  readonly units: number;
  /** Bytes of each object. */
  readonly objectSize: number;
  readonly seed: number;
  /** Units of one folder. */
  readonly perFolder?: number;
}

/**
 * A package of many small units with one object each, in folders: what benchmarks enter. Objects are made as the
 * package is read; only their digests are kept.
 */
export function manyUnits(many: ManyUnits): Readable {
  const zip = new ZipFile();
  // The directory of a zip tells sizes and checksums, so each object is made twice instead of kept.
  for (let number = 1; number <= many.units; number++)
    zip.addReadStreamLazy(
      `content/${number}.txt`,
      { ...DATED, compress: false, size: many.objectSize },
      (callback) => callback(null, Readable.from([pieceOf(many, number).content])),
    );
  zip.addReadStreamLazy('manifest.xml', { ...DATED, compress: true, compressionLevel: 1 }, (callback) =>
    callback(null, Readable.from(manyUnitsManifest(many))),
  );
  zip.end();
  return zip.outputStream as Readable;
}

/** The manifest of that package, in pieces of some hundred kilobytes. */
export function manyUnitsManifest(many: ManyUnits): Generator<Buffer> {
  return gathered(manifestOf(many));
}

function* manifestOf(many: ManyUnits): Generator<string> {
  const { units, seed, perFolder = 100 } = many;
  const head = heading(`Versement de ${units} unités`, 'Versement d’essai');
  yield opening(head);
  for (let number = 1; number <= units; number++) yield objectText(described(number, pieceOf(many, number)));
  yield '<DescriptiveMetadata>';
  for (let first = 1; first <= units; first += perFolder)
    yield folder(first, Math.min(first + perFolder - 1, units), seed);
  yield `</DescriptiveMetadata>${closing(head)}`;
}

const pieceOf = ({ seed, objectSize }: ManyUnits, number: number) =>
  textFile(randomFrom(seed + number), `Pièce ${number}`, objectSize);

function folder(first: number, last: number, seed: number): string {
  const random = randomFrom(seed ^ first);
  const children = Array.from({ length: last - first + 1 }, (_, at): ManifestUnit => {
    const number = first + at;
    return {
      id: `U${number}`,
      level: 'Item',
      title: pieceTitle(random, number),
      description: `${sentence(random)} ${sentence(random)}`,
      startDate: day(random),
      groupId: `G${number}`,
      rules: [
        { category: 'AppraisalRule', rule: SAMPLE.appraisalRule, start: day(random), finalAction: 'Keep' },
      ],
    };
  });
  return unitText({ id: `F${first}`, level: 'File', title: folderTitle(random, first), children });
}

function* gathered(pieces: Iterable<string>): Generator<Buffer> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < 1 << 18) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

function add(zip: ZipFile, number: number, made: MadeFile): ManifestObject {
  const object = described(number, made);
  zip.addBuffer(made.content, object.uri, DATED);
  return object;
}

function described(number: number, { content, extension, formatId, mimeType }: MadeFile): ManifestObject {
  const fileName = `${number}.${extension}`;
  return {
    id: `B${number}`,
    groupId: `G${number}`,
    uri: `content/${fileName}`,
    digest: hash('sha512', content, 'hex'),
    size: content.length,
    formatId,
    mimeType,
    fileName,
  };
}
