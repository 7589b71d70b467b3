import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { countQuery, searchQuery } from '../api/queries.ts';
import { AppliedTag } from '../parts/AppliedTag.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayFollow, mayWriteQueries, useRight } from '../shell/safe.ts';
import { labelled } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { FieldCriterionForm, RuleCriterionForm } from './CriterionForms.tsx';
import {
  type Criterion,
  criterionWords,
  isFull,
  isRuleCriterion,
  readCriteria,
  sameCriterion,
} from './criteria.ts';
import { FacetPanel } from './FacetPanel.tsx';
import { Holdings } from './Holdings.tsx';
import { Results } from './Results.tsx';
import { RuleFacets } from './RuleFacets.tsx';
import { SavedSearches } from './SavedSearches.tsx';
import { SearchForm } from './SearchForm.tsx';
import { filtersOf, PER_PAGE, questionOf, type SearchState } from './search-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/recherche');

export function SearchPage() {
  const safe = useRight();
  const state = route.useSearch();
  const { data, error, refetch, isPlaceholderData } = useQuery(
    searchQuery(safe.tenant, { ...questionOf(state), limit: PER_PAGE }),
  );
  // While another search is under way, what is shown is still the last one.
  const [shown, setShown] = useState(state);
  if (!isPlaceholderData && shown !== state) setShown(state);
  return (
    <>
      <PageHead
        title={TEXTS.search.title}
        lead={TEXTS.search.lead}
        actions={
          mayWriteQueries(safe) && (
            <Link
              to="/coffres/$tenant/requetes"
              params={{ tenant: String(safe.tenant) }}
              className="fr-btn fr-btn--secondary"
            >
              {TEXTS.expert.open}
            </Link>
          )
        }
      />
      {/* Another address, a new form: what is typed follows the history of the browser. */}
      <SearchForm key={JSON.stringify(state)} state={state} />
      {state.versement !== undefined && <InTransfer id={state.versement} />}
      <div className="search-layout">
        <Beside state={state} />
        <div>
          <Applied state={state} />
          <WaitingRules state={state} />
          {data === undefined &&
            (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
          {data !== undefined && (
            <section aria-label={TEXTS.search.results} aria-busy={isPlaceholderData}>
              <Results
                key={JSON.stringify(shown)}
                state={shown}
                first={data}
                nothing={<Nothing state={shown} />}
              />
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** Another search from this one, without what is empty. */
function narrowed(state: SearchState, criteria: Readonly<Record<string, string | undefined>>): SearchState {
  return Object.fromEntries(Object.entries({ ...state, ...criteria }).filter(([, value]) => value));
}

/** The tree and the facets: in a column of their own, or folded away on a narrow screen. */
function Beside({ state }: { readonly state: SearchState }) {
  const { tenant } = useRight();
  const navigate = route.useNavigate();
  const [isWide] = useState(() => window.matchMedia('(min-width: 62rem)').matches);
  const narrow = (criteria: Readonly<Record<string, string | undefined>>) =>
    void navigate({ search: narrowed(state, criteria) });
  const criteria = readCriteria(state.criteres ?? '');
  const withCriteria = (next: readonly Criterion[]) =>
    narrow({ criteres: next.length === 0 ? '' : JSON.stringify(next) });
  const add = (criterion: Criterion) => withCriteria([...criteria, criterion]);
  const toggle = (criterion: Criterion) => {
    const others = criteria.filter((each) => !sameCriterion(each, criterion));
    if (others.length < criteria.length) withCriteria(others);
    else if (!isFull(criteria)) add(criterion);
  };
  return (
    <div className="beside">
      <Folded title={TEXTS.saved.title}>
        <SavedSearches tenant={tenant} state={state} />
      </Folded>
      <Folded title={TEXTS.criteria.title}>
        <FieldCriterionForm tenant={tenant} isFull={isFull(criteria)} add={add} />
      </Folded>
      <Folded title={TEXTS.criteria.rules}>
        <RuleCriterionForm tenant={tenant} isFull={isFull(criteria)} add={add} />
      </Folded>
      <details className="panel" open={isWide}>
        <summary>
          <h2>{TEXTS.finding.tree}</h2>
        </summary>
        <Holdings tenant={tenant} state={state} choose={(sous) => narrow({ sous })} />
      </details>
      <details className="panel" open={isWide}>
        <summary>
          <h2>{TEXTS.finding.refine}</h2>
        </summary>
        <FacetPanel
          tenant={tenant}
          state={state}
          narrow={(criteria) => narrow(criteria as Record<string, string>)}
          toggle={toggle}
        />
      </details>
      <Folded title={TEXTS.finding.ruleFacets.title}>
        <RuleFacets tenant={tenant} state={state} criteria={criteria} toggle={toggle} />
      </Folded>
    </div>
  );
}

/** A panel whose content is made, and asked for, once somebody unfolds it. */
function Folded({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [wasOpen, setWasOpen] = useState(false);
  return (
    <details className="panel" onToggle={() => setWasOpen(true)}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {wasOpen && children}
    </details>
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
  const criteria = readCriteria(state.criteres ?? '');
  if (applied.length + criteria.length === 0) return null;
  return (
    <ul className="applied" aria-label={TEXTS.finding.criteria}>
      {applied.map(([name, words]) => (
        <AppliedTag
          key={name}
          words={String(words)}
          remove={() => void navigate({ search: narrowed(state, { [name]: undefined }) })}
        />
      ))}
      {criteria.map((criterion) => (
        <AppliedTag
          key={JSON.stringify(criterion)}
          words={criterionWords(criterion)}
          remove={() => {
            const kept = criteria.filter((each) => each !== criterion);
            const criteres = kept.length === 0 ? undefined : JSON.stringify(kept);
            void navigate({ search: narrowed(state, { criteres }) });
          }}
        />
      ))}
    </ul>
  );
}

/** A criterion on rules sees those that are computed: says how many of the units here it cannot judge. */
function WaitingRules({ state }: { readonly state: SearchState }) {
  const { tenant } = useRight();
  const criteria = readCriteria(state.criteres ?? '');
  const rules = criteria.find(isRuleCriterion);
  const waiting: Criterion[] = [
    ...criteria.filter((each) => !isRuleCriterion(each)),
    { category: rules?.category ?? 'AppraisalRule', origins: ['waiting'] },
  ];
  const others = { ...state, criteres: JSON.stringify(waiting) };
  const isTold = rules !== undefined && rules.origins?.includes('waiting') !== true;
  const { data } = useQuery({ ...countQuery(tenant, filtersOf(others)), enabled: isTold });
  if (!isTold || data === undefined || data.total === 0) return null;
  return (
    <div className="fr-mb-2w">
      <Alert
        small
        severity="warning"
        description={
          <>
            {TEXTS.criteria.waiting(data.total)}{' '}
            <Link to="/coffres/$tenant/recherche" params={{ tenant: String(tenant) }} search={others}>
              {TEXTS.criteria.seeWaiting}
            </Link>
          </>
        }
      />
    </div>
  );
}

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
