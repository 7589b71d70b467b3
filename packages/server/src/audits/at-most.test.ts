import { expect, it } from 'vitest';
import { atMost } from './at-most.ts';

it('no more works run at once than are allowed, in their order, and a failed one gives its place back', async () => {
  const allowed = atMost(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const works = ends.map(({ promise }, at) =>
    allowed(async () => {
      begun.push(at);
      await promise;
    }).catch((error: Error) => error.message),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]?.reject(new Error('failed'));
  await works[1];
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  expect(await Promise.all(works)).toEqual([undefined, 'failed', undefined, undefined]);
  expect(begun).toEqual([0, 1, 2, 3]);
});
