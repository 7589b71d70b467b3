import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { withQuery } from '../api/client.ts';
import { noticesAddress, referentialAddress, referentialQuery } from '../api/queries.ts';
import type { ReferentialPage as Answer } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { ListPages } from '../parts/ListPages.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListColumns } from '../parts/list-columns.ts';
import { useListSize } from '../parts/list-size.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { UnknownPage } from '../shell/fallback-pages.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { columnsOfKind } from './columns.ts';
import {
  type FilterName,
  isReferential,
  type ReferentialName,
  type ReferentialView,
  viewOf,
} from './kinds.ts';
import { ListActions } from './ListActions.tsx';
import {
  type ReferentialSearch,
  readReferentialSearch,
  referentialQuestion,
  sortedBy,
  sortOf,
  wantedOf,
} from './list-state.ts';
import { RecordPanel } from './RecordPanel.tsx';
import { nameOf } from './record-name.ts';
import { SchemaPage } from './schema/SchemaPage.tsx';
import { shownValue } from './Value.tsx';
import './referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/referentiels/$kind');

export function ReferentialPage() {
  const { kind } = route.useParams();
  if (!isReferential(kind)) return <UnknownPage />;
  return kind === 'schema' ? <SchemaPage /> : <Referential kind={kind} />;
}

/** List of a referential; the record of the address beside it. */
function Referential({ kind }: { readonly kind: ReferentialName }) {
  const { tenant } = useRight();
  const state = route.useSearch();
  const view = viewOf(kind);
  const navigate = route.useNavigate();
  const [size] = useListSize();
  const { data, error, refetch } = useQuery(
    referentialQuery(tenant, kind, referentialQuestion(view, state, size)),
  );
  const words = TEXTS.referentials.kinds[kind];
  return (
    <>
      <Trail
        links={[
          <Link key="all" to="/coffres/$tenant/referentiels" params={{ tenant: String(tenant) }}>
            {TEXTS.referentials.title}
          </Link>,
        ]}
        here={words.title}
      />
      <PageHead
        title={words.title}
        lead={words.lead}
        actions={
          <ListActions
            tenant={tenant}
            kind={kind}
            address={withQuery(`/api/v1${referentialAddress(tenant, kind)}/export`, wantedOf(view, state))}
            notices={kind === 'agencies' ? noticesAddress(tenant, wantedOf(view, state)) : undefined}
          />
        }
      />
      <Filters kind={kind} state={state} values={data?.values ?? {}} names={data?.names ?? {}} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <p className="quiet small" role="status">
            {TEXTS.referentials.found(data.total)}
          </p>
          <ListTools
            tenant={tenant}
            list={kind}
            columns={columnsOfKind(kind)}
            search={{ ...state }}
            show={(search) => void navigate({ search: readReferentialSearch(search) })}
          />
        </>
      )}
      <div className={state.fiche === undefined ? undefined : 'with-record'}>
        {data !== undefined && <Records kind={kind} state={state} page={data} />}
        {state.fiche !== undefined && <OpenRecord kind={kind} id={state.fiche} />}
      </div>
    </>
  );
}

function Filters({
  kind,
  state,
  values,
  names,
}: {
  readonly kind: ReferentialName;
  readonly state: ReferentialSearch;
  readonly values: Answer['values'];
  readonly names: Answer['names'];
}) {
  const navigate = route.useNavigate();
  const set = (name: 'q' | FilterName, value: string) => {
    const { page: _, fiche: __, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search) });
  };
  return (
    <search>
      <form
        className="criteria record-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set('q', String(new FormData(event.currentTarget).get('q') ?? '').trim());
        }}
      >
        <Input
          key={state.q ?? ''}
          label={TEXTS.referentials.search}
          nativeInputProps={{ type: 'search', name: 'q', defaultValue: state.q ?? '', maxLength: 500 }}
        />
        {Object.entries(viewOf(kind).filters).map(([name, member]) => {
          const chosen = state[name as FilterName] ?? '';
          const known = values[member] ?? [];
          const options = known.includes(chosen) || chosen === '' ? known : [...known, chosen];
          return (
            <Select
              key={name}
              label={wordFor(TEXTS.referentials.members, member)}
              options={[
                { value: '', label: TEXTS.referentials.any },
                ...options.map((value) => ({
                  value,
                  label: names[value] ?? wordFor(TEXTS.referentials.words, value),
                })),
              ]}
              nativeSelectProps={{
                value: chosen,
                onChange: ({ target }) => set(name as FilterName, target.value),
              }}
            />
          );
        })}
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.referentials.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

