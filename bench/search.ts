import { randomFrom } from '@perenne/sample';
import { type Archive, TENANT } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { AGENCY_IDS } from './holdings/holdings.ts';
import { p95, timed } from './timing.ts';

/** First pages, facets and counts over made holdings, through the compatible API, one question after another. */

const ASKED = 100;
/** Not counted: the first questions of each kind find nothing in memory. */
const WARMING = 10;
const PAGE = 20;
const FIRST_PAGE_MS = 60;
const WHOLE_MS = 300;
/** Matches of a question that is selective, at most. */
const SELECTIVE = 1_000;

type Unit = Readonly<Record<string, unknown>>;

/** @param most matches, of questions that count; absent: any */
type Measure = (
  name: string,
  target: number | undefined,
  question: () => object,
  most?: number,
) => Promise<Figure>;

/** @param units how many the holdings hold */
export async function searchAtScale(archive: Archive, units: number): Promise<Figure[]> {
  say('they are searched');
  const random = randomFrom(7);
  const ask = questioner(archive);
  const known = await someUnits(ask, random);
  const any = () => random.pick(known);
  const figure: Measure = async (name, target, question, most = Number.POSITIVE_INFINITY) => {
    const seconds: number[] = [];
    for (let at = -WARMING; at < ASKED; at++) {
      const asked = question();
      const { result, seconds: taken } = await timed(() => ask(asked));
      if (result.$results.length === 0) throw new Error(`${name}: nothing answers ${JSON.stringify(asked)}`);
      // Asked once only, and not counted: another is drawn in its place.
      if (result.$hits.total > most) at--;
      else if (at >= 0) seconds.push(taken);
    }
    const value = p95(seconds) * 1000;
    const figure = { name: `${units} units: ${name}, p95`, value, unit: 'ms', better: 'lower' } as const;
    return target === undefined ? figure : { ...figure, target };
  };
  const twoWords = () => ({ $query: [{ $match_all: { Title: someWords(random, any().Title) } }] });
  return [
    await figure('first page, two words that few titles have', FIRST_PAGE_MS, twoWords, SELECTIVE),
    await figure('first page, any two words of a title', undefined, twoWords),
    await figure('first page, children of a node', FIRST_PAGE_MS, () => ({
      $roots: [random.pick(any()['#unitups'] as string[])],
      $query: [{ $exists: '#id', $depth: 1 }],
    })),
    await figure('first page, under a root with a range of dates', FIRST_PAGE_MS, () => {
      const unit = any();
      const year = Number(String(unit.StartDate).slice(0, 4));
      return {
        $roots: [random.pick(unit['#allunitups'] as string[])],
        $query: [
          {
            $range: { StartDate: { $gte: `${year}-01-01`, $lte: `${year + random.below(3)}-12-31` } },
            $depth: 8,
          },
        ],
      };
    }),
    await figure('first page, equality of any member of a description', FIRST_PAGE_MS, () => {
      const [name, value] = random.pick(leavesOf(any()));
      return { $query: [{ $eq: { [name]: value } }] };
    }),
    ...(await overHundredThousand(figure, units, random.below(AGENCY_IDS.length))),
  ];
}

/** All units of a hundred thousand, those of one agency of a million. */
function overHundredThousand(figure: Measure, units: number, agency: number): Promise<Figure[]> {
  const query =
    units <= 100_000 ? { $exists: '#id' } : { $eq: { '#originating_agency': AGENCY_IDS[agency] } };
  const terms = ($field: string) => ({ $name: $field, $terms: { $field, $size: 10, $order: 'DESC' } });
  const $ranges = [
    { $to: '1920' },
    ...[1920, 1940, 1960, 1980].map((year) => ({ $from: String(year), $to: String(year + 20) })),
    { $from: '2000' },
  ];
  const $facets = [
    terms('DescriptionLevel'),
    terms('Language'),
    { $name: 'years', $date_range: { $field: 'StartDate', $format: 'yyyy', $ranges } },
  ];
  return Promise.all([
    figure('three facets over 100,000 hits', WHOLE_MS, () => ({ $query: [query], $facets })),
  ]);
}

interface Answer {
  readonly $hits: { readonly total: number };
  readonly $results: Unit[];
}

function questioner({ client }: Archive) {
  return async (question: object): Promise<Answer> => {
    const request = { $roots: [], $filter: { $limit: PAGE }, $projection: {}, ...question };
    const { status, text } = await client.get('access-external/v1/units', TENANT, request);
    if (status !== 200) throw new Error(`search refused: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
}

/** Units of every agency and many years, deep in the tree as most are. */
async function someUnits(
  ask: (question: object) => Promise<Answer>,
  random: ReturnType<typeof randomFrom>,
): Promise<Unit[]> {
  const found: Unit[] = [];
  for (let tries = 0; tries < 60; tries++) {
    const agency = random.pick(AGENCY_IDS);
    const $offset = random.below(5_000);
    const { $results } = await ask({
      $query: [{ $eq: { '#originating_agency': agency } }],
      $filter: { $limit: 10, $offset },
    });
    found.push(...$results);
  }
  return found.filter((unit) => (unit['#unitups'] as string[]).length > 0);
}

/** The longest word of a title and another. */
function someWords(random: ReturnType<typeof randomFrom>, title: unknown): string {
  const words = String(title)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3);
  const longest = words.toSorted((one, other) => other.length - one.length)[0];
  return `${longest} ${random.pick(words)}`;
}

/** Names and values of a description: what members hold, whatever arrays they lie in. */
function leavesOf(unit: Unit): [name: string, value: unknown][] {
  const leaves: [string, unknown][] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (Array.isArray(value)) for (const item of value) walk(item, path);
    else if (typeof value === 'object' && value !== null)
      for (const [name, item] of Object.entries(value)) walk(item, [...path, name]);
    else leaves.push([path.join('.'), value]);
  };
  for (const [name, value] of Object.entries(unit)) if (!name.startsWith('#')) walk(value, [name]);
  return leaves;
}
