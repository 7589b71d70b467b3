import { getRouteApi, Link } from '@tanstack/react-router';
import { useBasket } from '../deliveries/basket.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { mayMoveUnits, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import '../referentials/referentials.css';
import '../referentials/form/form.css';
import './moves.css';
import { MoveForm } from './MoveForm.tsx';

const route = getRouteApi('/inside/coffres/$tenant/deplacer');

/** Other parents for one unit, which the address names, or for what was set aside in the basket. */
export function MovePage() {
  const safe = useRight();
  const { unite } = route.useSearch();
  const { items } = useBasket();
  const units = unite === undefined ? items.map(({ id }) => id) : [unite];
  const params = { tenant: String(safe.tenant) };
  const isAllowed = mayMoveUnits(safe);
  return (
    <>
      <Trail
        links={[
          <Link key="search" to="/coffres/$tenant/recherche" params={params} search={{}}>
            {TEXTS.shell.search}
          </Link>,
        ]}
        here={TEXTS.moves.title}
      />
      <PageHead title={TEXTS.moves.title} lead={isAllowed ? TEXTS.moves.lead : TEXTS.moves.notYours} />
      {isAllowed && units.length > 0 && <MoveForm key={units.join()} units={units} />}
      {isAllowed && units.length === 0 && (
        <div className="empty">
          <h2>{TEXTS.moves.nothing}</h2>
          <p>{TEXTS.moves.nothingAdvice}</p>
          <Link to="/coffres/$tenant/recherche" params={params} search={{}} className="fr-btn">
            {TEXTS.search.title}
          </Link>
        </div>
      )}
    </>
  );
}
