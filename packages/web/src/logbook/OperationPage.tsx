import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { operationQuery } from '../api/queries.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { Trail } from '../shell/Trail.tsx';
import { dateAndTime, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Actions } from '../transfers/Steps.tsx';
import { OperationTag } from './LogbookPage.tsx';

const route = getRouteApi('/inside/coffres/$tenant/journal/$id');

/** One operation, with its events in their order. */
export function OperationPage() {
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery(operationQuery(Number(tenant), id));
  const title = data ? typographic(data.label) : TEXTS.logbook.title;
  return (
    <>
      <Trail
        links={[
          <Link key="logbook" to="/coffres/$tenant/journal" params={{ tenant }}>
            {TEXTS.logbook.title}
          </Link>,
        ]}
        here={data ? title : id}
        {...(data ? { hereLanguage: 'fr' } : {})}
      />
      <PageHead title={title} {...(data ? { titleLanguage: 'fr' } : {})} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <section className="panel" aria-labelledby="about">
            <h2 id="about">{TEXTS.logbook.about}</h2>
            <Facts
              facts={[
                [TEXTS.logbook.outcome, <OperationTag key="outcome" operation={data} />],
                [TEXTS.logbook.category, wordFor(TEXTS.logbook.categories, data.category)],
                [TEXTS.logbook.columns.begun, dateAndTime(data.startedAt)],
                [TEXTS.logbook.columns.ended, dateAndTime(data.writtenAt)],
                [TEXTS.logbook.message, <Recorded key="message" words={data.message} />],
                [TEXTS.logbook.contract, data.contract],
                [TEXTS.logbook.person, data.person],
                [TEXTS.logbook.application, data.agent],
                [TEXTS.logbook.detail, data.detail !== null && <pre className="said">{data.detail}</pre>],
                [
                  TEXTS.logbook.id,
                  <span key="id" className="identifier">
                    {data.id}
                  </span>,
                ],
              ]}
            />
          </section>
          <section className="panel" aria-labelledby="events">
            <h2 id="events">{TEXTS.logbook.events}</h2>
            {data.events.length === 0 ? (
              <p className="quiet">{TEXTS.logbook.noEvents}</p>
            ) : (
              <Actions events={data.events} />
            )}
          </section>
        </>
      )}
    </>
  );
}
