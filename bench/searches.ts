import { randomFrom } from '@perenne/sample';
import { type Archive, TENANT } from './archive.ts';
import type { Figure } from './figures.ts';
import { p95, timed } from './timing.ts';

const ASKED = 200;
const PAGE = 20;
/** Words of the made titles: each stands in one of sixteen. */
const WORDS = ['cantine', 'harmonie', 'moulin', 'recensement', 'bornage', 'toiture', 'bourg', 'permis'];

type Unit = Readonly<Record<string, unknown>>;

/** First pages over the units of the archive, through the compatible API, one after another. */
export async function searches(archive: Archive): Promise<Figure[]> {
  const { client } = archive;
  const random = randomFrom(1);
  const select = async (question: object): Promise<Unit[]> => {
    const filter = { $filter: { $limit: PAGE }, $projection: {} };
    const { status, text } = await client.get('access-external/v1/units', TENANT, {
      $roots: [],
      ...filter,
      ...question,
    });
    if (status !== 200) throw new Error(`search refused: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text).$results;
  };
  const folders = await select({
    $query: [{ $eq: { DescriptionLevel: 'File' } }],
    $filter: { $limit: ASKED },
  });
  const pieces = await select({
    $query: [{ $eq: { DescriptionLevel: 'Item' } }],
    $filter: { $limit: ASKED },
  });
  const figure = async (name: string, ask: (at: number) => Promise<unknown[]>): Promise<Figure> => {
    const seconds: number[] = [];
    for (let at = 0; at < ASKED; at++) {
      const answer = await timed(() => ask(at));
      if (answer.result.length === 0) throw new Error(`${name}: nothing is found`);
      seconds.push(answer.seconds);
    }
    return { name: `${name}, p95`, value: p95(seconds) * 1000, unit: 'ms', better: 'lower' };
  };
  const any = (units: readonly Unit[], member: string) => random.pick(units)[member];
  return [
    await figure('search, one word of a title', () =>
      select({ $query: [{ $match: { Title: random.pick(WORDS) } }] }),
    ),
    await figure('search, equality of a date', () =>
      select({ $query: [{ $eq: { StartDate: any(pieces, 'StartDate') } }] }),
    ),
    await figure('search, children of a unit', () =>
      select({ $roots: [any(folders, '#id')], $query: [{ $exists: '#id', $depth: 1 }] }),
    ),
    await figure('unit by its identifier', async () => {
      const { status, text } = await client.get(`access-external/v1/units/${any(pieces, '#id')}`, TENANT, {
        $projection: {},
      });
      return status === 200 ? JSON.parse(text).$results : [];
    }),
  ];
}