function Records({
  kind,
  state,
  page,
}: {
  readonly kind: ReferentialName;
  readonly state: ReferentialSearch;
  readonly page: Answer;
}) {
  const { tenant } = route.useParams();
  const view = viewOf(kind);
  const { shown: columns } = useListColumns(kind, columnsOfKind(kind));
  const title = (member: string) => wordFor(TEXTS.referentials.members, member);
  if (page.records.length === 0 && isUnfiltered(view, state))
    return (
      <div className="empty">
        <h2>{TEXTS.referentials.empty}</h2>
        <p>{TEXTS.referentials.kinds[kind].empty}</p>
      </div>
    );
  if (page.records.length === 0)
    return (
      <div className="empty">
        <h2>{TEXTS.referentials.none}</h2>
        <p>{TEXTS.referentials.noneAdvice}</p>
        <Link
          to="/coffres/$tenant/referentiels/$kind"
          params={{ tenant, kind }}
          search={{}}
          className="fr-btn fr-btn--secondary"
        >
          {TEXTS.referentials.reset}
        </Link>
      </div>
    );
  return (
    <div>
      <div className="table-region">
        <table className="table cards-below">
          <caption className="fr-sr-only">{TEXTS.referentials.kinds[kind].title}</caption>
          <thead>
            <tr>
              {[undefined, view.name, ...columns.map(({ key }) => key)].map((member) => (
                <SortedHead key={member ?? ''} kind={kind} state={state} member={member} />
              ))}
            </tr>
          </thead>
          <tbody>
            {page.records.map((record) => {
              const id = String(record['#key']);
              return (
                <tr key={id} aria-current={id === state.fiche ? 'true' : undefined}>
                  <td>
                    <Link
                      id={`record-${id}`}
                      to="/coffres/$tenant/referentiels/$kind"
                      params={{ tenant, kind }}
                      search={{ ...state, fiche: id }}
                      resetScroll={false}
                      className="strong-link identifier"
                    >
                      {id}
                    </Link>
                  </td>
                  <td data-label={title(view.name)}>{nameOf(kind, record)}</td>
                  {columns.map(({ key, form }) => (
                    <td key={key} data-label={title(key)}>
                      {shownValue(record, key, form, true)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Pages state={state} total={page.total} />
    </div>
  );
}

const isUnfiltered = (view: ReferentialView, state: ReferentialSearch) =>
  Object.values(wantedOf(view, state)).every((wanted) => wanted === undefined);

/** Head of a column, which sorts the list by it. @param member absent: the identifier */
function SortedHead({
  kind,
  state,
  member,
}: {
  readonly kind: ReferentialName;
  readonly state: ReferentialSearch;
  readonly member: string | undefined;
}) {
  const { tenant } = route.useParams();
  const now = sortOf(state);
  const isSorted = now.member === member;
  return (
    <th scope="col" aria-sort={isSorted ? (now.isDescending ? 'descending' : 'ascending') : 'none'}>
      <Link
        to="/coffres/$tenant/referentiels/$kind"
        params={{ tenant, kind }}
        search={sortedBy(state, member)}
        resetScroll={false}
        className="sort"
      >
        {wordFor(TEXTS.referentials.members, member ?? 'Identifier')}
        <span aria-hidden="true">{isSorted ? (now.isDescending ? ' ↓' : ' ↑') : ''}</span>
      </Link>
    </th>
  );
}

function Pages({ state, total }: { readonly state: ReferentialSearch; readonly total: number }) {
  const navigate = route.useNavigate();
  const { page = 1 } = state;
  const go = (to: number) =>
    void navigate({ search: ({ fiche: _, ...before }) => ({ ...before, page: to }) });
  return <ListPages label={TEXTS.referentials.pages} page={page} total={total} go={go} />;
}

/** The panel; who closes it is where the record stands in the list. */
function OpenRecord({ kind, id }: { readonly kind: ReferentialName; readonly id: string }) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const closing = useRef(false);
  return (
    <RecordPanel
      key={id}
      tenant={tenant}
      kind={kind}
      id={id}
      close={() => {
        if (closing.current) return;
        closing.current = true;
        document.getElementById(`record-${id}`)?.focus();
        void navigate({ search: ({ fiche: _, ...kept }) => kept, resetScroll: false });
      }}
    />
  );
}
