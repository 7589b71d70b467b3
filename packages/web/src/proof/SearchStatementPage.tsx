import { getRouteApi, Link } from '@tanstack/react-router';
import { PageHead } from '../parts/PageHead.tsx';
import { mayAdministrate, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { TEXTS } from '../texts/index.ts';
import { StatementForm } from './StatementForm.tsx';

const route = getRouteApi('/inside/coffres/$tenant/valeur-probante/recherche');

/** A statement about everything that a search finds; the search is in the address. */
export function SearchStatementPage() {
  const safe = useRight();
  const state = route.useSearch();
  const params = { tenant: String(safe.tenant) };
  const words = TEXTS.proof;
  return (
    <>
      <Trail
        links={[
          <Link key="search" to="/coffres/$tenant/recherche" params={params} search={state}>
            {TEXTS.shell.search}
          </Link>,
        ]}
        here={words.title}
      />
      <PageHead title={words.title} lead={mayAdministrate(safe) ? words.lead : words.notYours} />
      {mayAdministrate(safe) && <StatementForm tenant={safe.tenant} search={state} />}
    </>
  );
}
