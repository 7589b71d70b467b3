import {
  ADMINISTRATION_TENANT,
  type Database,
  type Platform,
  type Tx,
  technicalDate,
} from '../platform/index.ts';
import { insertRows, type NewRow, readRows } from './store.ts';
import { COLLECTION_CODES, VOCABULARY_LINES } from './vocabulary.data.ts';

/** The vocabulary: which names descriptions may have, and of what type their values are (spec model.md 14). */

export type OntologyType = 'TEXT' | 'KEYWORD' | 'DATE' | 'LONG' | 'DOUBLE' | 'BOOLEAN' | 'GEO_POINT' | 'ENUM';

export interface OntologyEntry {
  readonly Identifier: string;
  readonly SedaField?: string;
  readonly ApiField?: string;
  readonly ShortName?: string;
  readonly Description?: string;
  readonly Type: OntologyType;
  readonly TypeDetail?: string;
  readonly StringSize?: string;
  readonly Origin: 'INTERNAL' | 'EXTERNAL';
  readonly Collections?: readonly string[];
  readonly CreationDate?: string;
  readonly LastUpdate?: string;
}

/** By identifier. */
export type Ontology = ReadonlyMap<
  string,
  { readonly type: OntologyType; readonly collections: readonly string[] }
>;

/** Setting whose `version` changes with every change of the vocabulary. */
const SETTING = 'ontology';

/** The vocabulary of an installed archive: Pérenne's own table, without dates. */
export function defaultVocabulary(): OntologyEntry[] {
  const all = Object.values(COLLECTION_CODES);
  return Object.entries(VOCABULARY_LINES).flatMap(([type, lines]) =>
    lines
      .trim()
      .split('\n')
      .map((line): OntologyEntry => {
        const [identifier = '', seda = '-', api = '-', ...codes] = line.split(' ');
        return {
          Identifier: identifier,
          ...named('SedaField', seda, identifier),
          ...named('ApiField', api, identifier),
          Type: type as OntologyType,
          Origin: 'INTERNAL',
          Collections:
            codes[0] === 'all'
              ? all
              : codes.map((code) => COLLECTION_CODES[code as keyof typeof COLLECTION_CODES]),
        };
      }),
  );
}

function named(member: 'SedaField' | 'ApiField', written: string, identifier: string) {
  return written === '-' ? {} : { [member]: written === '=' ? identifier : written };
}

/** Puts the default vocabulary in an archive that has none. Idempotent; two at once wait for each other. */
export async function installVocabulary({
  database,
  guids,
  clock,
}: Pick<Platform, 'database' | 'guids' | 'clock'>): Promise<void> {
  await database.inTenant(ADMINISTRATION_TENANT, async (tx) => {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('install ontology', 0))`);
    const [done] = await tx.query(
      `select 1 from referential where tenant = $1 and kind = 'ontology' limit 1`,
      [ADMINISTRATION_TENANT],
    );
    if (done) return;
    const now = technicalDate(clock.now());
    const rows = defaultVocabulary().map(
      (entry): NewRow => ({
        id: guids.make('ontology', ADMINISTRATION_TENANT),
        identifier: entry.Identifier,
        version: 0,
        doc: { ...entry, CreationDate: now, LastUpdate: now },
      }),
    );
    await insertRows(tx, ADMINISTRATION_TENANT, 'ontology', rows);
    await putVocabularyInForce(tx, now);
  });
}

/** Makes every process read the vocabulary anew, from the end of the transaction that changed it. */
export async function putVocabularyInForce(tx: Tx, version: string): Promise<void> {
  await tx.query(
    `insert into setting (name, value) values ($1, $2)
     on conflict (name) do update set value = excluded.value`,
    [SETTING, JSON.stringify({ version })],
  );
}

interface Cached {
  readonly version: string;
  readonly ontology: Ontology;
}

const CACHE = new WeakMap<Database, Cached>();

/** The vocabulary in force, kept in memory as long as its version stands. */
export async function loadOntology(database: Database): Promise<Ontology> {
  const cached = CACHE.get(database);
  const loaded = await database.inTenant(ADMINISTRATION_TENANT, async (tx): Promise<Cached> => {
    const [setting] = await tx.query<{ version: string }>(
      `select value ->> 'version' as version from setting where name = $1`,
      [SETTING],
    );
    const version = setting?.version ?? '';
    if (cached?.version === version) return cached;
    const rows = await readRows<OntologyEntry>(tx, ADMINISTRATION_TENANT, 'ontology');
    return { version, ontology: mapOf(rows.length > 0 ? rows.map(({ doc }) => doc) : defaultVocabulary()) };
  });
  CACHE.set(database, loaded);
  return loaded.ontology;
}

function mapOf(entries: readonly OntologyEntry[]): Ontology {
  return new Map(
    entries.map(({ Identifier, Type, Collections }) => [
      Identifier,
      { type: Type, collections: Collections ?? [] },
    ]),
  );
}
