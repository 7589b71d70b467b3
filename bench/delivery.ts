import { manyUnits } from '@perenne/sample';
import { type Archive, TENANT } from './archive.ts';
import type { Figure } from './figures.ts';
import { timed } from './timing.ts';

const UNITS = 10_000;
const OBJECT_SIZE = 4096;
const LIMIT_MS = 10 * 60_000;

/** A package of many small units, entered beforehand, from the request to the end of its delivery. */
export async function delivery({ client }: Archive): Promise<Figure[]> {
  const entry = await client.deposit(
    manyUnits({ units: UNITS, objectSize: OBJECT_SIZE, seed: 900_000_011 }),
    TENANT,
  );
  await ended(client, entry);
  const query = { $roots: [], $query: [{ $eq: { '#opi': entry } }], $filter: {}, $projection: {} };
  const { seconds } = await timed(async () => ended(client, await client.deliver(query, TENANT)));
  return [
    { name: `delivery of ${UNITS} units of 4 KB`, value: seconds, unit: 's', better: 'lower', target: 30 },
  ];
}

async function ended(client: Archive['client'], operation: string): Promise<void> {
  const { state, status } = await client.follow(operation, TENANT, { limitMs: LIMIT_MS });
  if (state !== 'COMPLETED' || status !== 'OK') throw new Error(`${operation} ended ${state}/${status}`);
}
