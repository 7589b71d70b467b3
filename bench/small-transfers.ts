import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { manyUnits } from '@perenne/sample';
import { type Archive, TENANT } from './archive.ts';
import type { Figure } from './figures.ts';
import { p95, timed } from './timing.ts';

const TRANSFERS = 200;
const CLIENTS = 4;
const UNITS = 5;

/** Many small packages, deposited by several clients of which each waits for the end of its last one. */
export async function smallTransfers({ client }: Archive): Promise<Figure[]> {
  const packages: Buffer[] = [];
  for (let seed = 1; seed <= TRANSFERS; seed++)
    packages.push(await buffer(manyUnits({ units: UNITS, objectSize: 4096, seed: seed * 1_000_003 })));
  const seconds: number[] = [];
  const deposit = async () => {
    for (let bytes = packages.pop(); bytes !== undefined; bytes = packages.pop()) {
      const content = bytes;
      const transfer = await timed(async () => {
        const operation = await client.deposit(Readable.from([content]), TENANT);
        return client.follow(operation, TENANT, { everyMs: 10 });
      });
      if (transfer.result.status !== 'OK')
        throw new Error(`a small transfer ended ${transfer.result.state}/${transfer.result.status}`);
      seconds.push(transfer.seconds);
    }
  };
  const whole = await timed(() => Promise.all(Array.from({ length: CLIENTS }, deposit)));
  const what = `transfers of ${UNITS} units, ${CLIENTS} clients`;
  return [
    { name: what, value: TRANSFERS / whole.seconds, unit: 'transfers/s', better: 'higher' },
    { name: `${what}, end to end, p95`, value: p95(seconds) * 1000, unit: 'ms', better: 'lower' },
  ];
}
