import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type TenantId, type Tx, technicalDate } from '../../platform/index.ts';
import { agencyLinks, familiesOf } from '../agency-family.ts';
import type { Agency } from '../documents.ts';
import type { ReferentialHouse } from '../journal.ts';
import { writeNotice } from './write-notice.ts';

/** @param holder who keeps the records @returns what writes the notice of an agency of the tenant */
export async function noticeWriter(
  tx: Tx,
  { clock }: Pick<ReferentialHouse, 'clock'>,
  tenant: TenantId,
  holder: string,
): Promise<(agency: Agency) => string> {
  const family = familiesOf(await agencyLinks(tx, tenant));
  const names = await tx.query<{ identifier: string; name: string }>(
    `select identifier, doc ->> 'Name' as name from referential where tenant = $1 and kind = 'agency'`,
    [tenant],
  );
  const named = new Map(names.map(({ identifier, name }) => [identifier, name]));
  const now = technicalDate(clock.now());
  return (agency) =>
    writeNotice(agency, {
      ...{ holder, now, family: family(agency.Identifier) },
      nameOf: (identifier) => named.get(identifier),
    });
}

/** Name of a notice's file: what file systems do not take is left out. */
export const noticeName = (identifier: string) =>
  `${identifier.replace(/[^\p{L}\p{Nd}._-]/gu, '_').slice(0, 120)}.xml`;

/** A file for each agency. */
export function zipOfNotices(
  pages: AsyncIterable<readonly Agency[]>,
  write: (agency: Agency) => string,
): Readable {
  const zip = new ZipFile();
  const taken = new Map<string, number>();
  const fill = async () => {
    for await (const agencies of pages)
      for (const agency of agencies) {
        const name = noticeName(agency.Identifier);
        const key = name.toLowerCase();
        const before = taken.get(key) ?? 0;
        taken.set(key, before + 1);
        zip.addBuffer(Buffer.from(write(agency)), before === 0 ? name : `${before + 1}-${name}`);
      }
    zip.end();
  };
  const output = zip.outputStream as Readable;
  fill().catch((error: Error) => output.destroy(error));
  return output;
}
