import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { registerTotalsQuery } from '../api/queries.ts';
import type { RegisterTotals } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useRight } from '../shell/safe.ts';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type DimensionName, type RegisterSearch, totalsQuestion, withFilter } from './list-state.ts';
import { QUANTITIES, Quantity } from './Quantity.tsx';
import { SymbolicTable } from './SymbolicTable.tsx';

const route = getRouteApi('/inside/coffres/$tenant/registre');

/** What the entries that are looked for come to, by one of their traits; each line leads to its entries. */
export function Totals({ state }: { readonly state: RegisterSearch }) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(registerTotalsQuery(tenant, totalsQuestion(state)));
  const by = state.par ?? 'service';
  const words = TEXTS.register;
  return (
    <section aria-labelledby="totals">
      <div className="section-head">
        <h2 id="totals">{words.by[by]}</h2>
        <Select
          label={words.totalsBy}
          options={Object.entries(words.dimensions).map(([value, label]) => ({ value, label }))}
          nativeSelectProps={{
            value: by,
            onChange: ({ target }) =>
              void navigate({
                search: (before) => ({ ...before, par: target.value as DimensionName }),
                resetScroll: false,
              }),
          }}
        />
      </div>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && data.totals.length > 0 && <TotalsTable state={state} by={by} totals={data} />}
      {data !== undefined && <SymbolicTable symbolic={data.symbolic} />}
    </section>
  );
}

function TotalsTable({
  state,
  by,
  totals: { totals },
}: {
  readonly state: RegisterSearch;
  readonly by: DimensionName;
  readonly totals: RegisterTotals;
}) {
  const { tenant } = route.useParams();
  const words = TEXTS.register;
  return (
    <div className="table-region register-summary">
      <table className="table cards-below">
        <caption className="fr-sr-only">{words.by[by]}</caption>
        <thead>
          <tr>
            <th scope="col">{words.dimensions[by]}</th>
            <th scope="col">{words.entries}</th>
            {QUANTITIES.map(([name]) => (
              <th key={name} scope="col">
                {words.quantities[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((each) => (
            <tr key={each.value ?? ''}>
              <td>
                {each.value === null ? (
                  words.withoutOne
                ) : (
                  <Link
                    to="/coffres/$tenant/registre"
                    params={{ tenant }}
                    search={entriesOf(state, by, each.value)}
                    resetScroll={false}
                    className="strong-link"
                  >
                    {each.name ?? each.value}
                  </Link>
                )}
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
  );
}

/** The address of the entries that a line of the totals is about. */
const entriesOf = (state: RegisterSearch, by: DimensionName, value: string): RegisterSearch =>
  by === 'annee'
    ? withFilter(state, { du: `${value}-01-01`, au: `${value}-12-31` })
    : withFilter(state, { [by]: [value] });
