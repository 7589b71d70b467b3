import { createHash } from 'node:crypto';
import { closing, type MadeFile, objectText, opening, SAMPLE, unitText, zipOf } from '@perenne/sample';

/** Packages for the journeys, entered under the sample's referentials. */

export interface TitledFile extends Omit<MadeFile, 'extension'> {
  readonly name: string;
  /** Of the unit that it is the document of. */
  readonly title: string;
}

export const HEAD = {
  contract: SAMPLE.ingestContract,
  agency: SAMPLE.agency,
  date: '2026-01-15T09:00:00',
};

export const sha512 = (content: Buffer) => createHash('sha512').update(content).digest('hex');

/** A package of one unit for each file. */
export function packageOfFiles(messageIdentifier: string, files: readonly TitledFile[]): Promise<Buffer> {
  const head = { ...HEAD, messageIdentifier, comment: messageIdentifier };
  const objects = files.map(({ name, content, formatId, mimeType }, at) =>
    objectText({
      ...{ id: `O${at}`, groupId: `G${at}`, uri: `content/${name}`, digest: sha512(content) },
      ...{ size: content.length, formatId, mimeType, fileName: name },
    }),
  );
  const units = files.map(({ title }, at) =>
    unitText({ id: `U${at}`, level: 'Item', title, groupId: `G${at}` }),
  );
  const manifest = `${opening(head)}${objects.join('')}<DescriptiveMetadata>${units.join('')}</DescriptiveMetadata>${closing(head)}`;
  return zipOf(
    [
      { path: 'manifest.xml', content: Buffer.from(manifest) },
      ...files.map(({ name, content }) => ({ path: `content/${name}`, content })),
    ],
    new Date(2026, 0, 15),
  );
}

/** A picture that no browser shows. */
export const TIFF: TitledFile = {
  name: 'plan.tif',
  title: 'plan-numerise',
  content: Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  formatId: 'fmt/353',
  mimeType: 'image/tiff',
};
