import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textOfAtMost } from './reply-elements.ts';

it('a text comes whole, however its bytes are parted, up to the limit and no further', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' })),
      fc.integer({ min: 1, max: 5 }),
      async (words, size) => {
        const content = new TextEncoder().encode(words.join(''));
        const answer = () => new Response(partsOf(content, size));
        expect(await textOfAtMost(answer(), content.length)).toBe(new TextDecoder().decode(content));
        if (content.length > 0) expect(await textOfAtMost(answer(), content.length - 1)).toBeUndefined();
      },
    ),
  );
});

it('what exceeds the limit is not read', async () => {
  let given = 0;
  let isCancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      given += 1_000;
      controller.enqueue(new Uint8Array(1_000));
    },
    cancel() {
      isCancelled = true;
    },
  });
  expect(await textOfAtMost(new Response(endless), 10_000)).toBeUndefined();
  expect(isCancelled).toBe(true);
  // One part beyond the limit, and what the stream holds ready.
  expect(given).toBeLessThanOrEqual(13_000);
});

function partsOf(content: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= content.length) return controller.close();
      controller.enqueue(content.slice(at, at + size));
      at += size;
    },
  });
}
