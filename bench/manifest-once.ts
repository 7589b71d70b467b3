import { createReadStream } from 'node:fs';
import { readManifest } from '@perenne/seda';
import { residentOf } from './resident.ts';
import { timed } from './timing.ts';

/**
 * Reads and validates one manifest in a process of its own, so that its memory can be told: `manifest-once.ts <file>`
 * prints what `ManifestReading` says, as JSON.
 */

export interface ManifestReading {
  readonly records: number;
  readonly seconds: number;
  /** The most that the process held, MB. */
  readonly residentPeak: number;
}

const [, , path] = process.argv;
if (path === undefined) throw new Error('usage: manifest-once.ts <file>');
let records = 0;
const count = () => {
  records += 1;
};
const { seconds } = await timed(() =>
  readManifest(
    createReadStream(path),
    { unit: count, link: count, dataObject: count, group: count },
    { mode: 'strict' },
  ),
);
const { peak } = await residentOf(process.pid);
const reading: ManifestReading = { records, seconds, residentPeak: peak };
console.log(JSON.stringify(reading));
