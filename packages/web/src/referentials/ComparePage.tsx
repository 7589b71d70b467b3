import { Button } from '@codegouvfr/react-dsfr/Button';
import { Checkbox } from '@codegouvfr/react-dsfr/Checkbox';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { recordQuery, referentialQuery } from '../api/queries.ts';
import type { ReferentialRecord } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { UnknownPage } from '../shell/fallback-pages.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { openingWords } from './access-contract/opening-words.ts';
import { openingsOf } from './access-contract/openings.ts';
import { type Compared, comparisonOf } from './comparison.ts';
import { isReferential, type ReferentialName, viewOf } from './kinds.ts';
import { shownValue } from './Value.tsx';
import './referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/referentiels/$kind/comparer/$id');

export function ComparePage() {
  const { kind, id } = route.useParams();
  return isReferential(kind) ? <Page key={`${kind} ${id}`} kind={kind} id={id} /> : <UnknownPage />;
}

/** A record beside another of its kind, which is chosen by its identifier. */
function Page({ kind, id }: { readonly kind: ReferentialName; readonly id: string }) {
  const { tenant } = useRight();
  const { avec } = route.useSearch();
  const params = { tenant: String(tenant), kind };
  const words = TEXTS.comparison;
  return (
    <>
      <Trail
        links={[
          <Link key="all" to="/coffres/$tenant/referentiels" params={params}>
            {TEXTS.referentials.title}
          </Link>,
          <Link key="kind" to="/coffres/$tenant/referentiels/$kind" params={params} search={{ fiche: id }}>
            {TEXTS.referentials.kinds[kind].title}
          </Link>,
        ]}
        here={words.label}
      />
      <PageHead title={words.title(id)} lead={words.lead} />
      <Choice key={avec} kind={kind} id={id} other={avec} />
      {avec !== undefined && <Both kind={kind} one={id} other={avec} />}
    </>
  );
}

interface Chosen {
  readonly kind: ReferentialName;
  readonly id: string;
  readonly other: string | undefined;
}

function Choice({ kind, id, other }: Chosen) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const [typed, setTyped] = useState(other ?? '');
  const { data } = useQuery(referentialQuery(tenant, kind, { q: typed.trim(), limit: 20 }));
  const name = viewOf(kind).name;
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        const avec = typed.trim();
        void navigate({ search: avec === '' ? {} : { avec } });
      }}
    >
      <Input
        label={TEXTS.comparison.other}
        hintText={TEXTS.comparison.otherHelp}
        nativeInputProps={{
          value: typed,
          list: 'comparable',
          autoComplete: 'off',
          maxLength: 500,
          onChange: ({ target }) => setTyped(target.value),
        }}
      />
      <datalist id="comparable">
        {(data?.records ?? [])
          .filter((record) => record['#key'] !== id)
          .map((record) => (
            <option key={String(record['#key'])} value={String(record['#key'])}>
              {String(record[name] ?? '')}
            </option>
          ))}
      </datalist>
      <Button type="submit" priority="secondary">
        {TEXTS.comparison.label}
      </Button>
    </form>
  );
}

function Both({
  kind,
  one: oneId,
  other: otherId,
}: {
  readonly kind: ReferentialName;
  readonly one: string;
  readonly other: string;
}) {
  const { tenant } = useRight();
  const one = useQuery(recordQuery(tenant, kind, oneId));
  const other = useQuery(recordQuery(tenant, kind, otherId));
  const error = one.error ?? other.error;
  const retry = () => {
    void one.refetch();
    void other.refetch();
  };
  if (error !== null) return <Failure error={error} title={TEXTS.comparison.failed} retry={retry} />;
  if (one.data === undefined || other.data === undefined) return <Loading />;
  return <Comparison kind={kind} one={one.data} other={other.data} />;
}

interface Pair {
  readonly kind: ReferentialName;
  readonly one: ReferentialRecord;
  readonly other: ReferentialRecord;
}

function Comparison({ kind, one, other }: Pair) {
  const [isWhole, setWhole] = useState(false);
  const words = TEXTS.comparison;
  const compared = comparisonOf(viewOf(kind), one, other);
  const differing = compared.filter(({ isSame }) => !isSame);
  const shown = isWhole ? compared : differing;
  return (
    <>
      {kind === 'access-contracts' && <InWords kind={kind} one={one} other={other} />}
      <p role="status" className="record-compared">
        <strong>{words.found(differing.length)}</strong>
      </p>
      <Checkbox
        small
        options={[
          {
            label: words.whole,
            nativeInputProps: { checked: isWhole, onChange: ({ target }) => setWhole(target.checked) },
          },
        ]}
      />
      {shown.length > 0 && (
        <div className="table-region">
          <table className="table cards-below compared">
            <caption className="fr-sr-only">{words.label}</caption>
            <thead>
              <tr>
                {[words.member, String(one['#key']), String(other['#key'])].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <tr key={each.member} className={each.isSame ? 'quiet' : undefined}>
                  <th scope="row">{wordFor(TEXTS.referentials.members, each.member)}</th>
                  <td data-label={String(one['#key'])}>
                    <Side compared={each} record={one} side="one" />
                  </td>
                  <td data-label={String(other['#key'])}>
                    <Side compared={each} record={other} side="other" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** Of a list, what the other one has not; else the value. */
function Side({
  compared: { member, form, lists, isSame },
  record,
  side,
}: {
  readonly compared: Compared;
  readonly record: ReferentialRecord;
  readonly side: 'one' | 'other';
}) {
  const words = TEXTS.comparison;
  if (lists === undefined || isSame) return shownValue(record, member, form) ?? words.nothing;
  const own = lists[side];
  return (
    <>
      {own.length > 0 && shownValue({ [member]: own }, member, form)}
      <span className="quiet small">
        {lists.both > 0 ? words.inBoth(lists.both) : own.length === 0 && words.nothing}
      </span>
    </>
  );
}

function InWords({ one, other }: Pair) {
  return (
    <div className="two-columns">
      {[one, other].map((record) => (
        <section key={String(record['#key'])} className="panel">
          <h2>{String(record['#key'])}</h2>
          <p>{openingWords(openingsOf(record)).join(' ')}</p>
        </section>
      ))}
    </div>
  );
}
