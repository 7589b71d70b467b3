export { canonicalJson } from './canonical-json.ts';
export { type Clock, systemClock, technicalDate } from './clock.ts';
export {
  type Antivirus,
  type ClassificationLevels,
  type Configuration,
  ConfigurationError,
  type DeliveryThreshold,
  type LeastDurations,
  type Limits,
  type NumberedReferential,
  type Role,
  readConfiguration,
  type Tls,
} from './configuration.ts';
export { csvLine, harmless, UTF8_MARK } from './csv-line.ts';
export {
  APPLICATION_ROLE,
  compose,
  type Database,
  DatabaseUnavailable,
  openDatabase,
  type Tx,
} from './database.ts';
export {
  Agencies,
  Count,
  counted,
  describes,
  type InJson,
  Instant,
  InstantText,
  itself,
  Members,
  orNull,
  StartedOperation,
  Text,
  type Told,
} from './described.ts';
export { ArchiveError, ERRORS, type ErrorName } from './errors.ts';
export {
  type GroupId,
  type Guid,
  type GuidMaker,
  type GuidType,
  guidMaker,
  isGuid,
  type ObjectId,
  type OperationId,
  readGuid,
  readTenant,
  type TenantId,
  type UnitId,
} from './identifiers.ts';
export { ADMINISTRATION_TENANT } from './installation.ts';
export { type Log, openLog } from './log.ts';
export { migrate } from './migrate.ts';
export type { Platform } from './platform.ts';
export type * from './tables.ts';
export {
  HOUR_MS,
  lastTurns,
  listedTenants,
  lookEvery,
  MINUTE_MS,
  nextTurn,
  type ScheduledWork,
  type Timetable,
  takeTurn,
} from './timetable.ts';
