import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type RefObject, useState } from 'react';
import { computeRules, searchExport } from '../api/queries.ts';
import { useBasket } from '../deliveries/basket.ts';
import { withItem } from '../deliveries/basket-items.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Icon } from '../parts/Icon.tsx';
import { BIG } from '../parts/thresholds.ts';
import { mayAdministrate, mayDeliver, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { filtersOf, questionOf, type SearchState } from './search-state.ts';
import {
  ALL,
  isFullSelection,
  isNothing,
  MOST_CHOSEN,
  NOTHING,
  type Selection,
  searchOfSelection,
  sizeOf,
} from './selection.ts';

/** Lines that spreadsheets open. */
const MOST_LINES = 1_048_575;

/** What can be done with what is found, or with what is chosen of it. */
export function Uses({
  state,
  total,
  selection,
  titles,
  select,
}: {
  readonly state: SearchState;
  readonly total: number | undefined;
  readonly selection: Selection;
  /** Titles of results that were chosen. */
  readonly titles: RefObject<ReadonlyMap<string, string>>;
  readonly select: (selection: Selection) => void;
}) {
  const safe = useRight();
  const words = TEXTS.results;
  const { items, change } = useBasket();
  const isChosen = !isNothing(selection);
  const chosen = isChosen ? searchOfSelection(state, selection) : state;
  const size = isChosen ? sizeOf(selection, total) : total;
  return (
    <div className="results-uses">
      <div className="row small">
        <span role="status" className="chosen-told">
          {isChosen && told(selection)}
        </span>
        {(!selection.isAll || selection.ids.length > 0) && (
          <Button priority="tertiary no outline" size="small" onClick={() => select(ALL)}>
            {words.chooseAll}
          </Button>
        )}
        {isChosen && (
          <Button priority="tertiary no outline" size="small" onClick={() => select(NOTHING)}>
            {words.chooseNone}
          </Button>
        )}
        {isFullSelection(selection) && <span className="quiet">{words.full(MOST_CHOSEN)}</span>}
      </div>
      <div className="row small">
        <a className="fr-link small" href={searchExport(safe.tenant, questionOf(chosen))} download>
          <Icon name="download" size={16} />
          {isChosen ? words.exportChosen : words.export}
        </a>
        {size !== undefined && size > MOST_LINES && (
          <span className="quiet">{words.exportBound(MOST_LINES)}</span>
        )}
        {mayDeliver(safe) && (
          <Link
            to="/coffres/$tenant/demande"
            params={{ tenant: String(safe.tenant) }}
            search={chosen}
            className="fr-link small"
          >
            {isChosen ? words.deliverChosen : TEXTS.request.wholeSearch}
          </Link>
        )}
        {mayDeliver(safe) && isChosen && !selection.isAll && (
          <button
            type="button"
            className="fr-link small"
            onClick={() =>
              change(
                selection.ids.reduce(
                  (basket, id) => withItem(basket, { id, title: titles.current.get(id) ?? id }),
                  items,
                ),
              )
            }
          >
            {words.intoBasket}
          </button>
        )}
        {mayAdministrate(safe) && (
          <Link
            to="/coffres/$tenant/valeur-probante/recherche"
            params={{ tenant: String(safe.tenant) }}
            search={chosen}
            className="fr-link small"
          >
            {TEXTS.proof.ask}
          </Link>
        )}
        {mayAdministrate(safe) && <Computation tenant={safe.tenant} search={chosen} size={size} />}
      </div>
    </div>
  );
}

function told({ isAll, ids }: Selection): string {
  if (!isAll) return TEXTS.results.chosen(ids.length);
  return ids.length === 0 ? TEXTS.results.allChosen : TEXTS.results.allBut(ids.length);
}

/** What holds by inheritance is computed, once that is confirmed (spec frontoffice.md B.13.12). */
function Computation({
  tenant,
  search,
  size,
}: {
  readonly tenant: number;
  readonly search: SearchState;
  /** Undefined while it is counted. */
  readonly size: number | undefined;
}) {
  const [isAsking, setAsking] = useState(false);
  const words = TEXTS.results;
  const compute = useMutation({
    mutationFn: () => computeRules(tenant, filtersOf(search)),
    onSuccess: () => setAsking(false),
  });
  return (
    <>
      <button
        type="button"
        className="fr-link small"
        onClick={() => {
          compute.reset();
          setAsking(true);
        }}
      >
        {words.compute}
      </button>
      {isAsking && (
        <Confirm
          title={words.computeAsk}
          words={words.computeWords(size, size === undefined || size > BIG)}
          label={words.computeButton}
          confirm={() => compute.mutate()}
          close={() => setAsking(false)}
          isPending={compute.isPending}
          error={compute.error}
        />
      )}
      {compute.data !== undefined && (
        <Alert
          small
          severity="success"
          description={
            <>
              {words.asked(compute.data.id)}{' '}
              <Link
                to="/coffres/$tenant/journal/$id"
                params={{ tenant: String(tenant), id: compute.data.id }}
              >
                {words.follow}
              </Link>
            </>
          }
        />
      )}
    </>
  );
}
