import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';

/** What can be set from outside (README, "Settings"); read once at start. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  /** Folder of everything that the embedded mode keeps. Absolute. */
  readonly dataFolder: string;
  /** URL of an external PostgreSQL; absent: the embedded one. */
  readonly databaseUrl?: string;
  readonly roles: readonly Role[];
  readonly testSupport: boolean;
  /** Whether the demonstration is loaded; absent: on the first start with the embedded database. */
  readonly demonstration?: boolean;
  readonly logLevel: string;
  readonly antivirus: Antivirus;
  readonly limits: Limits;
  /** Absent: plain HTTP, behind a proxy. */
  readonly tls?: Tls;
  /** Addresses or networks whose header `X-SSL-CLIENT-CERT` is believed; none by default. */
  readonly certificateProxies: readonly string[];
  /** Permissions for which a personal certificate is wanted as well. */
  readonly personalCertificatePermissions: readonly string[];
  /** Limits of what one tenant is given in one delivery, by tenant. */
  readonly deliveryThresholds: Readonly<Record<string, DeliveryThreshold>>;
  /** What an import of rules accepts, by tenant; none by default. */
  readonly minimumRuleDurations: Readonly<Record<string, LeastDurations>>;
  readonly classificationLevel: ClassificationLevels;
  /** Whether a search may have all its matches counted (`$track_total_hits`), which costs what they are many. */
  readonly authorizeTrackTotalHits: boolean;
  /** Absent: no package that lies on the server is taken in. */
  readonly localPackages?: LocalPackages;
  /** Tenants that show units with `#computedInheritedRules.inheritedRulesAPIOutput`, once their rules are computed. */
  readonly inheritedRulesAPIOutput: readonly number[];
  /** Referentials whose identifiers clients give, by tenant; in the others the archive numbers them. */
  readonly clientIdentifiers: Readonly<Record<string, readonly NumberedReferential[]>>;
}

/** Referentials that the archive can number (spec api.md 8). */
export const NUMBERED_REFERENTIALS = [
  'INGEST_CONTRACT',
  'ACCESS_CONTRACT',
  'MANAGEMENT_CONTRACT',
  'PROFILE',
  'ARCHIVE_UNIT_PROFILE',
  'SECURITY_PROFILE',
  'CONTEXT',
] as const;
export type NumberedReferential = (typeof NUMBERED_REFERENTIALS)[number];

/** Least durations of rules, by category: `{ AppraisalRule: '1 year' }`. */
export type LeastDurations = Readonly<Record<string, string>>;

/** TLS ended by the service itself; everything in PEM. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
  /** Authorities of the applications' certificates; absent: no certificate is asked for. */
  readonly clientAuthorities?: string;
  /** Revocation lists of these authorities. */
  readonly revocations?: string;
}

/** Packages that lie on the server (spec ingest.md 2.2). */
export interface LocalPackages {
  /** Holds a folder for each tenant, by its number. Absolute. */
  readonly folder: string;
  /** What becomes of a package once it is taken in. */
  readonly afterUpload: 'MOVE' | 'DELETE' | 'NONE';
}

/** Classification levels that units may have (spec ingest.md 12.3). */
export interface ClassificationLevels {
  readonly allowList: readonly string[];
  /** A unit may have none. */
  readonly authorizeNotDefined: boolean;
}

export interface DeliveryThreshold {
  readonly bytes: number;
  /** A request may ask for more: it is then only warned of. */
  readonly authorize: boolean;
}

export type Role = 'api' | 'worker';

export type Antivirus =
  | { readonly kind: 'none' }
  | { readonly kind: 'clamd'; readonly host: string; readonly port: number }
  | { readonly kind: 'command'; readonly command: string }
  /** Knows the EICAR test string only; with PERENNE_TEST_SUPPORT alone. */
  | { readonly kind: 'eicar' };

