import { createHash, hash } from 'node:crypto';
import { SAMPLE_SIZE, type Sample, wantedRange } from '@perenne/pronom';
import type { FileWriter, StoredContainer } from '../../storage/index.ts';
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
    sample: sampleOf(
      {
        head: content.subarray(0, SAMPLE_SIZE),
        tail: content.subarray(-SAMPLE_SIZE),
        ...middleOf(content),
        size: content.length,
      },
      path,
    ),
  };
}

/**
 * An object that passes by on its way to the offers; nothing of it is kept but its first and last bytes. Its SHA-512 is
 * the one that the writer made of the same bytes. The writer is finished, or given up when the source fails.
 */
export async function measureStream(
  source: AsyncIterable<Buffer>,
  writer: FileWriter,
  algorithm: string | undefined,
  path: string,
): Promise<{ measure: Measure; stored: StoredContainer }> {
  const name = algorithm === 'SHA-512' ? undefined : DIGEST_ALGORITHMS.get(algorithm ?? '');
  const other = name === undefined ? undefined : createHash(name);
  const ends = endsOf();
  try {
    for await (const piece of source) {
      other?.update(piece);
      ends.add(piece);
      await writer.write(piece);
    }
    const stored = await writer.finish();
    const { size, digest } = stored;
    const measure = {
      size,
      sha512: digest,
      ...declaredOf(algorithm, digest, () => other?.digest('hex')),
      sample: sampleOf({ head: ends.head(), tail: ends.tail(), ...ends.middle(), size }, path),
    };
    return { measure, stored };
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

type Middle = Pick<Sample, 'middle'>;

/** What identification wants between the ends, of an object in memory. */
function middleOf(content: Buffer): Middle {
  const wanted = wantedRange(content.subarray(0, SAMPLE_SIZE));
  if (!wanted || wanted.offset >= content.length) return {};
  const { offset, length } = wanted;
  return { middle: { offset, bytes: content.subarray(offset, offset + length) } };
}

/** First and last bytes of what passes by, as many as identification looks at, and what it wants between them. */
function endsOf() {
  const first: Buffer[] = [];
  let firstSize = 0;
  let last: Buffer = Buffer.alloc(0);
  let wanted: ReturnType<typeof wantedRange>;
  let passed = 0;
  const between: Buffer[] = [];
  /** The directory of a container is never before the header that says where it is. */
  const keepWanted = (piece: Buffer) => {
    if (!wanted) return;
    const from = Math.max(0, wanted.offset - passed);
    const to = wanted.offset + wanted.length - passed;
    if (from < piece.length && to > 0) between.push(Buffer.from(piece.subarray(from, to)));
  };
  return {
    add(piece: Buffer) {
      if (firstSize < SAMPLE_SIZE) {
        const begin = Buffer.from(piece.subarray(0, SAMPLE_SIZE - firstSize));
        first.push(begin);
        firstSize += begin.length;
        if (passed === 0) wanted = wantedRange(begin);
      }
      keepWanted(piece);
      passed += piece.length;
      last =
        piece.length >= SAMPLE_SIZE
          ? Buffer.from(piece.subarray(-SAMPLE_SIZE))
          : Buffer.concat([last, piece]).subarray(-SAMPLE_SIZE);
    },
    middle: (): Middle =>
      wanted && between.length > 0
        ? { middle: { offset: wanted.offset, bytes: Buffer.concat(between) } }
        : {},
    head: () => Buffer.concat(first),
    tail: () => last,
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

function sampleOf(sample: Omit<Sample, 'extension'>, path: string): Sample {
  const extension = extensionOf(path);
  return { ...sample, ...(extension === undefined ? {} : { extension }) };
}
