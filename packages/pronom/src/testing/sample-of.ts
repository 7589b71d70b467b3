import { SAMPLE_SIZE, type Sample } from '../identifier.ts';

/** What of a file's bytes the identifier is shown. */
export function sampleOf(file: Uint8Array, extension?: string): Sample {
  return {
    head: file.subarray(0, SAMPLE_SIZE),
    tail: file.subarray(Math.max(0, file.length - SAMPLE_SIZE)),
    size: file.length,
    ...(extension === undefined ? {} : { extension }),
  };
}
