import { BUILT_IN, compileIdentifier, SAMPLE_SIZE } from '@perenne/pronom';
import { manyUnitsManifest, pdfFile, pngFile, randomFrom, textFile } from '@perenne/sample';
import { readManifest } from '@perenne/seda';
import { SaxesParser } from 'saxes';
import type { Figure } from './figures.ts';
import { timed } from './timing.ts';

const UNITS = 30_000;
const FILES = 3_000;
const ROUNDS = 3;

/** A manifest read and validated into records, beside the same parser that tells of the same elements to nobody. */
export async function manifestReading(): Promise<Figure> {
  const pieces = [...manyUnitsManifest({ units: UNITS, objectSize: 64, seed: 1 })];
  const megabytes = pieces.reduce((sum, { length }) => sum + length, 0) / 1e6;
  const [validated, parsed] = [[] as number[], [] as number[]];
  for (let round = 0; round < ROUNDS; round++) {
    let records = 0;
    const count = () => {
      records += 1;
    };
    const own = await timed(() =>
      readManifest(streamOf(pieces), { unit: count, dataObject: count, group: count }),
    );
    if (records < UNITS) throw new Error(`${records} records of ${UNITS} units`);
    validated.push(megabytes / own.seconds);
    const plain = await timed(async () => {
      const parser = new SaxesParser({ xmlns: false });
      for await (const piece of streamOf(pieces)) parser.write(piece.toString());
      parser.close();
    });
    parsed.push(megabytes / plain.seconds);
  }
  return {
    name: 'manifest read and validated',
    value: Math.max(...validated),
    unit: 'MB/s',
    better: 'higher',
    reference: Math.max(...parsed),
  };
}

async function* streamOf(pieces: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

/** Texts, pages and pictures of some kilobytes against Pérenne's own table of signatures. */
export function formatIdentification(): Figure {
  const random = randomFrom(1);
  const made = Array.from({ length: 30 }, () => [
    textFile(random, 'Pièce', 4096),
    pdfFile(random, 'Pièce'),
    pngFile(random),
  ]).flat();
  const identifier = compileIdentifier(BUILT_IN);
  const start = performance.now();
  for (let at = 0; at < FILES; at++) {
    const { content, extension } = made[at % made.length] as (typeof made)[number];
    const [head, tail] = [content.subarray(0, SAMPLE_SIZE), content.subarray(-SAMPLE_SIZE)];
    if (!identifier.identify({ head, tail, size: content.length, extension }))
      throw new Error(`a ${extension} is not identified`);
  }
  const seconds = (performance.now() - start) / 1000;
  return { name: 'formats identified', value: FILES / seconds, unit: 'files/s', better: 'higher' };
}
