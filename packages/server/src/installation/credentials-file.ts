import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** What scripts of the machine's owner may know: `credentials.json` in the data folder, mode 600. */
export interface Credentials {
  readonly url: string;
  readonly apiKey: string;
  readonly accounts: readonly { readonly email: string; readonly password: string; readonly role: string }[];
}

export const CREDENTIALS_FILE = 'credentials.json';

/** @returns undefined when there is none */
export async function readCredentialsFile(dataFolder: string): Promise<Credentials | undefined> {
  try {
    return JSON.parse(await readFile(join(dataFolder, CREDENTIALS_FILE), 'utf8')) as Credentials;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whole or not at all, and on the disk when it returns: the secrets are nowhere else. */
export async function writeCredentialsFile(dataFolder: string, credentials: Credentials): Promise<void> {
  const path = join(dataFolder, CREDENTIALS_FILE);
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    // An older file of that name keeps its mode when it is opened.
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify(credentials, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}
