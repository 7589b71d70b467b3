import { Button } from '@codegouvfr/react-dsfr/Button';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { allProcessesQuery, sessionQuery } from '../api/queries.ts';
import type { AllProcesses, SafeProcess, SafeStanding } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { ListPages } from '../parts/ListPages.tsx';
import { type ListColumn, ListTable } from '../parts/ListTable.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { processColumns } from './columns.tsx';
import { Filters, withFilter } from './Filters.tsx';
import {
  type AllProcessesSearch,
  openedOf,
  processesQuestion,
  readAllProcessesSearch,
} from './list-state.ts';
import { ProcessPanel } from './ProcessPanel.tsx';
import '../referentials/referentials.css';
import './processes.css';

const route = getRouteApi('/inside/coffres/$tenant/operations/coffres');
const LIST = 'operations-coffres';

/** What the archive is doing in every safe where the person follows it: what waits for somebody first. */
export function AllProcessesPage() {
  const { tenant } = useRight();
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const [size] = useListSize();
  const { data, error, refetch } = useQuery(
    allProcessesQuery({ ...processesQuestion(state, size), tenant: state.coffre }),
  );
  const words = TEXTS.processes;
  const isOpen = openedOf(state) !== undefined;
  return (
    <>
      <Trail
        links={[
          <Link key="processes" to="/coffres/$tenant/operations" params={{ tenant: String(tenant) }}>
            {words.title}
          </Link>,
        ]}
        here={words.everywhere}
      />
      <PageHead
        title={words.all.title}
        lead={words.all.lead}
        actions={
          <Button priority="secondary" onClick={() => void refetch()}>
            {words.refresh}
          </Button>
        }
      />
      {data !== undefined && <Safes safes={data.safes} state={state} />}
      <Filters
        state={state}
        page={data}
        set={(name, value) => void navigate({ search: withFilter(state, name, value) })}
        first={
          <Select
            label={words.columns.safe}
            options={[
              { value: '', label: words.all.any },
              ...(data?.safes ?? []).map(({ tenant: safe, name }) => ({
                value: String(safe),
                label: TEXTS.safeNamed(safe, name),
              })),
            ]}
            nativeSelectProps={{
              value: state.coffre ?? '',
              onChange: ({ target }) => void navigate({ search: withFilter(state, 'coffre', target.value) }),
            }}
          />
        }
      />
      <ListTools
        tenant={tenant}
        list={LIST}
        columns={columnsOf(state, data)}
        search={{ ...state }}
        show={(search) => void navigate({ search: readAllProcessesSearch(search) })}
      />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <p className="quiet small" role="status">
          {words.all.found(data.total, data.states.RUNNING, data.states.PAUSE)}
        </p>
      )}
      <div className={isOpen ? 'with-record' : undefined}>
        {data !== undefined && <Processes state={state} page={data} />}
        {isOpen && <OpenProcess state={state} />}
      </div>
    </>
  );
}

/** Safe by safe; the name of each shows its operations alone. */
function Safes({
  safes,
  state,
}: {
  readonly safes: readonly SafeStanding[];
  readonly state: AllProcessesSearch;
}) {
  const { tenant } = route.useParams();
  const words = TEXTS.processes.all;
  return (
    <div className="table-region safes">
      <table className="table cards-below">
        <caption className="fr-sr-only">{words.safes}</caption>
        <thead>
          <tr>
            {Object.entries(words.columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {safes.map((safe) => (
            <tr key={safe.tenant} aria-current={String(safe.tenant) === state.coffre ? 'true' : undefined}>
              <td>
                <Link
                  to="/coffres/$tenant/operations/coffres"
                  params={{ tenant }}
                  search={withFilter(state, 'coffre', String(safe.tenant))}
                  resetScroll={false}
                  className="strong-link"
                >
                  {TEXTS.safeNamed(safe.tenant, safe.name)}
                </Link>
              </td>
              {(['running', 'waiting', 'paused', 'failed'] as const).map((name) => (
                <td key={name} data-label={words.columns[name]}>
                  {number(safe[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnsOf(state: AllProcessesSearch, page: AllProcesses | undefined): ListColumn<SafeProcess>[] {
  const nameOf = (tenant: number) => page?.safes.find((safe) => safe.tenant === tenant)?.name ?? '';
  const columns = processColumns<SafeProcess>((process) => <ToPanelHere process={process} state={state} />);
  return [
    ...columns.slice(0, 2),
    {
      ...{ key: 'safe', title: TEXTS.processes.columns.safe, isFixed: true },
      cell: ({ tenant }) => TEXTS.safeNamed(tenant, nameOf(tenant)),
    },
    ...columns.slice(2),
  ];
}

function ToPanelHere({
  process: { tenant, id, label },
  state,
}: {
  readonly process: SafeProcess;
  readonly state: AllProcessesSearch;
}) {
  const { tenant: here } = route.useParams();
  return (
    <Link
      id={`process-${id}`}
      to="/coffres/$tenant/operations/coffres"
      params={{ tenant: here }}
      search={{ ...state, fiche: `${tenant}.${id}` }}
      resetScroll={false}
      className="strong-link"
    >
      <Recorded words={label} />
    </Link>
  );
}

function Processes({ state, page }: { readonly state: AllProcessesSearch; readonly page: AllProcesses }) {
  const { tenant } = route.useParams();
  const navigate = route.useNavigate();
  if (page.processes.length === 0)
    return (
      <div className="empty">
        <h2>{TEXTS.logbook.none}</h2>
        <p>{TEXTS.processes.noneAdvice}</p>
        <Link
          to="/coffres/$tenant/operations/coffres"
          params={{ tenant }}
          search={{}}
          className="fr-btn fr-btn--secondary"
        >
          {TEXTS.logbook.reset}
        </Link>
      </div>
    );
  return (
    <div>
      <ListTable
        list={LIST}
        caption={TEXTS.processes.all.title}
        columns={columnsOf(state, page)}
        rows={page.processes}
        current={openedOf(state)?.id}
      />
      <ListPages
        label={TEXTS.processes.pages}
        page={state.page ?? 1}
        total={page.total}
        go={(to) => void navigate({ search: ({ fiche: _, ...before }) => ({ ...before, page: to }) })}
      />
    </div>
  );
}

/** The panel, in the safe of its operation; who closes it is where the operation stands in the list. */
function OpenProcess({ state }: { readonly state: AllProcessesSearch }) {
  const navigate = route.useNavigate();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const closing = useRef(false);
  const opened = openedOf(state);
  const safe = session?.rights.find(({ tenant }) => tenant === opened?.tenant);
  if (opened === undefined || safe === undefined) return null;
  return (
    <ProcessPanel
      key={state.fiche}
      safe={safe}
      id={opened.id}
      close={() => {
        if (closing.current) return;
        closing.current = true;
        document.getElementById(`process-${opened.id}`)?.focus();
        void navigate({ search: ({ fiche: _, ...kept }) => kept, resetScroll: false });
      }}
    />
  );
}
