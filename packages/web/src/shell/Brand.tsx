import { Icon } from '../parts/Icon.tsx';
import { TEXTS } from '../texts/index.ts';

/** Name of the product with its drawing. */
export function Brand() {
  return (
    <>
      <Icon name="logo" size={36} />
      <span>
        {TEXTS.product}
        <small>{TEXTS.tagline}</small>
      </span>
    </>
  );
}
