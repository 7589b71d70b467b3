import { archivalProfileFile, findArchivalProfile } from '../../referentials/index.ts';
import type { EntryRun } from '../entry.ts';
import { manifestOf } from '../reception/sanity.ts';

/** libxml2 holds the whole document, some six times its text: above this it would take the service's memory. */
const MOST_BYTES = 100 * 1024 * 1024;

/**
 * Validates the manifest by the file of an archival profile (RELAX NG or XSD).
 * @returns why it does not conform, or undefined
 * @throws Error for a manifest too large for this control
 */
export async function checkByProfile(run: EntryRun, id: string): Promise<string | undefined> {
  const { database, storage } = run.house;
  const { profile, file } = await database.inTenant(run.tenant, async (tx) => {
    const found = await findArchivalProfile(tx, run.tenant, id);
    return { profile: found, file: found && (await archivalProfileFile(tx, storage, run.tenant, found)) };
  });
  if (!profile) return `The profile ${id} is not in the referential`;
  if (!file) return `The profile ${id} has no file`;
  const manifest = await manifestText(run);
  // Loaded here: ten megabytes that most entries never need.
  const { RelaxNGValidator, XmlDocument, XmlParseError, XmlValidateError, XsdValidator } = await import(
    'libxml2-wasm'
  );
  const opened: { dispose(): void }[] = [];
  try {
    const schema = XmlDocument.fromBuffer(file);
    opened.push(schema);
    const validator =
      profile.Format === 'RNG' ? RelaxNGValidator.fromDoc(schema) : XsdValidator.fromDoc(schema);
    opened.push(validator);
    const document = XmlDocument.fromBuffer(manifest);
    opened.push(document);
    validator.validate(document);
    return undefined;
  } catch (error) {
    if (error instanceof XmlValidateError || error instanceof XmlParseError) return firstLine(error.message);
    throw error;
  } finally {
    for (const each of opened.reverse()) each.dispose();
  }
}

async function manifestText(run: EntryRun): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of manifestOf(run)) {
    size += piece.length;
    if (size > MOST_BYTES)
      throw Object.assign(
        new Error(`the control by an archival profile takes manifests up to ${MOST_BYTES} bytes`),
        {
          code: 'PROFILE_CONTROL_TOO_LARGE',
        },
      );
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const firstLine = (text: string) => text.split('\n', 1)[0]?.slice(0, 2_000) ?? '';
