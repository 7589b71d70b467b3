import { createReadStream } from 'node:fs';
import { type Archive, TENANT } from './archive.ts';
import type { Figure } from './figures.ts';
import { processorSeconds } from './processor.ts';
import { residentOf } from './resident.ts';
import { timed } from './timing.ts';

const LIMIT_MS = 40 * 60_000;

export interface LargeTransfer {
  readonly operation: string;
  /** From the acceptance of the upload to the end of the operation. */
  readonly entrySeconds: number;
  /** From the first byte sent. */
  readonly wholeSeconds: number;
  /** Of the service and its PostgreSQL, from the first byte. */
  readonly processorSeconds: number;
  /** Most memory of the service since its start, MB, PostgreSQL aside. */
  readonly peakMegabytes: number;
}

/** Enters a package and follows it to its end. @throws Error when it does not end OK */
export async function enter({ service, client }: Archive, path: string): Promise<LargeTransfer> {
  const before = await processorSeconds(service.pid);
  const upload = await timed(() =>
    client.deposit(createReadStream(path, { highWaterMark: 1 << 18 }), TENANT),
  );
  const operation = upload.result;
  const entry = await timed(() => client.follow(operation, TENANT, { limitMs: LIMIT_MS }));
  const { state, status } = entry.result;
  if (state !== 'COMPLETED' || status !== 'OK')
    throw new Error(`the large transfer ${operation} ended ${state}/${status}`);
  const { peak } = await residentOf(service.pid);
  return {
    operation,
    entrySeconds: entry.seconds,
    wholeSeconds: upload.seconds + entry.seconds,
    processorSeconds: (await processorSeconds(service.pid)) - before,
    peakMegabytes: peak,
  };
}

/** Seconds of each step, by the times of the journal. */
export async function stepSeconds({ client }: Archive, operation: string): Promise<[string, number][]> {
  const { events } = await client.journal(operation, TENANT);
  const begun = new Map<string, number>();
  const steps: [string, number][] = [];
  let last = 0;
  for (const { evType, evDateTime } of events) {
    const at = Date.parse(`${evDateTime}Z`);
    if (evType.endsWith('.STARTED')) begun.set(evType.slice(0, -'.STARTED'.length), at);
    else if (begun.has(evType)) steps.push([evType, (at - (begun.get(evType) as number)) / 1000]);
    else if (evType.startsWith('PROCESS_')) steps.push(['publication', (at - last) / 1000]);
    last = at;
  }
  return steps;
}

export function largeTransferFigures(
  transfer: LargeTransfer,
  units: number,
  loop: { readonly seconds: number; readonly processorSeconds: number },
): Figure[] {
  const reference = units / loop.seconds;
  const rate = { unit: 'units/s', better: 'higher', target: 1_000, reference } as const;
  return [
    { ...rate, name: `entry of ${units} units, from acceptance`, value: units / transfer.entrySeconds },
    { ...rate, name: `entry of ${units} units, from the first byte`, value: units / transfer.wholeSeconds },
    {
      name: 'processor time of it, PostgreSQL included',
      value: (transfer.processorSeconds / units) * 1e6,
      unit: 'µs/unit',
      better: 'lower',
      reference: (loop.processorSeconds / units) * 1e6,
    },
    {
      name: 'resident at most during it',
      value: transfer.peakMegabytes,
      unit: 'MB',
      better: 'lower',
      target: 700,
    },
  ];
}
