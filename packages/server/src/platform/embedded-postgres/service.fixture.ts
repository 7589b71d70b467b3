import { startEmbeddedPostgres } from './index.ts';

/** A service of tests: holds the database of a data folder until its input ends; tells the connection. */
const [dataFolder = ''] = process.argv.slice(2);
try {
  const database = await startEmbeddedPostgres({ dataFolder, log: console.error, patienceMs: 0 });
  console.log(JSON.stringify({ connection: database.connection }));
  process.stdin.resume().once('end', () => database.stop());
} catch (error) {
  console.log(JSON.stringify({ code: (error as { code?: string }).code, message: (error as Error).message }));
}
