import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { registerStatementQuery } from '../api/queries.ts';
import type { RegisterStatement, RegisterTotal } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Figures } from './Figures.tsx';
import { CHOICE_NAMES, LOSS_NAMES, type RegisterSearch, wantedOf } from './list-state.ts';
import { Symbolic } from './Symbolic.tsx';
import './print.css';

const route = getRouteApi('/inside/coffres/$tenant/registre/impression');

/** The register as it goes on paper: what is looked for in the list, summed and entry by entry, with every figure. */
export function PrintPage() {
  const { tenant, tenantName } = useRight();
  const state = route.useSearch();
  const { data, error, refetch, dataUpdatedAt } = useQuery(registerStatementQuery(tenant, wantedOf(state)));
  const words = TEXTS.register;
  return (
    <div className="register-print">
      <Trail
        links={[
          <Link
            key="register"
            to="/coffres/$tenant/registre"
            params={{ tenant: String(tenant) }}
            search={state}
          >
            {words.title}
          </Link>,
        ]}
        here={words.print.title}
      />
      <PageHead
        title={words.print.title}
        lead={words.print.lead(
          TEXTS.safeNamed(tenant, tenantName),
          dateAndTime(new Date(dataUpdatedAt || Date.now()).toISOString()),
        )}
        actions={data !== undefined && <Button onClick={() => window.print()}>{words.print.print}</Button>}
      >
        <Criteria state={state} />
      </PageHead>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <h2>{words.by.service}</h2>
          <Sums title={words.agency} totals={data.byAgency} />
          <Symbolic symbolic={data.symbolic} />
          <h2>{words.by.annee}</h2>
          <Sums title={words.dimensions.annee} totals={data.byYear} />
          <h2>{words.entries}</h2>
          <PrintedEntries statement={data} />
        </>
      )}
    </div>
  );
}

function PrintedEntries({
  statement: { total, most, entries, totals, agencies },
}: {
  readonly statement: RegisterStatement;
}) {
  const words = TEXTS.register;
  if (total > most) return <p>{words.print.tooMany(number(total), number(most))}</p>;
  return (
    <Figures
      caption={words.entries}
      titles={[words.date, words.message, words.agency, words.filters.contrat, words.status]}
      rows={entries.map((entry) => ({
        key: entry.id,
        counters: entry,
        cells: [
          dateAndTime(entry.StartDate),
          entry.obIdIn ?? entry.Opi,
          agencies[entry.OriginatingAgency] ?? entry.OriginatingAgency,
          entry.ArchivalAgreement,
          wordFor(words.statuses, entry.Status),
        ],
      }))}
      sum={totals}
    />
  );
}

/** What the print-out is limited to, so that the paper says it. */
function Criteria({ state }: { readonly state: RegisterSearch }) {
  const words = TEXTS.register;
  const said = [
    ...(state.q === undefined ? [] : [words.chosen(words.search, state.q)]),
    ...CHOICE_NAMES.flatMap((name) =>
      (state[name] ?? []).map((value) => words.chosen(words.filters[name], value)),
    ),
    ...LOSS_NAMES.flatMap((name) => {
      const answer = state[name];
      return answer === undefined ? [] : [words.chosen(words.losses[name], words.answers[answer])];
    }),
    ...(state.statut === undefined ? [] : [words.chosen(words.status, words.statuses[state.statut])]),
    ...(state.du === undefined ? [] : [`${words.from} ${state.du}`]),
    ...(state.au === undefined ? [] : [`${words.to} ${state.au}`]),
  ];
  return <p className="small">{said.length === 0 ? words.print.everything : said.join(' ; ')}</p>;
}

function Sums({ title, totals }: { readonly title: string; readonly totals: readonly RegisterTotal[] }) {
  const words = TEXTS.register;
  return (
    <Figures
      caption={title}
      titles={[title, words.entries]}
      rows={totals.map((each) => ({
        key: each.value ?? '',
        counters: each,
        cells: [each.name ?? each.value ?? words.withoutOne, number(each.entries)],
      }))}
    />
  );
}
