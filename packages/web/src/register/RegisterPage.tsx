import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { withQuery } from '../api/client.ts';
import { registerAddress, registerEntriesQuery, registerQuery } from '../api/queries.ts';
import type { RegisterSummary } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { EntryPanel } from './EntryPanel.tsx';
import { Entries } from './EntryTable.tsx';
import { Filters } from './Filters.tsx';
import { registerQuestion, wantedOf } from './list-state.ts';
import { QUANTITIES, Quantity, QuantityTable } from './Quantity.tsx';
import '../referentials/referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/registre');

/** What entered and what is left, for each producing service, and each entry. */
export function RegisterPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const { data, error, refetch } = useQuery(registerQuery(tenant));
  return (
    <>
      <PageHead
        title={TEXTS.register.title}
        lead={TEXTS.register.lead}
        actions={
          data !== undefined &&
          data.agencies.length > 0 && (
            <a
              className="fr-btn fr-btn--secondary"
              href={withQuery(`/api/v1${registerAddress(tenant)}/export`, wantedOf(state))}
              download
            >
              <Icon name="download" />
              {TEXTS.referentials.export}
            </a>
          )
        }
      />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.agencies.length === 0 && <Nothing />}
      {data !== undefined && data.agencies.length > 0 && (
        <>
          <Summary summary={data} />
          <EntrySection />
        </>
      )}
    </>
  );
}

/** Says what will stand here, and how it comes. */
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

function Summary({ summary }: { readonly summary: RegisterSummary }) {
  const { tenant } = route.useParams();
  const words = TEXTS.register;
  return (
    <section aria-labelledby="summary">
      <h2 id="summary">{words.byAgency}</h2>
      <div className="table-region register-summary">
        <table className="table cards-below">
          <caption className="fr-sr-only">{words.byAgency}</caption>
          <thead>
            <tr>
              <th scope="col">{words.agency}</th>
              <th scope="col">{words.entries}</th>
              {QUANTITIES.map(([name]) => (
                <th key={name} scope="col">
                  {words.quantities[name]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {summary.agencies.map((each) => (
              <tr key={each.agency}>
                <td>
                  <Link
                    to="/coffres/$tenant/registre"
                    params={{ tenant }}
                    search={{ service: each.agency }}
                    resetScroll={false}
                    className="strong-link"
                  >
                    {each.name ?? each.agency}
                  </Link>
                </td>
                <td data-label={words.entries}>{number(each.entries)}</td>
                {QUANTITIES.map(([name, form]) => (
                  <td key={name} data-label={words.quantities[name]}>
                    <Quantity counter={each[name]} form={form} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function EntrySection() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const { data, error, refetch } = useQuery(registerEntriesQuery(tenant, registerQuestion(state)));
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{TEXTS.register.entries}</h2>
      <Filters state={state} page={data} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <p className="quiet small" role="status">
          {TEXTS.register.found(data.total)}
        </p>
      )}
      {data !== undefined && data.total > 1 && (
        <details className="register-totals">
          <summary>{TEXTS.register.totals}</summary>
          <QuantityTable counters={data.totals} caption={TEXTS.register.totals} />
        </details>
      )}
      <div className={state.fiche === undefined ? undefined : 'with-record'}>
        {data !== undefined && <Entries state={state} page={data} />}
        {state.fiche !== undefined && <OpenEntry id={state.fiche} />}
      </div>
    </section>
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
