import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { searchQuery } from '../api/queries.ts';
import type { UnitPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayDeliver, mayFollow, useRight } from '../shell/safe.ts';
import { labelled, typedDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { FacetPanel } from './FacetPanel.tsx';
import { Hits } from './Hits.tsx';
import { LAST_PAGE, type Order, PER_PAGE, questionOf, type SearchState } from './search-state.ts';
import { Tree } from './Tree.tsx';

const route = getRouteApi('/inside/coffres/$tenant/recherche');
/** Criteria that are folded away until they serve. */
const ADVANCED = ['titre', 'description', 'producteur', 'format', 'id', 'objets'] as const;

export function SearchPage() {
  const safe = useRight();
  const state = route.useSearch();
  const { data, error, refetch, isPlaceholderData } = useQuery(searchQuery(safe.tenant, questionOf(state)));
  return (
    <>
      <PageHead title={TEXTS.search.title} lead={TEXTS.search.lead} />
      {/* Another address, a new form: what is typed follows the history of the browser. */}
      <SearchForm key={JSON.stringify(state)} state={state} />
      {state.versement !== undefined && <InTransfer id={state.versement} />}
      <div className="search-layout">
        <Beside state={state} />
        <div>
          <Applied state={state} />
          {data === undefined &&
            (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
          {data !== undefined && (
            <section aria-label={TEXTS.search.results} aria-busy={isPlaceholderData}>
              <p role="status" className="found">
                <strong>{TEXTS.search.found(data.total, data.exact)}</strong>
              </p>
              {data.total > 0 && mayDeliver(safe) && (
                <Link
                  to="/coffres/$tenant/demande"
                  params={{ tenant: String(safe.tenant) }}
                  search={state}
                  className="fr-link small"
                >
                  {TEXTS.request.wholeSearch}
                </Link>
              )}
              {data.total === 0 ? (
                <Nothing state={state} />
              ) : (
                <Hits tenant={String(safe.tenant)} page={data} heading="h2" />
              )}
              <Pages state={state} data={data} />
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** Another search from this one: its first page, without what is empty. */
function narrowed(state: SearchState, criteria: Readonly<Record<string, string | undefined>>): SearchState {
  const { page: _, ...kept } = state;
  return Object.fromEntries(Object.entries({ ...kept, ...criteria }).filter(([, value]) => value));
}

/** The tree and the facets: in a column of their own, or folded away on a narrow screen. */
function Beside({ state }: { readonly state: SearchState }) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const [isWide] = useState(() => window.matchMedia('(min-width: 62rem)').matches);
  const narrow = (criteria: Readonly<Record<string, string | undefined>>) =>
    void navigate({ search: narrowed(state, criteria) });
  return (
    <div className="beside">
      <details className="panel" open={isWide}>
        <summary>
          <h2>{TEXTS.finding.tree}</h2>
        </summary>
        <p className="quiet small">{TEXTS.finding.treeHint}</p>
        <Tree key={tenant} tenant={tenant} chosen={state.sous} choose={(sous) => narrow({ sous })} />
      </details>
      <details className="panel" open={isWide}>
        <summary>
          <h2>{TEXTS.finding.refine}</h2>
        </summary>
        <FacetPanel
          tenant={tenant}
          state={state}
          narrow={(criteria) => narrow(criteria as Record<string, string>)}
        />
      </details>
    </div>
  );
}

/** Criteria that the form does not show in sight, each with its way out. */
function Applied({ state }: { readonly state: SearchState }) {
  const navigate = route.useNavigate();
  const applied = Object.entries({
    sous: TEXTS.finding.under,
    producteur: state.producteur && labelled(TEXTS.finding.facets.agency, state.producteur),
    format: state.format && labelled(TEXTS.finding.facets.format, state.format),
    titre: state.titre && labelled(TEXTS.finding.title, state.titre),
    description: state.description && labelled(TEXTS.finding.description, state.description),
    objets: state.objets && TEXTS.finding.withObjects[state.objets],
    id: state.id && labelled(TEXTS.finding.id, state.id),
  }).filter(([name]) => state[name as keyof SearchState] !== undefined);
  if (applied.length === 0) return null;
  return (
    <ul className="applied" aria-label={TEXTS.finding.criteria}>
      {applied.map(([name, words]) => (
        <li key={name}>
          <button
            type="button"
            aria-label={TEXTS.finding.remove(String(words))}
            onClick={() => void navigate({ search: narrowed(state, { [name]: undefined }) })}
          >
            {words}
            <Icon name="bad" size={14} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function SearchForm({ state }: { readonly state: SearchState }) {
  const navigate = route.useNavigate();
  const [bad, setBad] = useState<ReadonlySet<string>>(new Set());

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    const given = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]),
    );
    const wrong = ['debut', 'fin'].filter((name) => given[name] && typedDate(given[name]) === undefined);
    setBad(new Set(wrong));
    if (wrong[0] !== undefined) {
      form.querySelector<HTMLInputElement>(`[name=${wrong[0]}]`)?.focus();
      return;
    }
    const { versement, sous } = state;
    const search = {
      q: given.q,
      niveau: given.niveau,
      debut: typedDate(given.debut ?? ''),
      fin: typedDate(given.fin ?? ''),
      tri: given.tri === 'relevance' ? '' : given.tri,
      ...{
        versement,
        sous,
        titre: given.titre,
        description: given.description,
        producteur: given.producteur,
      },
      ...{ format: given.format, objets: given.objets, id: given.id },
    };
    void navigate({
      search: Object.fromEntries(Object.entries(search).filter(([, value]) => value)) as SearchState,
    });
  }

  const date = (name: 'debut' | 'fin', label: string) => (
    <Input
      label={label}
      hintText={TEXTS.search.dateHint}
      {...(bad.has(name) ? { state: 'error', stateRelatedMessage: TEXTS.search.badDate } : {})}
      nativeInputProps={{
        name,
        defaultValue: typedBack(state[name]),
        inputMode: 'numeric',
        autoComplete: 'off',
      }}
    />
  );
  const text = (name: (typeof ADVANCED)[number], label: string) => (
    <Input label={label} nativeInputProps={{ name, defaultValue: state[name] ?? '', autoComplete: 'off' }} />
  );
  return (
    <search>
      <form className="search-form" onSubmit={submit} noValidate>
        <div className="search-main">
          <Input
            label={TEXTS.search.words}
            nativeInputProps={{
              name: 'q',
              type: 'search',
              defaultValue: state.q ?? '',
              placeholder: TEXTS.search.wordsHint,
              autoComplete: 'off',
            }}
          />
          <Button type="submit">{TEXTS.search.submit}</Button>
        </div>
        <div className="criteria">
          <Select
            label={TEXTS.search.level}
            options={[{ value: '', label: TEXTS.search.anyLevel }, ...optionsOf(TEXTS.metadata.levels)]}
            nativeSelectProps={{ name: 'niveau', defaultValue: state.niveau ?? '' }}
          />
          {date('debut', TEXTS.search.from)}
          {date('fin', TEXTS.search.to)}
          <Select
            label={TEXTS.search.order}
            options={optionsOf(TEXTS.search.orders)}
            nativeSelectProps={{ name: 'tri', defaultValue: state.tri ?? ('relevance' satisfies Order) }}
          />
        </div>
        <details className="more-criteria" open={ADVANCED.some((name) => state[name] !== undefined)}>
          <summary>{TEXTS.finding.more}</summary>
          <div className="criteria">
            {text('titre', TEXTS.finding.title)}
            {text('description', TEXTS.finding.description)}
            {text('producteur', TEXTS.finding.agency)}
            {text('format', TEXTS.finding.format)}
            {text('id', TEXTS.finding.id)}
            <Select
              label={TEXTS.finding.objects}
              options={[
                { value: '', label: TEXTS.finding.anyObjects },
                ...optionsOf(TEXTS.finding.withObjects),
              ]}
              nativeSelectProps={{ name: 'objets', defaultValue: state.objets ?? '' }}
            />
          </div>
        </details>
      </form>
    </search>
  );
}

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** A date of the address, as people type it. */
const typedBack = (date: string | undefined) => date?.split('-').reverse().join('/') ?? '';

function InTransfer({ id }: { readonly id: string }) {
  const safe = useRight();
  const params = { tenant: String(safe.tenant) };
  return (
    <p className="small">
      {`${TEXTS.search.inTransfer}${TEXTS.forms.colon}`}
      {mayFollow(safe) && (
        <>
          <Link to="/coffres/$tenant/versements/$id" params={{ ...params, id }}>
            {TEXTS.search.seeTransfer}
          </Link>
          {' · '}
        </>
      )}
      <Link to="/coffres/$tenant/recherche" params={params} search={{}}>
        {TEXTS.search.everywhere}
      </Link>
    </p>
  );
}

function Nothing({ state }: { readonly state: SearchState }) {
  const safe = useRight();
  const isAsked = Object.keys(state).length > 0;
  return (
    <div className="empty">
      <h2>{isAsked ? TEXTS.search.none : TEXTS.search.emptySafe}</h2>
      {isAsked ? (
        <ul>
          {TEXTS.search.noneAdvice.map((advice) => (
            <li key={advice}>{advice}</li>
          ))}
        </ul>
      ) : (
        <p>{TEXTS.search.emptySafeAdvice}</p>
      )}
      <div className="row">
        {isAsked ? (
          <Link
            to="/coffres/$tenant/recherche"
            params={{ tenant: String(safe.tenant) }}
            search={{}}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.search.reset}
          </Link>
        ) : (
          mayFollow(safe) && (
            <Link
              to="/coffres/$tenant/versements"
              params={{ tenant: String(safe.tenant) }}
              className="fr-btn"
            >
              {TEXTS.transfers.title}
            </Link>
          )
        )}
      </div>
    </div>
  );
}

function Pages({ state, data }: { readonly state: SearchState; readonly data: UnitPage }) {
  const navigate = route.useNavigate();
  const page = state.page ?? 1;
  const last = Math.min(LAST_PAGE, Math.ceil(data.total / PER_PAGE));
  if (last < 2) return null;
  const go = (to: number) => void navigate({ search: (before) => ({ ...before, page: to }) });
  return (
    <>
      <nav className="pager" aria-label={TEXTS.search.pages}>
        <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
          {TEXTS.search.previous}
        </Button>
        <span className="small">{TEXTS.search.page(page, last)}</span>
        <Button priority="secondary" disabled={page >= last} onClick={() => go(page + 1)}>
          {TEXTS.search.next}
        </Button>
      </nav>
      {page === LAST_PAGE && <p className="quiet small">{TEXTS.search.last}</p>}
    </>
  );
}
