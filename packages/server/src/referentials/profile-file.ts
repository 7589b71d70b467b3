import { ArchiveError, type TenantId, technicalDate } from '../platform/index.ts';
import type { ArchivalProfile } from './documents.ts';
import { presentDocument } from './import-documents.ts';
import { journalled, type Order, type ReferentialHouse, Refused } from './journal.ts';
import { backUp, keepFile, keptFile } from './kept-files.ts';
import { ARCHIVAL_PROFILE } from './kinds/archival-profile.ts';
import { receiveFile } from './received-file.ts';
import { noteChanges } from './record-notes.ts';
import { type Document, readRow, updateRows } from './store.ts';

/** Files of archival profiles: RELAX NG or XML Schema (spec api.md 6.3.8; model.md 13.1). */

const IMPORT = 'STP_IMPORT_PROFILE_FILE';
/** Largest file of a profile, bytes; those of the field have less than one megabyte. */
const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Gives a profile its file; an earlier one stays on the offers, and is no longer the profile's.
 * @param identifier of the profile
 * @returns the profile after it, in the form of the API
 * @throws ArchiveError adminBadRequest: unknown profile, or a file that is none of its format (the journal says
 * so); adminPrecondition: an empty one; adminConflict: another file came within the same second
 */
export async function importProfileFile(
  house: ReferentialHouse,
  order: Order,
  identifier: string,
  source: AsyncIterable<Uint8Array>,
): Promise<Document> {
  const { tenant } = order;
  const bytes = await receiveFile(source, MOST_BYTES);
  if (bytes.length === 0) throw new ArchiveError('adminPrecondition', 'The file is empty.');
  const known = await house.database.inTenant(tenant, (tx) =>
    readRow<ArchivalProfile>(tx, tenant, 'profile', identifier),
  );
  const fault = known && (await profileFileFault(bytes, known.doc.Format));
  return journalled(house, order, {
    type: IMPORT,
    lock: 'profile',
    turn: 'in turn',
    async work(tx) {
      const row = await readRow<ArchivalProfile>(tx, tenant, 'profile', identifier);
      if (!row) throw refused('adminBadRequest', `The profile ${identifier} does not exist`);
      if (fault !== undefined) throw refused('adminBadRequest', fault);
      const now = technicalDate(house.clock.now());
      const name = fileName(tenant, row.doc, now);
      const [taken] = await tx.query(
        `select 1 from placement where tenant = $1 and category = 'profiles' and name = $2`,
        [tenant, name],
      );
      if (taken) throw refused('adminConflict', `The file ${name} exists already: try again.`);
      const kept = await keepFile(tx, house, order, 'profiles', name, bytes);
      const doc = { ...row.doc, Path: name, LastUpdate: now };
      const version = row.version + 1;
      await updateRows(tx, tenant, 'profile', [{ identifier, version, doc }]);
      await noteChanges(tx, tenant, 'profile', order.operation, [identifier]);
      const backup = await backUp(tx, house, order, ARCHIVAL_PROFILE);
      return {
        events: [
          { type: ARCHIVAL_PROFILE.events.backup, status: 'OK', detail: backup },
          { type: IMPORT, status: 'OK', detail: kept },
        ],
        result: presentDocument(ARCHIVAL_PROFILE, { id: row.id, tenant, version, doc }),
      };
    },
  });
}

/** The file of a profile, as it was sent. @throws ArchiveError adminNotFound; StorageError */
export async function readProfileFile(house: ReferentialHouse, tenant: TenantId, identifier: string) {
  return house.database.inTenant(tenant, async (tx) => {
    const row = await readRow<ArchivalProfile>(tx, tenant, 'profile', identifier);
    const name = row?.doc.Path;
    const stream = name === undefined ? undefined : await keptFile(tx, house, tenant, 'profiles', name);
    if (name === undefined || stream === undefined)
      throw new ArchiveError(
        'adminNotFound',
        row ? `The profile ${identifier} has no file.` : `There is no ${identifier} in profiles.`,
      );
    return { name, stream };
  });
}

function refused(kind: 'adminBadRequest' | 'adminConflict', text: string): Refused {
  return new Refused(new ArchiveError(kind, text.slice(0, 2_000)), [
    { type: IMPORT, status: 'KO', detail: { [ARCHIVAL_PROFILE.words.check]: text } },
  ]);
}

/** `<tenant>_profile_<identifier>_<yyyyMMdd_HHmmss>.rng`. */
function fileName(tenant: TenantId, { Identifier, Format }: ArchivalProfile, now: string): string {
  const instant = now.slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return `${tenant}_profile_${Identifier}_${instant}.${Format === 'RNG' ? 'rng' : 'xsd'}`;
}

const ROOTS = { RNG: 'grammar', XSD: 'schema' } as const;

/**
 * Compiles the file. Nothing outside it is read: a schema that includes another one is refused, and so is any
 * document type declaration, by which entities come.
 * @returns why the file is none of its format; undefined when it is
 */
export async function profileFileFault(
  bytes: Uint8Array,
  format: 'RNG' | 'XSD',
): Promise<string | undefined> {
  // Looked for in every width of letters, since the file says its encoding itself.
  if (Buffer.from(bytes).toString('latin1').replaceAll('\0', '').includes('<!DOCTYPE'))
    return 'A document type declaration is not allowed';
  // Loaded here: ten megabytes that most processes never need.
  const { RelaxNGValidator, XmlDocument, XmlLibError, XsdValidator } = await import('libxml2-wasm');
  const opened: { dispose(): void }[] = [];
  try {
    const document = XmlDocument.fromBuffer(bytes);
    opened.push(document);
    const { name } = document.root;
    if (name !== ROOTS[format]) return `The root of the file is ${name.slice(0, 60)}, not ${ROOTS[format]}`;
    opened.push(format === 'RNG' ? RelaxNGValidator.fromDoc(document) : XsdValidator.fromDoc(document));
    return undefined;
  } catch (error) {
    if (error instanceof XmlLibError)
      return `The file does not compile as ${format}: ${error.message.split('\n', 1)[0]?.slice(0, 500)}`;
    throw error;
  } finally {
    for (const each of opened.reverse()) each.dispose();
  }
}
