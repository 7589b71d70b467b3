import { readdir, readFile } from 'node:fs/promises';

/** Ticks a second of the times in /proc; the same on every Linux that Node.js runs on. */
const TICKS = 100;

/**
 * Processor time that a process and all below it have taken so far, those that have ended included, seconds. Unlike
 * the time on the wall it says the same on a busy machine.
 */
export async function processorSeconds(pid: number): Promise<number> {
  const ticks = new Map<number, number>();
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // It may have ended meanwhile: its time is then its parent's.
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
    if (stat === undefined) continue;
    // The name, in parentheses, may hold blanks; after it: state, parent, …, utime, stime, cutime, cstime.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(fields[1]));
    ticks.set(Number(name), sum(fields.slice(11, 15).map(Number)));
  }
  const isBelow = (process: number | undefined): boolean =>
    process !== undefined && (process === pid || isBelow(parents.get(process)));
  return sum([...ticks].filter(([process]) => isBelow(process)).map(([, time]) => time)) / TICKS;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
