import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { processesExport, processesQuery, sessionQuery } from '../api/queries.ts';
import type { ProcessPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { ListPages } from '../parts/ListPages.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { mayFollowProcesses, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { LIST, processColumns } from './columns.tsx';
import { Filters, withFilter } from './Filters.tsx';
import { HeldBack, HoldBack } from './HeldBack.tsx';
import { Jobs } from './Jobs.tsx';
import {
  type ProcessesSearch,
  processesFilter,
  processesQuestion,
  readProcessesSearch,
} from './list-state.ts';
import { ProcessPanel } from './ProcessPanel.tsx';
import { ProcessTable } from './ProcessTable.tsx';
import '../referentials/referentials.css';

const route = getRouteApi('/inside/coffres/$tenant/operations');

/** What the archive is doing: what waits for somebody first; one of them beside the list. */
export function ProcessesPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const [size] = useListSize();
  const { data, error, refetch } = useQuery(processesQuery(tenant, processesQuestion(state, size)));
  return (
    <>
      <PageHead
        title={TEXTS.processes.title}
        lead={TEXTS.processes.lead}
        actions={<Ways tenant={tenant} state={state} refresh={() => void refetch()} />}
      />
      {data !== undefined && <HeldBack holds={data.holds} />}
      <Filters
        state={state}
        page={data}
        set={(name, value) => void navigate({ search: withFilter(state, name, value) })}
      />
      <ListTools
        tenant={tenant}
        list={LIST}
        columns={processColumns(() => null)}
        search={{ ...state }}
        show={(search) => void navigate({ search: readProcessesSearch(search) })}
      />
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

function Ways({
  tenant,
  state,
  refresh,
}: {
  readonly tenant: number;
  readonly state: ProcessesSearch;
  readonly refresh: () => void;
}) {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const isInSeveral = (session?.rights.filter(mayFollowProcesses).length ?? 0) > 1;
  return (
    <>
      {isInSeveral && (
        <Link
          to="/coffres/$tenant/operations/coffres"
          params={{ tenant: String(tenant) }}
          className="fr-btn fr-btn--secondary"
        >
          {TEXTS.processes.everywhere}
        </Link>
      )}
      <a className="fr-btn fr-btn--secondary" href={processesExport(tenant, processesFilter(state))} download>
        <Icon name="download" />
        {TEXTS.processes.export}
      </a>
      <Button priority="secondary" onClick={refresh}>
        {TEXTS.processes.refresh}
      </Button>
    </>
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
  const safe = useRight();
  const closing = useRef(false);
  return (
    <ProcessPanel
      key={id}
      safe={safe}
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
