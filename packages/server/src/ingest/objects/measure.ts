import { createHash, hash } from 'node:crypto';
import { SAMPLE_SIZE, type Sample } from '@perenne/pronom';
import type { FileWriter } from '../../storage/index.ts';
import { DIGEST_ALGORITHMS } from '../package-control/usages.ts';

/** What one pass over an object's bytes tells. */
export interface Measure {
  readonly size: number;
  readonly sha512: Buffer;
  /** Digest by the algorithm that the manifest declares, lower-case hexadecimal; absent when it declares none. */
  readonly declared?: string;
  readonly sample: Sample;
}

export function extensionOf(path: string): string | undefined {
  return /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
}

/** An object in memory. */
export function measureBytes(content: Buffer, algorithm: string | undefined, path: string): Measure {
  const sha512 = hash('sha512', content, 'buffer');
  return {
    size: content.length,
    sha512,
    ...declaredOf(algorithm, sha512, (name) => hash(name, content, 'hex')),
    sample: sampleOf(content.subarray(0, SAMPLE_SIZE), content.subarray(-SAMPLE_SIZE), content.length, path),
  };
}

/** An object that passes by on its way to the offers; nothing of it is kept but its first and last bytes. */
export async function measureStream(
  source: AsyncIterable<Buffer>,
  writer: FileWriter,
  algorithm: string | undefined,
  path: string,
): Promise<Measure> {
  const sha512 = createHash('sha512');
  const name =
    algorithm === undefined || algorithm === 'SHA-512' ? undefined : DIGEST_ALGORITHMS.get(algorithm);
  const other = name === undefined ? undefined : createHash(name);
  const head: Buffer[] = [];
  let headSize = 0;
  let tail: Buffer = Buffer.alloc(0);
  let size = 0;
  for await (const piece of source) {
    sha512.update(piece);
    other?.update(piece);
    if (headSize < SAMPLE_SIZE) {
      head.push(Buffer.from(piece.subarray(0, SAMPLE_SIZE - headSize)));
      headSize += Math.min(piece.length, SAMPLE_SIZE - headSize);
    }
    tail = Buffer.from(
      piece.length >= SAMPLE_SIZE
        ? piece.subarray(-SAMPLE_SIZE)
        : Buffer.concat([tail, piece]).subarray(-SAMPLE_SIZE),
    );
    size += piece.length;
    await writer.write(piece);
  }
  const digest = sha512.digest();
  return {
    size,
    sha512: digest,
    ...declaredOf(algorithm, digest, () => other?.digest('hex')),
    sample: sampleOf(Buffer.concat(head), tail, size, path),
  };
}

function declaredOf(
  algorithm: string | undefined,
  sha512: Buffer,
  compute: (name: string) => string | undefined,
) {
  if (algorithm === undefined) return {};
  const name = DIGEST_ALGORITHMS.get(algorithm);
  const declared =
    algorithm === 'SHA-512' ? sha512.toString('hex') : name === undefined ? undefined : compute(name);
  return declared === undefined ? {} : { declared };
}

function sampleOf(head: Uint8Array, tail: Uint8Array, size: number, path: string): Sample {
  const extension = extensionOf(path);
  return { head, tail, size, ...(extension === undefined ? {} : { extension }) };
}
