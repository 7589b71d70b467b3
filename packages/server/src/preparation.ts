import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { ClientConfig } from 'pg';
import type { Configuration } from './platform/configuration.ts';

/** What a start prepares in the database before the roles begin: schema, installed state, this process's number. */

export interface PreparationData {
  readonly configuration: Configuration;
  readonly connection: ClientConfig;
  /** Address that the first start writes in the credentials. */
  readonly url: string;
}

export interface Prepared {
  /** Number of this process, which tells its identifiers from those of others. */
  readonly node: number;
  readonly isDemonstrationDue: boolean;
}

/**
 * Prepares in a thread of its own: what it loads for that is given back with it, where the thread that supervises
 * would keep it for the life of the service.
 * @throws what the preparation throws
 */
export async function prepare(data: PreparationData): Promise<Prepared> {
  const thread = new Worker(new URL(import.meta.url), { workerData: data, name: 'preparation' });
  let prepared: Prepared | undefined;
  thread.once('message', (message: Prepared) => {
    prepared = message;
  });
  await new Promise<void>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => resolve());
  });
  if (!prepared) throw new Error('the preparation of the database ended early');
  return prepared;
}

async function work({ configuration, connection, url }: PreparationData): Promise<Prepared> {
  const [
    { installedWithDemonstration },
    { install, writeCredentialsFile },
    { guidMaker, migrate, openDatabase, systemClock },
    { freeAll },
    { installFormats, installVocabulary },
  ] = await Promise.all([
    import('./demonstration.ts'),
    import('./installation/index.ts'),
    import('./platform/index.ts'),
    import('./operations/index.ts'),
    import('./referentials/index.ts'),
  ]);
  await migrate(connection);
  const database = openDatabase(connection, () => undefined);
  try {
    const node = await database.outsideTenants(async (tx) => {
      const [row] = await tx.query<{ number: number }>(
        'insert into node (started_at) values ($1) returning number',
        [systemClock.now()],
      );
      return row?.number ?? 0;
    });
    const platform = { database, guids: guidMaker(node), clock: systemClock };
    await install(platform, {
      url,
      demonstration: configuration.demonstration ?? configuration.databaseUrl === undefined,
      keep: (credentials) => writeCredentialsFile(configuration.dataFolder, credentials),
    });
    if (configuration.databaseUrl === undefined) await freeAll(database);
    await installVocabulary(platform);
    await installFormats(platform);
    const isDemonstrationDue = await installedWithDemonstration(platform, configuration, console.error);
    return { node, isDemonstrationDue };
  } finally {
    await database.close();
  }
}

if (!isMainThread && workerData) parentPort?.postMessage(await work(workerData as PreparationData));
