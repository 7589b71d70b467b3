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
import { type ListColumn, ListTable } from '../parts/ListTable.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { MorePages } from '../parts/MorePages.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { useRight } from '../shell/safe.ts';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { type LogbookSearch, logbookFilter, logbookQuestion, readLogbookSearch } from './logbook-state.ts';
import { rightsInBrief } from './recorded-facts.ts';

const route = getRouteApi('/inside/coffres/$tenant/journal');

export function LogbookPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const [size] = useListSize();
  const columns = columnsOf(String(tenant));
  const { data, error, refetch } = useQuery(logbookQuery(tenant, logbookQuestion(state, size)));
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
      <ListTools
        tenant={tenant}
        list={LIST}
        columns={columns}
        search={{ ...state }}
        show={(search) => void navigate({ search: readLogbookSearch(search) })}
      />
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
          <ListTable list={LIST} caption={TEXTS.logbook.title} columns={columns} rows={data.operations} />
          <MorePages
            label={TEXTS.logbook.pages}
            page={state.page ?? 1}
            rows={data.operations.length}
            more={data.more}
            go={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        </>
      )}
    </>
  );
}

const SOUGHT = ['identifiant', 'contrat', 'personne', 'objet'] as const;

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
  const sought = (name: (typeof SOUGHT)[number], label: string) => (
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
        {sought('contrat', TEXTS.logbook.columns.contract)}
        {sought('personne', TEXTS.logbook.person)}
        {sought('objet', TEXTS.logbook.object)}
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

/** Name under which the choice of columns is kept, and the views. */
const LIST = 'journal';

function columnsOf(tenant: string): ListColumn<OperationEntry>[] {
  const words = TEXTS.logbook.columns;
  const usual = { isUsual: true };
  return [
    {
      ...{ key: 'outcome', title: words.outcome, isFixed: true, isPlain: true },
      cell: (operation) => <OperationTag operation={operation} />,
    },
    {
      ...{ key: 'operation', title: words.operation, isFixed: true, isPlain: true },
      cell: ({ id, label }) => (
        <Link to="/coffres/$tenant/journal/$id" params={{ tenant, id }} className="strong-link">
          <Recorded words={label} />
        </Link>
      ),
    },
    {
      ...{ key: 'id', title: words.id, ...usual },
      cell: ({ id }) => <span className="identifier small">{id}</span>,
    },
    {
      ...{ key: 'category', title: words.category, ...usual },
      cell: ({ category }) => wordFor(TEXTS.logbook.categories, category),
    },
    {
      ...{ key: 'begun', title: words.begun, ...usual },
      cell: ({ startedAt }) => dateAndTime(startedAt),
    },
    {
      ...{ key: 'ended', title: words.ended, ...usual },
      cell: ({ writtenAt }) => dateAndTime(writtenAt),
    },
    {
      ...{ key: 'step', title: words.step },
      cell: ({ step }) => (step === null ? '—' : <Recorded words={step} />),
    },
    { ...{ key: 'contract', title: words.contract }, cell: ({ contract }) => rightsInBrief(contract) ?? '—' },
    { ...{ key: 'person', title: words.person }, cell: ({ person }) => person ?? '—' },
    { ...{ key: 'application', title: words.application }, cell: ({ application }) => application ?? '—' },
  ];
}

export function OperationTag({ operation: { isRunning, outcome } }: { readonly operation: OperationEntry }) {
  return isRunning ? <Tag tone="run" words={TEXTS.status.running} /> : <ControlTag outcome={outcome} />;
}
