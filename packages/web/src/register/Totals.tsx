import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { registerTotalsQuery } from '../api/queries.ts';
import type { RegisterTotal } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useRight } from '../shell/safe.ts';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Figures } from './Figures.tsx';
import { type DimensionName, type RegisterSearch, totalsQuestion, withFilter } from './list-state.ts';
import { Symbolic } from './Symbolic.tsx';

const route = getRouteApi('/inside/coffres/$tenant/registre');

/**
 * What the entries that are looked for come to, by one of their traits, each line leading to its entries; and what the
 * services see of others, which is no entry's and stands also where none is found.
 */
export function Totals({ state }: { readonly state: RegisterSearch }) {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(registerTotalsQuery(tenant, totalsQuestion(state)));
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <>
      {data.totals.length > 0 && <TotalsSection state={state} totals={data.totals} />}
      <Symbolic symbolic={data.symbolic} />
    </>
  );
}

function TotalsSection({
  state,
  totals,
}: {
  readonly state: RegisterSearch;
  readonly totals: readonly RegisterTotal[];
}) {
  const { tenant } = route.useParams();
  const navigate = route.useNavigate();
  const by = state.par ?? 'service';
  const words = TEXTS.register;
  return (
    <div className="register-part">
      <div className="section-head">
        <h2>{words.by[by]}</h2>
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
      <Figures
        caption={words.by[by]}
        titles={[words.dimensions[by], words.entries]}
        rows={totals.map((each) => ({
          key: each.value ?? '',
          counters: each,
          cells: [
            each.value === null ? (
              words.withoutOne
            ) : (
              <Link
                key="value"
                to="/coffres/$tenant/registre"
                params={{ tenant }}
                search={entriesOf(state, by, each.value)}
                resetScroll={false}
                className="strong-link"
              >
                {each.name ?? each.value}
              </Link>
            ),
            number(each.entries),
          ],
        }))}
      />
    </div>
  );
}

/** The address of the entries that a line of the totals is about. */
const entriesOf = (state: RegisterSearch, by: DimensionName, value: string): RegisterSearch =>
  by === 'annee'
    ? withFilter(state, { du: `${value}-01-01`, au: `${value}-12-31` })
    : withFilter(state, { [by]: [value] });
