import { Button } from '@codegouvfr/react-dsfr/Button';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeliver, mayMoveUnits, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { useBasket } from './basket.ts';
import { withoutItem } from './basket-items.ts';
import { RequestForm } from './RequestForm.tsx';

/** What was set aside, and the request that delivers it. */
export function BasketPage() {
  const safe = useRight();
  const { items, change } = useBasket();
  const [withDescendants, setWithDescendants] = useState(true);
  const params = { tenant: String(safe.tenant) };
  if (!mayDeliver(safe)) return <PageHead title={TEXTS.basket.title} lead={TEXTS.deliveries.notYours} />;
  if (items.length === 0)
    return (
      <>
        <PageHead title={TEXTS.basket.title} />
        <div className="empty">
          <h2>{TEXTS.basket.empty}</h2>
          <p>{TEXTS.basket.emptyAdvice}</p>
          <div className="row">
            <Link to="/coffres/$tenant/recherche" params={params} search={{}} className="fr-btn">
              {TEXTS.search.title}
            </Link>
            <Link to="/coffres/$tenant/mises-a-disposition" params={params} className="fr-link">
              {TEXTS.deliveries.title}
            </Link>
          </div>
        </div>
      </>
    );
  return (
    <>
      <PageHead title={TEXTS.basket.title} lead={TEXTS.basket.lead} />
      <section className="panel" aria-labelledby="basket">
        <h2 id="basket">{TEXTS.basket.count(items.length)}</h2>
        <ul className="plain basket">
          {items.map(({ id, title }) => (
            <li key={id} className="basket-item">
              <Link to="/coffres/$tenant/archives/$id" params={{ ...params, id }} className="strong-link">
                {title}
              </Link>
              <Button
                priority="tertiary no outline"
                size="small"
                nativeButtonProps={{ 'aria-label': TEXTS.basket.removeNamed(title) }}
                onClick={() => change(withoutItem(items, id))}
              >
                {TEXTS.basket.remove}
              </Button>
            </li>
          ))}
        </ul>
        <div className="row">
          <label className="mark">
            <input
              type="checkbox"
              checked={withDescendants}
              onChange={({ target }) => setWithDescendants(target.checked)}
            />
            {TEXTS.basket.withDescendants}
          </label>
          <Button priority="tertiary" size="small" onClick={() => change([])}>
            {TEXTS.basket.clear}
          </Button>
          {mayMoveUnits(safe) && (
            <Link to="/coffres/$tenant/deplacer" params={params} search={{}} className="fr-link">
              {TEXTS.moves.openBasket}
            </Link>
          )}
        </div>
      </section>
      <RequestForm
        selection={{ units: items.map(({ id }) => id), withDescendants }}
        onAsked={() => change([])}
      />
    </>
  );
}
