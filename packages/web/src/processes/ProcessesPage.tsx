import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { processesQuery } from '../api/queries.ts';
import type { ProcessPage } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { Failure } from '../parts/Failure.tsx';
import { ListPages } from '../parts/ListPages.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { useRight } from '../shell/safe.ts';
import { number, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { HeldBack, HoldBack } from './HeldBack.tsx';
import { Jobs } from './Jobs.tsx';
import { type ProcessesSearch, processesQuestion } from './list-state.ts';
import { ProcessPanel } from './ProcessPanel.tsx';
import { ProcessTable } from './ProcessTable.tsx';
import '../referentials/referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/operations');

/** What the archive is doing: what waits for somebody first; one of them beside the list. */
export function ProcessesPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const [size] = useListSize();
  const { data, error, refetch } = useQuery(processesQuery(tenant, processesQuestion(state, size)));
  return (
    <>
      <PageHead title={TEXTS.processes.title} lead={TEXTS.processes.lead} />
      {data !== undefined && <HeldBack holds={data.holds} />}
      <Filters state={state} page={data} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <p className="quiet small" role="status">
          {TEXTS.processes.found(data.total, data.states.RUNNING, data.states.PAUSE)}
        </p>
      )}
      <div className={state.fiche === undefined ? undefined : 'with-record'}>
        {data !== undefined && <Processes state={state} page={data} />}
        {state.fiche !== undefined && <OpenProcess id={state.fiche} />}
      </div>
      {data !== undefined && <HoldBack categories={data.categories} />}
      <Jobs />
    </>
  );
}

function Filters({
  state,
  page,
}: {
  readonly state: ProcessesSearch;
  readonly page: ProcessPage | undefined;
}) {
  const navigate = route.useNavigate();
  const set = (name: keyof ProcessesSearch, value: string) => {
    const { page: _, fiche: __, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search) });
  };
  const choice = (
    name: 'etat' | 'resultat' | 'categorie',
    label: string,
    options: readonly (readonly [value: string, label: string])[],
  ) => (
    <Select
      label={label}
      options={options.map(([value, words]) => ({ value, label: words }))}
      nativeSelectProps={{ value: state[name] ?? '', onChange: ({ target }) => set(name, target.value) }}
    />
  );
  const counted = (words: Readonly<Record<string, string>>, counts: Readonly<Record<string, number>> = {}) =>
    Object.entries(words).map(
      ([value, label]) => [value, value === '' ? label : `${label} (${number(counts[value] ?? 0)})`] as const,
    );
  const categories = new Set([...(page?.categories ?? []), ...(state.categorie ? [state.categorie] : [])]);
  return (
    <search>
      <form
        className="criteria record-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set('identifiant', String(new FormData(event.currentTarget).get('identifiant') ?? '').trim());
        }}
      >
        {choice('etat', TEXTS.processes.state, counted(TEXTS.processes.states, page?.states))}
        {choice('resultat', TEXTS.processes.status, counted(TEXTS.processes.statuses, page?.statuses))}
        {choice('categorie', TEXTS.logbook.category, [
          ['', TEXTS.logbook.anyCategory],
          ...[...categories].map((each) => [each, wordFor(TEXTS.logbook.categories, each)] as const),
        ])}
        <DayField label={TEXTS.logbook.from} day={state.du} choose={(day) => set('du', day)} />
        <DayField label={TEXTS.logbook.to} day={state.au} choose={(day) => set('au', day)} />
        <Input
          key={state.identifiant ?? ''}
          label={TEXTS.logbook.id}
          nativeInputProps={{
            type: 'search',
            name: 'identifiant',
            defaultValue: state.identifiant ?? '',
            maxLength: 100,
          }}
        />
        <div>
          <Button type="submit" priority="secondary">
            {TEXTS.processes.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

function Processes({ state, page }: { readonly state: ProcessesSearch; readonly page: ProcessPage }) {
  const { tenant } = route.useParams();
  if (page.processes.length === 0) return <NoneSo isFiltered={Object.keys(state).length > 0} />;
  return (
    <div>
      <ProcessTable
        tenant={tenant}
        processes={page.processes}
        caption={TEXTS.processes.title}
        search={state}
      />
      <Pages state={state} total={page.total} />
    </div>
  );
}

function NoneSo({ isFiltered }: { readonly isFiltered: boolean }) {
  const { tenant } = route.useParams();
  if (!isFiltered)
    return (
      <div className="empty">
        <h2>{TEXTS.processes.empty}</h2>
        <p>{TEXTS.processes.emptyAdvice}</p>
      </div>
    );
  return (
    <div className="empty">
      <h2>{TEXTS.logbook.none}</h2>
      <p>{TEXTS.processes.noneAdvice}</p>
      <Link
        to="/coffres/$tenant/operations"
        params={{ tenant }}
        search={{}}
        className="fr-btn fr-btn--secondary"
      >
        {TEXTS.logbook.reset}
      </Link>
    </div>
  );
}

function Pages({ state, total }: { readonly state: ProcessesSearch; readonly total: number }) {
  const navigate = route.useNavigate();
  const { page = 1 } = state;
  const go = (to: number) =>
    void navigate({ search: ({ fiche: _, ...before }) => ({ ...before, page: to }) });
  return <ListPages label={TEXTS.processes.pages} page={page} total={total} go={go} />;
}

/** The panel; who closes it is where the operation stands in the list. */
function OpenProcess({ id }: { readonly id: string }) {
  const navigate = route.useNavigate();
  const closing = useRef(false);
  return (
    <ProcessPanel
      key={id}
      id={id}
      close={() => {
        if (closing.current) return;
        closing.current = true;
        document.getElementById(`process-${id}`)?.focus();
        void navigate({ search: ({ fiche: _, ...kept }) => kept, resetScroll: false });
      }}
    />
  );
}
