/**
 * The query language as spec dsl.md tells it, over documents in memory and one condition at a time: what the archive's
 * searches are compared with. It knows the fields and the words of `random-catalogue.ts` and no others.
 */

export type Document = Readonly<Record<string, unknown>>;
export type Query = Readonly<Record<string, unknown>>;

type FieldKind = 'keyword' | 'text' | 'date' | 'number' | 'boolean' | 'object';

const KINDS: Readonly<Record<string, FieldKind>> = {
  '#id': 'keyword',
  '#unitups': 'keyword',
  '#allunitups': 'keyword',
  '#originating_agency': 'keyword',
  '#originating_agencies': 'keyword',
  '#unitType': 'keyword',
  '#object': 'keyword',
  '#max': 'number',
  '#management': 'object',
  '#management.AppraisalRule.Rules.Rule': 'keyword',
  '#management.AppraisalRule.Rules.EndDate': 'date',
  '#management.AppraisalRule.Inheritance.PreventInheritance': 'boolean',
  DescriptionLevel: 'keyword',
  Tag: 'keyword',
  StartDate: 'date',
  SentDate: 'date',
  Writer: 'object',
  'Writer.Identifier': 'keyword',
  'Gps.GpsAltitude': 'number',
};

/** What the catalogue does not describe is analysed text. */
const kindOf = (field: string): FieldKind => KINDS[field] ?? 'text';

/** Leaves at a path; arrays on the way and at its end are transparent. */
export function valuesAt(document: unknown, field: string): (string | number | boolean)[] {
  const walk = (value: unknown, [name, ...rest]: readonly string[]): unknown[] => {
    if (Array.isArray(value))
      return value.flatMap((item) => walk(item, name === undefined ? [] : [name, ...rest]));
    if (name === undefined) return [value];
    if (typeof value !== 'object' || value === null) return [];
    return walk((value as Record<string, unknown>)[name], rest);
  };
  return walk(document, field.split('.')).filter(isLeaf);
}

const isLeaf = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

function hasLeaf(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return isLeaf(value);
  return Object.values(value).some(hasLeaf);
}

