import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientConfig } from 'pg';
import { ROLES } from './identity/roles.ts';
import {
  CREDENTIALS_FILE,
  readCredentialsFile,
  writeCredentialsFile,
} from './installation/credentials-file.ts';
import { type Configuration, ConfigurationError, readConfiguration } from './platform/configuration.ts';
import { EmbeddedPostgresError, startEmbeddedPostgres } from './platform/embedded-postgres/index.ts';
import { openLog } from './platform/log.ts';
import { prepare } from './preparation.ts';
import { superviseRoles } from './roles/supervisor.ts';

/**
 * `npm start`: the database, the schema, the installed state, then each role in a thread of its own. This thread
 * only supervises, so that nothing keeps a signal waiting; it ends everything that it started, the database last. It
 * imports little, since what it loads stays in memory beside what the roles load for themselves.
 */

type Closer = () => Promise<void>;

const say = (line: string) => console.error(line);

async function start(closers: Closer[]): Promise<void> {
  const configuration = readConfiguration(process.env);
  const log = openLog(configuration.logLevel);
  if (configuration.testSupport)
    say(
      'ATTENTION : PERENNE_TEST_SUPPORT=1 ouvre /test-support/v1, par lequel une clé d’accès complet vide un coffre, et admet l’antivirus des essais. Jamais en production.',
    );
  await mkdir(configuration.dataFolder, { recursive: true });
  const pages = buildFrontOffice(configuration);
  const connection = await openConnection(configuration, closers);
  const { node, isDemonstrationDue } = await prepare({
    ...{ configuration, connection },
    url: addressOf(configuration, undefined),
  });
  await pages;
  const supervisor = await superviseRoles(configuration.roles, { configuration, connection, node }, log);
  closers.push(supervisor.drain);
  const url = addressOf(configuration, supervisor.port);
  await present(configuration, url);
  // Its client would have to trust this machine's address under the certificate's name.
  if (isDemonstrationDue && configuration.tls !== undefined)
    say('perenne: la démonstration se charge sans TLS ; elle attend un démarrage sans PERENNE_TLS_CERT.');
  else if (isDemonstrationDue && configuration.roles.includes('api')) {
    const { loadDemonstration } = await import('./demonstration.ts');
    closers.push(loadDemonstration({ url, dataFolder: configuration.dataFolder, connection, say }));
  }
}

const PAGES = fileURLToPath(new URL('../../web/index.html', import.meta.url));

/** Without its pages the archive still answers programs: a build that fails is told and does not stop it. */
async function buildFrontOffice({ roles }: Configuration): Promise<void> {
  if (!roles.includes('api') || !existsSync(PAGES)) return;
  try {
    const { buildWeb } = await import('../../../scripts/build-web.ts');
    await buildWeb(say);
  } catch (error) {
    tell(error);
  }
}

/** The embedded database, which this process ends, or the one of the configuration. */
async function openConnection(
  { databaseUrl, dataFolder }: Configuration,
  closers: Closer[],
): Promise<ClientConfig> {
  if (databaseUrl !== undefined) return { connectionString: databaseUrl };
  const embedded = await startEmbeddedPostgres({ dataFolder, log: say });
  closers.push(embedded.stop);
  return { ...embedded.connection };
}

/** Where a browser on this machine finds the service. */
function addressOf({ host, port, tls }: Configuration, listening: number | undefined): string {
  const isEvery = host === '0.0.0.0' || host === '::';
  const name = isEvery ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${listening ?? port}`;
}

/** Secrets are shown to a person at a terminal only, not to the log of a service manager. */
async function present({ dataFolder, roles }: Configuration, url: string): Promise<void> {
  const credentials = await readCredentialsFile(dataFolder);
  if (credentials && credentials.url !== url && roles.includes('api'))
    await writeCredentialsFile(dataFolder, { ...credentials, url });
  const lines = [`Pérenne est prête : ${url}`];
  if (credentials && process.stdout.isTTY) {
    for (const { email, password, role } of credentials.accounts)
      lines.push(
        `  Compte     ${email}   mot de passe ${password}   (${role}, ${ROLES[role as keyof typeof ROLES]})`,
      );
    lines.push(`  Clé d’API  ${credentials.apiKey}`);
  } else if (credentials) lines.push(`  Accès      ${join(dataFolder, CREDENTIALS_FILE)}`);
  lines.push(`  Données    ${dataFolder}`);
  if (process.stdout.isTTY) lines.push('  Ctrl-C pour arrêter.');
  console.log(lines.join('\n'));
}

/** What the person who starts the service can mend is told in one line; the rest with its stack. */
function tell(error: unknown): void {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof ConfigurationError || error instanceof EmbeddedPostgresError)
    say(`perenne: ${message}`);
  else if (code === 'EADDRINUSE')
    say(`perenne: le port est déjà pris (${message}). Choisissez-en un autre par PERENNE_PORT.`);
  else console.error(error);
}

async function closeAll(closers: Closer[]): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
}

const closers: Closer[] = [];
const starting = start(closers);
let ending = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, async () => {
    // A second signal is impatience; the database is then told to end by the exit itself.
    if (ending) process.exit(130);
    ending = true;
    await starting.catch(() => undefined);
    try {
      await closeAll(closers);
      process.exit(0);
    } catch (error) {
      tell(error);
      process.exit(1);
    }
  });

try {
  await starting;
} catch (error) {
  if (!ending) {
    tell(error);
    await closeAll(closers).catch(tell);
    process.exit(1);
  }
}
