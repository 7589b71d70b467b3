/** Archives that somebody set aside to have them delivered. */

export interface BasketItem {
  readonly id: string;
  readonly title: string;
}

/** Beyond it a search is the better selection. */
export const MOST_ITEMS = 1_000;

export const holds = (items: readonly BasketItem[], id: string) => items.some((item) => item.id === id);

/** With the item at its end, or as it is when it is there already or the basket is full. */
export function withItem(items: readonly BasketItem[], { id, title }: BasketItem): readonly BasketItem[] {
  return holds(items, id) || items.length >= MOST_ITEMS ? items : [...items, { id, title }];
}

export function withoutItem(items: readonly BasketItem[], id: string): readonly BasketItem[] {
  return items.filter((item) => item.id !== id);
}

const UNIT = /^[a-z2-7]{36}$/;

/** @param text what the browser kept; whatever is no basket is an empty one */
export function readBasket(text: string | null): readonly BasketItem[] {
  const kept = parse(text);
  if (!Array.isArray(kept)) return [];
  return kept
    .filter((item): item is BasketItem => typeof item?.title === 'string' && UNIT.test(item?.id))
    .reduce<readonly BasketItem[]>(withItem, []);
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return undefined;
  }
}