export function meets(query: Query, document: Document): boolean {
  const [[operator, operand] = ['', undefined]] = Object.entries(query).filter(([name]) => name !== '$depth');
  const queries = operand as readonly Query[];
  const [[field, value] = ['', undefined]] =
    typeof operand === 'object' && operand !== null && !Array.isArray(operand) ? Object.entries(operand) : [];
  switch (operator) {
    case '$and':
      return queries.every((each) => meets(each, document));
    case '$or':
      return queries.some((each) => meets(each, document));
    case '$not':
      return !queries.every((each) => meets(each, document));
    case '$exists':
      return exists(document, String(operand));
    case '$missing':
      return !exists(document, String(operand));
    case '$eq':
      return equals(document, field, value, 'all');
    case '$ne':
      return !equals(document, field, value, 'all');
    case '$in':
      return (value as unknown[]).some((each) => equals(document, field, each, 'any'));
    case '$nin':
      return !(value as unknown[]).some((each) => equals(document, field, each, 'any'));
    case '$range':
      return within(document, field, value as Record<string, unknown>);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return within(document, field, { [operator]: value });
    case '$match':
    case '$match_all':
    case '$match_phrase':
    case '$match_phrase_prefix':
      return matches(document, field, String(value), operator);
    case '$wildcard':
      return valuesAt(document, field).some((each) => wildcard(String(value)).test(String(each)));
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

function exists(document: Document, field: string): boolean {
  if (kindOf(field) !== 'object') return valuesAt(document, field).length > 0;
  return hasLeaf(document[field]);
}

function equals(document: Document, field: string, operand: unknown, words: 'all' | 'any'): boolean {
  const values = valuesAt(document, field);
  switch (kindOf(field)) {
    case 'object':
      return false;
    case 'text':
      return hasWords(values, String(operand), words);
    case 'number':
      return values.includes(Number(operand));
    case 'boolean':
      return values.includes(operand === true || operand === 'true');
    case 'date': {
      const [from, to] = spanOf(String(operand));
      return values.some((value) => instantOf(value) >= from && instantOf(value) < to);
    }
    default:
      return values.includes(String(operand));
  }
}

/** Every bound on one and the same value. */
function within(document: Document, field: string, bounds: Record<string, unknown>): boolean {
  const kind = kindOf(field);
  const key = (value: unknown) =>
    kind === 'date' ? instantOf(value) : kind === 'number' ? Number(value) : String(value);
  const holds = (value: unknown, bound: string, limit: unknown): boolean => {
    // A date is as wide as it is written: "up to a day" takes in its last hour, "after a day" starts the next.
    const [from, to] = kind === 'date' ? spanOf(String(limit)) : [key(limit), key(limit)];
    if (bound === '$gte') return key(value) >= from;
    if (bound === '$lt') return key(value) < from;
    if (kind === 'date') return bound === '$gt' ? key(value) >= to : key(value) < to;
    return bound === '$gt' ? key(value) > to : key(value) <= to;
  };
  return valuesAt(document, field).some((value) =>
    Object.entries(bounds).every(([bound, limit]) => holds(value, bound, limit)),
  );
}

const instantOf = (value: unknown) => Date.parse(`${String(value).padEnd(19, 'T00:00:00'.slice(-9))}Z`);

function spanOf(text: string): [from: number, to: number] {
  const from = instantOf(text);
  return [from, from + (text.includes('T') ? 1_000 : 86_400_000)];
}

/** `*` and `?` on the whole of a value. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

/** A quoted text never equals a term that is not analysed (spec dsl.md 5.5). */
function matches(document: Document, field: string, text: string, operator: string): boolean {
  if (kindOf(field) !== 'text') return false;
  const values = valuesAt(document, field);
  if (operator === '$match') return hasWords(values, text, 'any');
  if (operator === '$match_all') return hasWords(values, text, 'all');
  const wanted = tokens(text);
  return values.some((value) =>
    hasPhrase(tokens(String(value)), wanted, operator === '$match_phrase_prefix'),
  );
}

interface Token {
  readonly stem: string;
  readonly place: number;
}

/** The words that texts and queries are made of, with their stems: stop words have none. */
export const STEMS: Readonly<Record<string, string | undefined>> = {
  pont: 'pont',
  Ponts: 'pont',
  PONT: 'pont',
  écluse: 'eclus',
  Écluses: 'eclus',
  ECLUSE: 'eclus',
  inspection: 'inspect',
  Inspections: 'inspect',
  canal: 'canal',
  Canal: 'canal',
  rapport: 'rapport',
  rapports: 'rapport',
  '2019': '2019',
  '20': '20',
  insp: 'insp',
  rap: 'rap',
  de: undefined,
  Des: undefined,
  le: undefined,
};

/** Stop words leave their place empty. */
function tokens(text: string): Token[] {
  return text
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap((word, place) => {
      const stem = STEMS[word];
      return stem === undefined ? [] : [{ stem, place }];
    });
}

function hasWords(values: readonly unknown[], text: string, words: 'all' | 'any'): boolean {
  const wanted = tokens(text).map(({ stem }) => stem);
  const present = new Set(values.flatMap((value) => tokens(String(value)).map(({ stem }) => stem)));
  if (wanted.length === 0) return false;
  return words === 'all'
    ? wanted.every((stem) => present.has(stem))
    : wanted.some((stem) => present.has(stem));
}

function hasPhrase(present: readonly Token[], wanted: readonly Token[], prefix: boolean): boolean {
  const [first] = wanted;
  if (first === undefined) return false;
  return present.some((start) =>
    wanted.every(({ stem, place }, index) =>
      present.some(
        (token) =>
          token.place - start.place === place - first.place &&
          (prefix && index === wanted.length - 1 ? token.stem.startsWith(stem) : token.stem === stem),
      ),
    ),
  );
}

/** What an access contract lets be seen. */
export interface Contract {
  readonly agencies?: readonly string[];
  readonly roots: readonly string[];
  readonly excludedRoots: readonly string[];
}

export function isVisible(document: Document, { agencies, roots, excludedRoots }: Contract): boolean {
  const line = [document['#id'], ...(document['#allunitups'] as unknown[])];
  if (roots.length > 0 && !line.some((id) => roots.includes(id as string))) return false;
  if (line.some((id) => excludedRoots.includes(id as string))) return false;
  if (agencies === undefined || document['#unitType'] === 'HOLDING_UNIT') return true;
  return (document['#originating_agencies'] as string[]).some((agency) => agencies.includes(agency));
}

/** Shortest way from each ancestor of each document to it. */
export type Distances = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface ModelRequest {
  readonly $roots: readonly string[];
  readonly $query: readonly Query[];
  readonly $filter?: {
    readonly $offset?: number;
    readonly $limit?: number;
    readonly $orderby?: Readonly<Record<string, 1 | -1>>;
  };
}

/** All matches, sorted; ties by identifier. */
export function search(
  documents: readonly Document[],
  distances: Distances,
  contract: Contract,
  request: ModelRequest,
): Document[] {
  let roots: readonly string[] | undefined = request.$roots.length > 0 ? request.$roots : undefined;
  const queries = request.$query.length > 0 ? request.$query : [{ $exists: '#id', $depth: 0 }];
  let found: Document[] = [];
  for (const query of queries) {
    const start = roots;
    found = documents.filter(
      (document) =>
        isVisible(document, contract) &&
        meets(query, document) &&
        (start === undefined || isReached(document, start, Number(query.$depth), distances)),
    );
    roots = found.map((document) => String(document['#id']));
  }
  return found.sort(comparing(request.$filter?.$orderby ?? {}));
}

function isReached(
  document: Document,
  roots: readonly string[],
  depth: number,
  distances: Distances,
): boolean {
  const id = String(document['#id']);
  if (depth === 0) return roots.includes(id);
  return roots.some((root) => {
    const distance = depth > 0 ? distances.get(id)?.get(root) : distances.get(root)?.get(id);
    return distance !== undefined && distance <= Math.abs(depth);
  });
}

function comparing(order: Readonly<Record<string, 1 | -1>>) {
  return (one: Document, other: Document): number => {
    for (const [field, sense] of Object.entries(order)) {
      const [a, b] = [one, other].map((document) => extreme(valuesAt(document, field), field, sense));
      if (a === b) continue;
      if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
      return (a < b ? -1 : 1) * sense;
    }
    return String(one['#id']) < String(other['#id']) ? -1 : 1;
  };
}

/** Of several values the least counts upwards, the greatest downwards. */
function extreme(
  values: readonly (string | number | boolean)[],
  field: string,
  sense: 1 | -1,
): string | number | undefined {
  const keys = values.map((value) =>
    kindOf(field) === 'date' ? instantOf(value) : (value as string | number),
  );
  return keys.reduce<string | number | undefined>(
    (best, key) => (best === undefined || (sense === 1 ? key < best : key > best) ? key : best),
    undefined,
  );
}
