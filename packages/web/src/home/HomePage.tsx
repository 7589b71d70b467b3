import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { figuresQuery, processesQuery, transfersQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { ProcessTable } from '../processes/ProcessTable.tsx';
import { mayDeposit, mayFollow, mayFollowProcesses, useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { FirstPackage } from '../transfers/FirstPackage.tsx';
import { TransferTable } from '../transfers/TransfersPage.tsx';
import { FiguresPanel } from './FiguresPanel.tsx';

const SHOWN = 5;

/** Where one arrives in a safe: what is running, what came last, what there is. */
export function HomePage() {
  const safe = useRight();
  const follows = mayFollow(safe);
  const params = { tenant: String(safe.tenant) };
  const last = useQuery({ ...transfersQuery(safe.tenant, { limit: SHOWN }), enabled: follows });
  const isNew = last.data?.transfers.length === 0;
  return (
    <>
      <PageHead
        title={TEXTS.home.title}
        lead={TEXTS.home.lead}
        actions={
          <>
            <Link to="/coffres/$tenant/recherche" params={params} className="fr-btn fr-btn--secondary">
              <Icon name="search" />
              {TEXTS.shell.search}
            </Link>
            {mayDeposit(safe) && !isNew && (
              <Link to="/coffres/$tenant/deposer" params={params} className="fr-btn">
                <Icon name="upload" />
                {TEXTS.transfers.deposit}
              </Link>
            )}
          </>
        }
      />
      {isNew ? (
        <FirstPackage safe={safe} />
      ) : (
        <>
          {mayFollowProcesses(safe) ? (
            <Underway tenant={params.tenant} />
          ) : (
            follows && <RunningTransfers tenant={params.tenant} />
          )}
          {follows && (
            <section aria-labelledby="last" className="home-part">
              <div className="figures-head">
                <h2 id="last">{TEXTS.home.last}</h2>
                <Link to="/coffres/$tenant/versements" params={params} className="fr-link">
                  {TEXTS.home.all}
                </Link>
              </div>
              {last.data ? (
                <TransferTable tenant={params.tenant} page={last.data} />
              ) : last.error ? (
                <Failure error={last.error} retry={() => void last.refetch()} />
              ) : (
                <Loading />
              )}
            </section>
          )}
          <Held />
        </>
      )}
    </>
  );
}

/** Operations that wait for a decision, then those that run, as the service orders them. */
function Underway({ tenant }: { readonly tenant: string }) {
  const { data, error, refetch } = useQuery(processesQuery(Number(tenant), { limit: SHOWN }));
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : null;
  const { PAUSE: paused, RUNNING: running } = data.states;
  if (paused + running === 0) return <Nothing words={TEXTS.home.nothingUnderway} />;
  return (
    <section aria-labelledby="running" className="home-part">
      <div className="figures-head">
        <h2 id="running">{TEXTS.home.underway}</h2>
        <Link to="/coffres/$tenant/operations" params={{ tenant }} className="fr-link">
          {TEXTS.home.allOperations}
        </Link>
      </div>
      <p className="quiet small" role="status">
        {TEXTS.home.stand(paused, running)}
      </p>
      <ProcessTable
        tenant={tenant}
        processes={data.processes.filter(({ state }) => state !== 'COMPLETED')}
        caption={TEXTS.home.underway}
      />
    </section>
  );
}

/** What a producing service may follow. */
function RunningTransfers({ tenant }: { readonly tenant: string }) {
  const { data } = useQuery(transfersQuery(Number(tenant), { outcome: 'running', limit: SHOWN }));
  if (data === undefined) return null;
  if (data.transfers.length === 0) return <Nothing words={TEXTS.home.nothingRunning} />;
  return (
    <section aria-labelledby="running" className="home-part">
      <h2 id="running">{TEXTS.home.running}</h2>
      <TransferTable tenant={tenant} page={data} caption={TEXTS.home.running} />
    </section>
  );
}

/** In a line: an empty list says nothing. */
function Nothing({ words }: { readonly words: string }) {
  return (
    <p className="quiet" role="status">
      {words}
    </p>
  );
}

function Held() {
  const safe = useRight();
  const { data, error, refetch } = useQuery(figuresQuery(safe.tenant));
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  return data.months.length === 0 ? (
    <div className="empty">
      <h2>{TEXTS.home.figures}</h2>
      <p>{TEXTS.home.nothing}</p>
    </div>
  ) : (
    <FiguresPanel figures={data} today={new Date()} />
  );
}
