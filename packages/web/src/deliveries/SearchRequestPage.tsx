import { getRouteApi, Link } from '@tanstack/react-router';
import { filtersOf } from '../archives/search-state.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeliver, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { RequestForm } from './RequestForm.tsx';

const route = getRouteApi('/inside/coffres/$tenant/demande');

/** The request that delivers everything that a search finds; the search is in the address. */
export function SearchRequestPage() {
  const safe = useRight();
  const state = route.useSearch();
  const params = { tenant: String(safe.tenant) };
  return (
    <>
      <Trail
        links={[
          <Link key="search" to="/coffres/$tenant/recherche" params={params} search={state}>
            {TEXTS.shell.search}
          </Link>,
        ]}
        here={TEXTS.request.title}
      />
      <PageHead
        title={TEXTS.request.title}
        lead={mayDeliver(safe) ? TEXTS.request.ofSearch : TEXTS.deliveries.notYours}
      />
      {mayDeliver(safe) && <RequestForm selection={{ search: filtersOf(state) }} />}
    </>
  );
}
