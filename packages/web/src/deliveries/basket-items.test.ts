import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BasketItem, holds, MOST_ITEMS, readBasket, withItem, withoutItem } from './basket-items.ts';

const item: fc.Arbitrary<BasketItem> = fc.record({
  id: fc.stringMatching(/^[a-z2-7]{36}$/),
  title: fc.string(),
});
const basket = fc.array(item).map((items) => items.reduce<readonly BasketItem[]>(withItem, []));

describe('a basket', () => {
  it('holds each archive once, in the order in which they came', () => {
    fc.assert(
      fc.property(basket, item, (items, one) => {
        const more = withItem(items, one);
        expect(holds(more, one.id)).toBe(true);
        expect(withItem(more, one)).toEqual(more);
        expect(more.slice(0, items.length)).toEqual(items);
        expect(holds(withoutItem(more, one.id), one.id)).toBe(false);
      }),
    );
  });

  it('comes back as it was kept', () => {
    fc.assert(
      fc.property(basket, (items) => {
        expect(readBasket(JSON.stringify(items))).toEqual(items);
      }),
    );
  });

  it('is empty when what was kept is none', () => {
    for (const text of [null, '', '{', '{}', '[1,null]', '[{"id":"../x","title":"y"}]'])
      expect(readBasket(text), String(text)).toEqual([]);
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(Array.isArray(readBasket(text))).toBe(true);
      }),
    );
  });

  it('has an end', () => {
    const full = Array.from({ length: MOST_ITEMS }, (_, at) => ({
      id: at.toString(2).replaceAll('0', 'a').replaceAll('1', 'b').padStart(36, 'a'),
      title: '',
    }));
    expect(withItem(full, { id: 'z'.repeat(36), title: '' })).toBe(full);
  });
});
