import { BUILT_IN, compileIdentifier, SAMPLE_SIZE } from '@perenne/pronom';
import { pdfFile, pngFile, randomFrom, textFile } from '@perenne/sample';
import type { Figure } from './figures.ts';

const FILES = 3_000;

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