export interface Limits {
  /** Largest package taken in, bytes. */
  readonly packageBytes: number;
  /** Largest sum of the inflated entries of a package, bytes. */
  readonly unpackedBytes: number;
  /** Most entries in a package. */
  readonly packageEntries: number;
  /** Most units, links, groups and objects of a manifest: what an entry remembers grows with them. */
  readonly manifestElements: number;
  /** Longest path from a root to a unit. */
  readonly unitDepth: number;
  /** Most units of one operation on a selection, unless its request says another number. */
  readonly selectedUnits: number;
  /** As selectedUnits, where rules are computed. */
  readonly computedUnits: number;
  /** Most units, or groups, of one stream. */
  readonly streamedDocuments: number;
  /** Streams of units, and as many of groups, that a tenant is given in a day. */
  readonly streamsByDay: number;
  /** Most life cycles secured by one operation, which holds as many lines in memory. */
  readonly securedLifeCycles: number;
  /** Largest delivery, bytes, unless its request or its tenant says another. */
  readonly deliveryBytes: number;
}

export class ConfigurationError extends Error {}

const CONTRACTS = ['INGEST_CONTRACT', 'ACCESS_CONTRACT', 'MANAGEMENT_CONTRACT'] as const;

const DEFAULTS = {
  port: 8080,
  host: '127.0.0.1',
  dataFolder: './data',
  limits: {
    packageBytes: 1024 ** 4,
    unpackedBytes: 4 * 1024 ** 4,
    packageEntries: 10_000_000,
    manifestElements: 2_000_000,
    unitDepth: 500,
    selectedUnits: 100_000,
    computedUnits: 100_000_000,
    streamedDocuments: 1_000_000,
    streamsByDay: 3,
    securedLifeCycles: 100_000,
    deliveryBytes: 1024 ** 3,
  },
  classificationLevel: {
    allowList: ['Non protégé', 'Secret Défense', 'Confidentiel Défense'],
    authorizeNotDefined: true,
  },
  // As on an installed platform. The demonstration, in tenant 3, names its contracts, so that they are readable.
  clientIdentifiers: {
    0: [...CONTRACTS, 'ARCHIVE_UNIT_PROFILE'],
    1: [...CONTRACTS, 'PROFILE', 'SECURITY_PROFILE', 'CONTEXT'],
    3: [...CONTRACTS, 'ARCHIVE_UNIT_PROFILE'],
  } as Record<string, readonly NumberedReferential[]>,
};

/** @throws ConfigurationError saying which variable is wrong and what it may be */
export function readConfiguration(environment: NodeJS.ProcessEnv): Configuration {
  const file = fileOf(environment.PERENNE_CONFIG);
  const databaseUrl = secret(environment, 'PERENNE_DATABASE_URL');
  const testSupport = environment.PERENNE_TEST_SUPPORT === '1';
  return {
    port: numberOf(environment, 'PERENNE_PORT', DEFAULTS.port, 65_535),
    host: environment.PERENNE_HOST ?? DEFAULTS.host,
    dataFolder: resolve(environment.PERENNE_DATA ?? DEFAULTS.dataFolder),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    roles: rolesOf(environment.PERENNE_ROLES),
    testSupport,
    ...demonstrationOf(environment.PERENNE_DEMO),
    logLevel: environment.PERENNE_LOG ?? 'warn',
    antivirus: antivirusOf(file.antivirus, testSupport),
    limits: limitsOf(file.limits),
    deliveryThresholds: deliveryThresholdsOf(file.deliveryThresholds),
    minimumRuleDurations: minimumRuleDurationsOf(file.minimumRuleDurations),
    classificationLevel: classificationLevelOf(file.classificationLevel),
    authorizeTrackTotalHits: flagOf(file, 'authorizeTrackTotalHits'),
    ...localPackagesOf(file.localPackages),
    inheritedRulesAPIOutput: tenantsOf(file, 'inheritedRulesAPIOutput'),
    clientIdentifiers: clientIdentifiersOf(file.clientIdentifiers),
    ...tlsOf(environment),
    certificateProxies: proxiesOf(environment.PERENNE_CERTIFICATE_PROXIES),
    personalCertificatePermissions: textsOf(file, 'personalCertificatePermissions'),
  };
}

function fileOf(path: string | undefined): Record<string, unknown> {
  if (path === undefined) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigurationError(`PERENNE_CONFIG: ${path} is not a readable JSON file`, { cause: error });
  }
}

