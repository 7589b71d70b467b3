import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { operationQuery } from '../api/queries.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, typographic } from '../texts/format.ts';
import { LOGBOOK } from '../texts/logbook.ts';
import { Actions } from '../transfers/Steps.tsx';
import { OperationTag } from './LogbookPage.tsx';

const route = getRouteApi('/inside/coffres/$tenant/journal/$id');

/** One operation, with its events in their order. */
export function OperationPage() {
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery(operationQuery(Number(tenant), id));
  const title = data ? typographic(data.label) : LOGBOOK.title;
  return (
    <>
      <Trail
        links={[
          <Link key="logbook" to="/coffres/$tenant/journal" params={{ tenant }}>
            {LOGBOOK.title}
          </Link>,
        ]}
        here={data ? title : id}
      />
      <PageHead title={title} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <section className="panel" aria-labelledby="about">
            <h2 id="about">{LOGBOOK.about}</h2>
            <Facts
              facts={[
                [LOGBOOK.outcome, <OperationTag key="outcome" operation={data} />],
                [LOGBOOK.category, LOGBOOK.categories[data.category] ?? data.category],
                [LOGBOOK.columns.begun, dateAndTime(data.startedAt)],
                [LOGBOOK.columns.ended, dateAndTime(data.writtenAt)],
                [LOGBOOK.message, typographic(data.message)],
                [LOGBOOK.contract, data.contract],
                [LOGBOOK.application, data.agent],
                [LOGBOOK.detail, data.detail !== null && <pre className="said">{data.detail}</pre>],
                [
                  LOGBOOK.id,
                  <span key="id" className="identifier">
                    {data.id}
                  </span>,
                ],
              ]}
            />
          </section>
          <section className="panel" aria-labelledby="events">
            <h2 id="events">{LOGBOOK.events}</h2>
            {data.events.length === 0 ? (
              <p className="quiet">{LOGBOOK.noEvents}</p>
            ) : (
              <Actions events={data.events} />
            )}
          </section>
        </>
      )}
    </>
  );
}
