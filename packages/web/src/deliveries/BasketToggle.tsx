import { Button } from '@codegouvfr/react-dsfr/Button';
import { mayDeliver, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { useBasket } from './basket.ts';
import { type BasketItem, holds, MOST_ITEMS, withItem, withoutItem } from './basket-items.ts';

/** Puts an archive into the basket, or takes it out again. */
export function BasketToggle({ item }: { readonly item: BasketItem }) {
  const safe = useRight();
  const { items, change } = useBasket();
  if (!mayDeliver(safe)) return null;
  const isIn = holds(items, item.id);
  return (
    <Button
      priority="tertiary"
      size="small"
      disabled={!isIn && items.length >= MOST_ITEMS}
      nativeButtonProps={{
        'aria-label': isIn ? TEXTS.basket.removeNamed(item.title) : TEXTS.basket.addNamed(item.title),
      }}
      onClick={() => change(isIn ? withoutItem(items, item.id) : withItem(items, item))}
    >
      {isIn ? TEXTS.basket.remove : TEXTS.basket.add}
    </Button>
  );
}
