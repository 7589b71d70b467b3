import type { Clock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import type { GuidMaker } from './identifiers.ts';
import type { Log } from './log.ts';

/** What every room of the archive stands on; each role has its own, on its own connections. */
export interface Platform {
  readonly configuration: Configuration;
  readonly database: Database;
  readonly guids: GuidMaker;
  readonly clock: Clock;
  readonly log: Log;
}
