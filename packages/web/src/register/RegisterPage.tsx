import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { withQuery } from '../api/client.ts';
import { registerAddress, registerEntriesQuery } from '../api/queries.ts';
import type { RegisterPage as RegisterPageOf } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { EntryPanel } from './EntryPanel.tsx';
import { Entries, entryColumns, LIST } from './EntryTable.tsx';
import { Filters } from './Filters.tsx';
import {
  printedOf,
  type RegisterSearch,
  readRegisterSearch,
  registerQuestion,
  wantedOf,
} from './list-state.ts';
import { QuantityTable } from './Quantity.tsx';
import { Totals } from './Totals.tsx';
import '../referentials/referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/registre');

/** What entered and what is left: the entries that are looked for, what they come to, and each of them. */
export function RegisterPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const [size] = useListSize();
  const { data, error, refetch } = useQuery(registerEntriesQuery(tenant, registerQuestion(state, size)));
  // The values are those of the whole register, whatever is looked for.
  const isEmpty = data?.values.agency.length === 0;
  return (
    <>
      <PageHead
        title={TEXTS.register.title}
        lead={TEXTS.register.lead}
        actions={
          data !== undefined &&
          !isEmpty && (
            <>
              <Link
                to="/coffres/$tenant/registre/impression"
                params={{ tenant: String(tenant) }}
                search={printedOf(state)}
                className="fr-btn fr-btn--secondary"
              >
                {TEXTS.register.print.open}
              </Link>
              <a
                className="fr-btn fr-btn--secondary"
                href={withQuery(`/api/v1${registerAddress(tenant)}/export`, wantedOf(state))}
                download
              >
                <Icon name="download" />
                {TEXTS.referentials.export}
              </a>
            </>
          )
        }
      />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {isEmpty && <Nothing />}
      {data !== undefined && !isEmpty && (
        <>
          <Filters state={state} page={data} />
          <Totals state={state} />
          <EntrySection state={state} page={data} />
        </>
      )}
    </>
  );
}

function Nothing() {
  const safe = useRight();
  return (
    <div className="empty">
      <h2>{TEXTS.register.empty}</h2>
      <p>{TEXTS.register.emptyAdvice}</p>
      {mayDeposit(safe) && (
        <Link to="/coffres/$tenant/deposer" params={{ tenant: String(safe.tenant) }} className="fr-btn">
          {TEXTS.transfers.deposit}
        </Link>
      )}
    </div>
  );
}

function EntrySection({ state, page }: { readonly state: RegisterSearch; readonly page: RegisterPageOf }) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  return (
    <div>
      <h2 id="entries">{TEXTS.register.entries}</h2>
      <p className="quiet small" role="status">
        {TEXTS.register.found(page.total)}
      </p>
      {page.total > 1 && (
        <details className="register-totals">
          <summary>{TEXTS.register.totals}</summary>
          <QuantityTable counters={page.totals} caption={TEXTS.register.totals} />
        </details>
      )}
      <ListTools
        tenant={tenant}
        list={LIST}
        columns={entryColumns(String(tenant), {}, {})}
        search={{ ...state }}
        show={(search) => void navigate({ search: readRegisterSearch(search), resetScroll: false })}
      />
      <div className={state.fiche === undefined ? undefined : 'with-record'}>
        <Entries state={state} page={page} />
        {state.fiche !== undefined && <OpenEntry id={state.fiche} />}
      </div>
    </div>
  );
}

/** The panel; who closes it is where the entry stands in the list. */
function OpenEntry({ id }: { readonly id: string }) {
  const navigate = route.useNavigate();
  const closing = useRef(false);
  return (
    <EntryPanel
      key={id}
      id={id}
      close={() => {
        if (closing.current) return;
        closing.current = true;
        document.getElementById(`entry-${id}`)?.focus();
        void navigate({ search: ({ fiche: _, ...kept }) => kept, resetScroll: false });
      }}
    />
  );
}
