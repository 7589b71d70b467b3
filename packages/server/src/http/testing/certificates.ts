import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

/** An authority of this test run, by `openssl`; its keys go with its folder. */
export interface Authority {
  readonly cert: string;
  /** A certificate for a name, also as a server at 127.0.0.1, good for so many days. */
  issue(name: string, days?: number): Promise<Issued>;
  close(): Promise<void>;
}

export async function makeAuthority(name: string): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'perenne-authority-'));
  const path = (file: string) => join(folder, file);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    ...['req', '-x509', ...newKey, '-days', '30', '-subj', `/CN=${name}`],
    ...['-keyout', path('ca.key'), '-out', path('ca.pem')],
  ]);
  let serial = 0;
  return {
    cert: await readFile(path('ca.pem'), 'utf8'),
    async issue(subject, days = 10) {
      serial += 1;
      const at = path(String(serial));
      await writeFile(`${at}.ext`, 'subjectAltName=IP:127.0.0.1\n');
      await run('openssl', [
        ...['req', ...newKey, '-subj', `/CN=${subject}`, '-keyout', `${at}.key`, '-out', `${at}.csr`],
      ]);
      await run('openssl', [
        ...['x509', '-req', '-in', `${at}.csr`, '-CA', path('ca.pem'), '-CAkey', path('ca.key')],
        ...[
          '-set_serial',
          String(serial),
          '-days',
          String(days),
          '-extfile',
          `${at}.ext`,
          '-out',
          `${at}.pem`,
        ],
      ]);
      return { cert: await readFile(`${at}.pem`, 'utf8'), key: await readFile(`${at}.key`, 'utf8') };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
