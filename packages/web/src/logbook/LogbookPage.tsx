import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { logbookExport, logbookQuery } from '../api/queries.ts';
import type { OperationEntry } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { useRight } from '../shell/safe.ts';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type LogbookSearch, logbookFilter, logbookQuestion } from './logbook-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/journal');

export function LogbookPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const { data, error, refetch } = useQuery(logbookQuery(tenant, logbookQuestion(state)));
  return (
    <>
      <PageHead
        title={TEXTS.logbook.title}
        lead={TEXTS.logbook.lead}
        actions={
          data !== undefined &&
          data.operations.length > 0 && (
            <a
              className="fr-btn fr-btn--secondary"
              href={logbookExport(tenant, logbookFilter(state))}
              download
            >
              <Icon name="download" />
              {TEXTS.logbook.export}
            </a>
          )
        }
      />
      <Filters state={state} categories={data?.categories ?? []} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data?.operations.length === 0 && (
        <div className="empty">
          <h2>{TEXTS.logbook.none}</h2>
          <p>{TEXTS.logbook.noneAdvice}</p>
          <Link
            to="/coffres/$tenant/journal"
            params={{ tenant: String(tenant) }}
            search={{}}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.logbook.reset}
          </Link>
        </div>
      )}
      {data !== undefined && data.operations.length > 0 && (
        <>
          <Operations tenant={String(tenant)} operations={data.operations} />
          <Pages state={state} more={data.more} />
        </>
      )}
    </>
  );
}

const SOUGHT = ['identifiant', 'contrat', 'personne'] as const;

function Filters({
  state,
  categories,
}: {
  readonly state: LogbookSearch;
  readonly categories: readonly string[];
}) {
  const navigate = route.useNavigate();
  const set = (name: keyof LogbookSearch, value: string) => {
    const { page: _, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search) });
  };
  const known = categories.includes(state.categorie ?? '')
    ? categories
    : [...categories, state.categorie ?? ''];
  const sought = (name: 'identifiant' | 'contrat' | 'personne', label: string) => (
    <Input
      key={`${name} ${state[name] ?? ''}`}
      label={label}
      nativeInputProps={{ type: 'search', name, defaultValue: state[name] ?? '', maxLength: 100 }}
    />
  );
  return (
    <search>
      <form
        className="criteria logbook-filters"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          const { page: _, ...kept } = state;
          const read = SOUGHT.map((name) => [name, String(given.get(name) ?? '').trim()] as const);
          void navigate({
            search: Object.fromEntries([...Object.entries(kept), ...read].filter(([, each]) => each !== '')),
          });
        }}
      >
        <Select
          label={TEXTS.logbook.category}
          options={[
            { value: '', label: TEXTS.logbook.anyCategory },
            ...known
              .filter((each) => each !== '')
              .map((value) => ({ value, label: wordFor(TEXTS.logbook.categories, value) })),
          ]}
          nativeSelectProps={{
            value: state.categorie ?? '',
            onChange: ({ target }) => set('categorie', target.value),
          }}
        />
        <Select
          label={TEXTS.logbook.outcome}
          options={Object.entries(TEXTS.logbook.outcomes).map(([value, label]) => ({ value, label }))}
          nativeSelectProps={{
            value: state.resultat ?? '',
            onChange: ({ target }) => set('resultat', target.value),
          }}
        />
        <DayField label={TEXTS.logbook.from} day={state.du} choose={(day) => set('du', day)} />
        <DayField label={TEXTS.logbook.to} day={state.au} choose={(day) => set('au', day)} />
        {sought('identifiant', TEXTS.logbook.id)}
        {sought('contrat', TEXTS.logbook.contract)}
        {sought('personne', TEXTS.logbook.person)}
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

function Operations({
  tenant,
  operations,
}: {
  readonly tenant: string;
  readonly operations: readonly OperationEntry[];
}) {
  const columns = TEXTS.logbook.columns;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{TEXTS.logbook.title}</caption>
        <thead>
          <tr>
            {Object.entries(columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <tr key={operation.id}>
              <td>
                <OperationTag operation={operation} />
              </td>
              <td>
                <Link
                  to="/coffres/$tenant/journal/$id"
                  params={{ tenant, id: operation.id }}
                  className="strong-link"
                >
                  <Recorded words={operation.label} />
                </Link>
              </td>
              <td data-label={columns.category}>{wordFor(TEXTS.logbook.categories, operation.category)}</td>
              <td data-label={columns.begun}>{dateAndTime(operation.startedAt)}</td>
              <td data-label={columns.ended}>{dateAndTime(operation.writtenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function OperationTag({ operation: { isRunning, outcome } }: { readonly operation: OperationEntry }) {
  return isRunning ? <Tag tone="run" words={TEXTS.status.running} /> : <ControlTag outcome={outcome} />;
}

function Pages({ state, more }: { readonly state: LogbookSearch; readonly more: boolean }) {
  const navigate = route.useNavigate();
  const { page = 1 } = state;
  if (page === 1 && !more) return null;
  const go = (to: number) => void navigate({ search: (before) => ({ ...before, page: to }) });
  return (
    <nav className="pager" aria-label={TEXTS.logbook.pages}>
      <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
        {TEXTS.transfers.newer}
      </Button>
      <Button priority="secondary" disabled={!more} onClick={() => go(page + 1)}>
        {TEXTS.transfers.older}
      </Button>
    </nav>
  );
}
