/** Large enough that the cost of a call does not count, small enough for many files at once. Bytes. */
export const BUFFER = 1024 * 1024;

/** Kept for the next file: making and collecting a megabyte for each costs more than filling it. */
const KEPT = 8;
const spare: Buffer<ArrayBuffer>[] = [];

/** A buffer of BUFFER bytes with anything in it. Whoever cannot give it back lets it go. */
export function takeBuffer(): Buffer<ArrayBuffer> {
  return spare.pop() ?? Buffer.allocUnsafeSlow(BUFFER);
}

/** Gives a buffer back that nobody reads or writes any more, the system included. */
export function giveBuffer(buffer: Buffer<ArrayBuffer>): void {
  if (spare.length < KEPT) spare.push(buffer);
}

const spareShared: SharedArrayBuffer[] = [];

/** As `takeBuffer`, of memory that other threads see. */
export function takeShared(): SharedArrayBuffer {
  return spareShared.pop() ?? new SharedArrayBuffer(BUFFER);
}

/** As `giveBuffer`. */
export function giveShared(memory: SharedArrayBuffer): void {
  if (spareShared.length < KEPT) spareShared.push(memory);
}