/** A value given directly, or by the path of a file that holds it (`NAME_FILE`). */
function secret(environment: NodeJS.ProcessEnv, name: string): string | undefined {
  const file = environment[`${name}_FILE`];
  if (file === undefined) return environment[name];
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new ConfigurationError(`${name}_FILE: ${file} cannot be read`, { cause: error });
  }
}

function tlsOf(environment: NodeJS.ProcessEnv): Pick<Configuration, 'tls'> {
  const cert = secret(environment, 'PERENNE_TLS_CERT');
  const key = secret(environment, 'PERENNE_TLS_KEY');
  const clientAuthorities = secret(environment, 'PERENNE_TLS_CLIENT_CA');
  const revocations = secret(environment, 'PERENNE_TLS_CRL');
  if (cert === undefined || key === undefined) {
    if ((cert ?? key ?? clientAuthorities ?? revocations) !== undefined)
      throw new ConfigurationError('TLS wants both PERENNE_TLS_CERT_FILE and PERENNE_TLS_KEY_FILE');
    return {};
  }
  if (revocations !== undefined && clientAuthorities === undefined)
    throw new ConfigurationError('PERENNE_TLS_CRL_FILE wants PERENNE_TLS_CLIENT_CA_FILE');
  return {
    tls: {
      ...{ cert, key },
      ...(clientAuthorities === undefined ? {} : { clientAuthorities }),
      ...(revocations === undefined ? {} : { revocations }),
    },
  };
}

function proxiesOf(text: string | undefined): string[] {
  const proxies = (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address);
    if (
      family === 0 ||
      (bits !== undefined && (!/^\d+$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)))
    )
      throw new ConfigurationError(
        `PERENNE_CERTIFICATE_PROXIES: "${proxy}" is neither an address nor a network (10.0.0.0/24)`,
      );
  }
  return proxies;
}

function textsOf(file: Record<string, unknown>, name: string): string[] {
  const value = file[name] ?? [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
    throw new ConfigurationError(`${name} must be a list of texts`);
  return value;
}

function flagOf(file: Record<string, unknown>, name: string): boolean {
  const value = file[name] ?? false;
  if (typeof value !== 'boolean') throw new ConfigurationError(`${name} must be true or false`);
  return value;
}

function tenantsOf(file: Record<string, unknown>, name: string): number[] {
  const value = file[name] ?? [];
  if (!Array.isArray(value) || value.some((each) => !Number.isInteger(each) || each < 0))
    throw new ConfigurationError(`${name} must be a list of tenants' numbers`);
  return value;
}

function numberOf(environment: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = environment[name];
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text) || Number(text) > max)
    throw new ConfigurationError(`${name} must be a whole number up to ${max}, not "${text}"`);
  return Number(text);
}

function rolesOf(text: string | undefined): Role[] {
  if (text === undefined) return ['api', 'worker'];
  const roles = text.split(',').map((role) => role.trim());
  for (const role of roles)
    if (role !== 'api' && role !== 'worker')
      throw new ConfigurationError(`PERENNE_ROLES: "${role}" is not a role; roles are api, worker`);
  return roles as Role[];
}

function demonstrationOf(text: string | undefined): Pick<Configuration, 'demonstration'> {
  if (text === undefined) return {};
  if (text !== '0' && text !== '1')
    throw new ConfigurationError(`PERENNE_DEMO must be 0 (never) or 1 (load it), not "${text}"`);
  return { demonstration: text === '1' };
}

function antivirusOf(value: unknown, testSupport: boolean): Antivirus {
  if (value === undefined) return testSupport ? { kind: 'eicar' } : { kind: 'none' };
  const given = value as Record<string, unknown>;
  if (given.kind === 'none') return { kind: 'none' };
  if (given.kind === 'clamd' && typeof given.host === 'string' && typeof given.port === 'number')
    return { kind: 'clamd', host: given.host, port: given.port };
  if (given.kind === 'command' && typeof given.command === 'string')
    return { kind: 'command', command: given.command };
  throw new ConfigurationError(
    'antivirus must be {"kind":"none"}, {"kind":"clamd","host","port"} or {"kind":"command","command"}',
  );
}

