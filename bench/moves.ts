import { type Archive, TENANT, writerOf } from './archive.ts';
import { type Figure, say } from './figures.ts';
import { timed } from './timing.ts';

/** Away and back, so that the archive is left as it was. */
const TIMES = 2;
const EVERY_MS = 20;

/**
 * A service of the tree with all that it holds, some ten thousand units, is attached to another agency and detached from
 * its own: from the request to the end of its operation.
 * @param units how many the holdings hold
 */
export async function moves(archive: Archive, units: number): Promise<Figure[]> {
  const writer = await writerOf(archive, 'CA-RECLASSEMENT');
  const { id, from, to, below } = await someService(archive);
  say(`a service with ${below} units below it is moved, and back`);
  const seconds: number[] = [];
  for (let times = 0, [old, other] = [from, to]; times < TIMES; times++, [old, other] = [other, old]) {
    const order = {
      $query: [{ $eq: { '#id': id } }],
      $action: [{ $pull: { '#unitups': [old] } }, { $add: { '#unitups': [other] } }],
    };
    const { seconds: taken } = await timed(async () => {
      const operation = await writer.reclassify([order], TENANT);
      const end = await writer.follow(operation, TENANT, { everyMs: EVERY_MS });
      if (end.status !== 'OK') throw new Error(`the move ${operation} ended ${end.state} ${end.status}`);
    });
    seconds.push(taken);
  }
  const slower = Math.max(...seconds);
  return [
    {
      name: `${units} units: a move of ${below}, the slower of two`,
      value: slower,
      unit: 's',
      better: 'lower',
    },
    { name: `${units} units: units moved`, value: below / slower, unit: 'units/s', better: 'higher' },
  ];
}

interface Unit {
  readonly '#id': string;
  readonly '#unitups': readonly string[];
}

/** The service that holds most of some, its agency, and another one. */
async function someService({ client }: Archive) {
  const select = async (query: object, $limit: number) => {
    const { status, text } = await client.get('access-external/v1/units', TENANT, {
      ...{ $query: [query], $filter: { $limit } },
      $projection: { $fields: { '#id': 1, '#unitups': 1 } },
    });
    if (status !== 200) throw new Error(`units: ${status} ${text.slice(0, 300)}`);
    return JSON.parse(text) as { $hits: { total: number }; $results: Unit[] };
  };
  const positions = (depth: number) => ({
    $and: [{ $eq: { '#unitType': 'HOLDING_UNIT' } }, { $eq: { '#max': depth } }],
  });
  const { $results: agencies } = await select(positions(1), 100);
  const { $results: services } = await select(positions(2), 100);
  let most = { id: '', from: '', below: 0 };
  for (const service of services) {
    // Totals end at ten thousand.
    const { total } = (await select({ $in: { '#allunitups': [service['#id']] } }, 1)).$hits;
    if (total > most.below)
      most = { id: service['#id'], from: service['#unitups'][0] as string, below: total };
  }
  const to = agencies.find((agency) => agency['#id'] !== most.from)?.['#id'];
  if (to === undefined || most.id === '') throw new Error('the holdings have no service that could be moved');
  return { ...most, to };
}
