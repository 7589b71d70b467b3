import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { registerTotalsQuery, wholeRegisterQuery } from '../api/queries.ts';
import type { Counters, RegisterTotals } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { CHOICE_NAMES, LOSS_NAMES, type RegisterSearch, wantedOf } from './list-state.ts';
import { Amount, QUANTITIES } from './Quantity.tsx';
import { SymbolicTable } from './SymbolicTable.tsx';
import './print.css';

const route = getRouteApi('/inside/coffres/$tenant/registre/impression');

/** More entries are some sixty pages of paper; a table for machines serves better then. */
const MOST_PRINTED = 2000;
const PARTS = ['ingested', 'deleted', 'remained'] as const;

/** The register as it goes on paper: what is looked for in the list, summed and entry by entry, with every figure. */
export function PrintPage() {
  const { tenant, tenantName } = useRight();
  const state = route.useSearch();
  const wanted = wantedOf(state);
  const agencies = useQuery(registerTotalsQuery(tenant, { ...wanted, by: 'agency' }));
  const years = useQuery(registerTotalsQuery(tenant, { ...wanted, by: 'year' }));
  const whole = useQuery(wholeRegisterQuery(tenant, wanted, MOST_PRINTED));
  const words = TEXTS.register;
  const error = agencies.error ?? years.error ?? whole.error;
  const isRead = agencies.data !== undefined && years.data !== undefined && whole.data !== undefined;
  const retry = () => void Promise.all([agencies, years, whole].map(({ refetch }) => refetch()));
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
          dateAndTime(new Date(whole.dataUpdatedAt || Date.now()).toISOString()),
        )}
        actions={isRead && <Button onClick={() => window.print()}>{words.print.print}</Button>}
      >
        <Criteria state={state} />
      </PageHead>
      {!isRead && (error ? <Failure error={error} retry={retry} /> : <Loading />)}
      {isRead && (
        <>
          <h2>{words.by.service}</h2>
          <Sums title={words.agency} totals={agencies.data} />
          <SymbolicTable symbolic={agencies.data.symbolic} />
          <h2>{words.by.annee}</h2>
          <Sums title={words.dimensions.annee} totals={years.data} />
          <h2>{words.entries}</h2>
          {whole.data.total > MOST_PRINTED ? (
            <p>{words.print.tooMany(number(whole.data.total), number(MOST_PRINTED))}</p>
          ) : (
            <Figures
              caption={words.entries}
              titles={[words.date, words.message, words.agency, words.filters.contrat, words.status]}
              rows={whole.data.entries.map((entry) => ({
                key: entry.id,
                counters: entry,
                cells: [
                  dateAndTime(entry.StartDate),
                  entry.obIdIn ?? entry.Opi,
                  whole.data.agencies[entry.OriginatingAgency] ?? entry.OriginatingAgency,
                  entry.ArchivalAgreement,
                  wordFor(words.statuses, entry.Status),
                ],
              }))}
              sum={whole.data.totals}
            />
          )}
        </>
      )}
    </div>
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

function Sums({ title, totals: { totals } }: { readonly title: string; readonly totals: RegisterTotals }) {
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

interface Row {
  readonly key: string;
  readonly cells: readonly ReactNode[];
  readonly counters: Counters;
}

/** Each line with what entered, what left and what remains of each quantity. */
function Figures({
  caption,
  titles,
  rows,
  sum,
}: {
  readonly caption: string;
  readonly titles: readonly string[];
  readonly rows: readonly Row[];
  readonly sum?: Counters;
}) {
  const words = TEXTS.register;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the window is reached by keys
    <section className="table-region" tabIndex={0} aria-label={caption}>
      <table className="table figures">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col" rowSpan={2}>
                {title}
              </th>
            ))}
            {QUANTITIES.map(([name]) => (
              <th key={name} scope="colgroup" colSpan={PARTS.length}>
                {words.quantities[name]}
              </th>
            ))}
          </tr>
          <tr>
            {QUANTITIES.flatMap(([name]) =>
              PARTS.map((part) => (
                <th key={`${name} ${part}`} scope="col">
                  {words.parts[part]}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells, counters }) => (
            <tr key={key}>
              {cells.map((cell, at) => (
                <td key={titles[at]}>{cell}</td>
              ))}
              <Amounts counters={counters} />
            </tr>
          ))}
        </tbody>
        {sum !== undefined && (
          <tfoot>
            <tr>
              <th scope="row" colSpan={titles.length}>
                {words.totals}
              </th>
              <Amounts counters={sum} />
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function Amounts({ counters }: { readonly counters: Counters }) {
  return QUANTITIES.flatMap(([name, form]) =>
    PARTS.map((part) => (
      <td key={`${name} ${part}`} className="figure">
        <Amount value={counters[name][part]} form={form} />
      </td>
    )),
  );
}