function limitsOf(value: unknown): Limits {
  const given = (value ?? {}) as Record<string, unknown>;
  const limits: Record<string, number> = { ...DEFAULTS.limits };
  for (const [name, limit] of Object.entries(given)) {
    if (!(name in limits) || !Number.isSafeInteger(limit) || (limit as number) <= 0)
      throw new ConfigurationError(
        `limits.${name} is not a known limit with a positive whole number; limits are ${Object.keys(limits).join(', ')}`,
      );
    limits[name] = limit as number;
  }
  return limits as unknown as Limits;
}

function deliveryThresholdsOf(value: unknown): Record<string, DeliveryThreshold> {
  const given = Object.entries((value ?? {}) as Record<string, Partial<DeliveryThreshold>>);
  return Object.fromEntries(
    given.map(([tenant, { bytes, authorize = false }]) => {
      if (
        !/^\d+$/.test(tenant) ||
        !Number.isSafeInteger(bytes) ||
        (bytes as number) < 0 ||
        typeof authorize !== 'boolean'
      )
        throw new ConfigurationError(
          `deliveryThresholds.${tenant} must be a tenant's number with {"bytes": a whole number, "authorize": true or false}`,
        );
      return [tenant, { bytes: bytes as number, authorize }];
    }),
  );
}

function minimumRuleDurationsOf(value: unknown): Record<string, LeastDurations> {
  const given = Object.entries((value ?? {}) as Record<string, unknown>);
  for (const [tenant, durations] of given)
    if (
      !/^\d+$/.test(tenant) ||
      typeof durations !== 'object' ||
      durations === null ||
      !Object.values(durations).every((each) => /^\d{1,6} (day|month|year)$/i.test(String(each)))
    )
      throw new ConfigurationError(
        `minimumRuleDurations.${tenant} must be a tenant's number with durations by category: {"AppraisalRule": "1 year"}`,
      );
  return Object.fromEntries(given) as Record<string, LeastDurations>;
}

function classificationLevelOf(value: unknown): ClassificationLevels {
  const given = { ...DEFAULTS.classificationLevel, ...((value ?? {}) as Partial<ClassificationLevels>) };
  const { allowList, authorizeNotDefined } = given;
  const isList = Array.isArray(allowList) && allowList.every((level) => typeof level === 'string' && level);
  if (!isList || typeof authorizeNotDefined !== 'boolean')
    throw new ConfigurationError(
      'classificationLevel must be {"allowList": a list of levels, "authorizeNotDefined": true or false}',
    );
  return { allowList, authorizeNotDefined };
}

function localPackagesOf(value: unknown): Pick<Configuration, 'localPackages'> {
  if (value === undefined) return {};
  const { folder, afterUpload = 'MOVE' } = value as Partial<LocalPackages>;
  if (typeof folder !== 'string' || !isAbsolute(folder) || !['MOVE', 'DELETE', 'NONE'].includes(afterUpload))
    throw new ConfigurationError(
      'localPackages must be {"folder": an absolute path, "afterUpload": "MOVE", "DELETE" or "NONE"}',
    );
  return { localPackages: { folder, afterUpload } };
}

/** A tenant that is named has its list and nothing else; the others keep their default. */
function clientIdentifiersOf(value: unknown): Configuration['clientIdentifiers'] {
  const given = Object.entries((value ?? {}) as Record<string, unknown>);
  for (const [tenant, keys] of given)
    if (
      !/^\d+$/.test(tenant) ||
      !Array.isArray(keys) ||
      keys.some((key) => !(NUMBERED_REFERENTIALS as readonly unknown[]).includes(key))
    )
      throw new ConfigurationError(
        `clientIdentifiers.${tenant} must be a tenant's number with a list out of ${NUMBERED_REFERENTIALS.join(', ')}`,
      );
  return {
    ...DEFAULTS.clientIdentifiers,
    ...(Object.fromEntries(given) as Configuration['clientIdentifiers']),
  };
}
