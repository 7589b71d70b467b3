import { readFile } from 'node:fs/promises';

/** Resident memory of a process as Linux counts it, without that of its children (PostgreSQL is one). */
export interface Resident {
  /** MB (10^6 bytes). */
  readonly now: number;
  /** The most since it started, MB. */
  readonly peak: number;
}

export async function residentOf(pid: number): Promise<Resident> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}
