import { type Archive, TENANT, writerOf } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { p95, timed } from './timing.ts';

/** Issue of the rules: a million units in five minutes, one in 20 ms. */
const TARGET_SECONDS_A_MILLION = 300;
const TARGET_MS = 20;
const ASKED = 300;
const PATIENCE_MS = 3_600_000;

/**
 * What holds for the units of holdings: all at once, and one by one.
 * @param units how many they hold
 */
export async function computedRules(archive: Archive, units: number): Promise<Figure[]> {
  const { client } = archive;
  const writer = await writerOf(archive, 'CA-CALCUL');
  const run = async () => {
    const operation = await writer.computeRules({ $roots: [], $query: [{ $exists: '#id' }] }, TENANT);
    const end = await client.follow(operation, TENANT, { limitMs: PATIENCE_MS });
    if (end.status !== 'OK') throw new Error(`the computation ${operation} ended ${end.state} ${end.status}`);
  };
  say(`what holds for ${units} units is computed, and computed again`);
  const first = await timed(run);
  const again = await timed(run);
  const target = (TARGET_SECONDS_A_MILLION * units) / 1_000_000;
  const common = { unit: 's', better: 'lower', target } as const;
  return [
    { ...common, name: `inherited rules of ${units} units, computed`, value: first.seconds },
    { ...common, name: `inherited rules of ${units} units, computed again`, value: again.seconds },
    await oneByOne(client, units),
  ];
}

/** From a unit of its choice to the answer that tells its rules, with every way to them. */
async function oneByOne(client: Archive['client'], units: number): Promise<Figure> {
  const select = async (path: string, question: object): Promise<{ '#id': string }[]> => {
    const { status, text } = await client.get(`access-external/v1/${path}`, TENANT, question);
    if (status !== 200) throw new Error(`${path}: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text).$results;
  };
  const some = await select('units', {
    $query: [{ $eq: { DescriptionLevel: 'Item' } }],
    $filter: { $limit: ASKED },
    $projection: { $fields: { '#id': 1 } },
  });
  const ms: number[] = [];
  for (const { '#id': id } of some) {
    const question = { $query: [{ $eq: { '#id': id } }], $projection: {} };
    const { seconds, result } = await timed(() => select('unitsWithInheritedRules', question));
    if (result.length !== 1) throw new Error(`the unit ${id} is not found`);
    ms.push(seconds * 1000);
  }
  return {
    name: `inherited rules of one unit among ${units}, p95`,
    value: p95(ms),
    ...{ unit: 'ms', better: 'lower', target: TARGET_MS },
  };
}
