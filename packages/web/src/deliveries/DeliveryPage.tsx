import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { deliveryContent, deliveryQuery } from '../api/queries.ts';
import type { DeliveryDetail } from '../api/types.ts';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag, iconOf, toneOf } from '../parts/StatusTag.tsx';
import { mayDeliver, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { bytes, dateAndTime, duration } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { readMessage } from '../transfers/findings.ts';
import { deliveryOutcome, reasonInWords } from './outcome.ts';

const route = getRouteApi('/inside/coffres/$tenant/mises-a-disposition/$id');

export function DeliveryPage() {
  const safe = useRight();
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery({
    ...deliveryQuery(safe.tenant, id),
    enabled: mayDeliver(safe),
  });
  if (!mayDeliver(safe)) return <PageHead title={TEXTS.deliveries.title} lead={TEXTS.deliveries.notYours} />;
  return (
    <>
      <Trail
        links={[
          <Link key="deliveries" to="/coffres/$tenant/mises-a-disposition" params={{ tenant }}>
            {TEXTS.deliveries.title}
          </Link>,
        ]}
        here={data ? TEXTS.deliveries.named(dateAndTime(data.createdAt)) : id}
      />
      <PageHead title={data ? TEXTS.deliveries.named(dateAndTime(data.createdAt)) : TEXTS.deliveries.title} />
      {data === undefined &&
        (error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />)}
      {data !== undefined && (
        <>
          <Outcome tenant={safe.tenant} delivery={data} />
          <Remarks delivery={data} />
          <About delivery={data} />
        </>
      )}
    </>
  );
}

function Outcome({ tenant, delivery }: { readonly tenant: number; readonly delivery: DeliveryDetail }) {
  const { id, progress } = delivery;
  const outcome = deliveryOutcome(delivery);
  const step = TEXTS.transfers.progress(progress.done, progress.of);
  return (
    <section className={`outcome tone-${toneOf(outcome)}`} aria-label={TEXTS.transfers.columns.outcome}>
      <Icon name={iconOf(outcome)} size={28} />
      <div>
        <div role="status">
          <p className="outcome-title">{TEXTS.deliveries.status[outcome]}</p>
          <p>{TEXTS.deliveries.outcome[outcome]}</p>
        </div>
        {outcome === 'running' && (
          <>
            <progress max={progress.of} value={progress.done} aria-label={step} />
            <p className="small">
              {step}
              {progress.step !== undefined && (
                <>
                  {' · '}
                  <Recorded words={progress.step} />
                </>
              )}
            </p>
          </>
        )}
        {delivery.package !== undefined && (
          <>
            <p className="quiet">
              {TEXTS.deliveries.available(
                bytes(delivery.package.size),
                dateAndTime(delivery.package.expiresAt),
              )}
            </p>
            <div className="row">
              <a className="fr-btn" href={deliveryContent(tenant, id)} download>
                <Icon name="download" />
                {TEXTS.deliveries.download}
              </a>
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function Remarks({ delivery: { remarks } }: { readonly delivery: DeliveryDetail }) {
  if (remarks.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="remarks">
      <h2 id="remarks">{TEXTS.deliveries.remarks}</h2>
      <ul className="plain">
        {remarks.map(({ outcome, message, detail }) => (
          <li key={`${outcome} ${message}`}>
            <div className="action">
              <span>
                <strong>{reasonInWords(detail) ?? <Recorded words={readMessage(message).sentence} />}</strong>
                {reasonInWords(detail) !== undefined && (
                  <span className="quiet small">
                    {' '}
                    <Recorded words={readMessage(message).sentence} />
                  </span>
                )}
              </span>
              <ControlTag outcome={outcome} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function About({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { id, requester, sedaVersion, createdAt, updatedAt, state } = delivery;
  const isOver = state === 'COMPLETED';
  return (
    <section className="panel" aria-labelledby="about">
      <h2 id="about">{TEXTS.transfer.about}</h2>
      <Facts
        facts={[
          [TEXTS.deliveries.columns.requester, requester],
          [TEXTS.deliveries.columns.version, `SEDA ${sedaVersion}`],
          [TEXTS.deliveries.columns.date, dateAndTime(createdAt)],
          [TEXTS.transfer.facts.lasted, isOver && duration(createdAt, updatedAt)],
          [TEXTS.deliveries.columns.size, delivery.package && bytes(delivery.package.size)],
          [
            TEXTS.deliveries.digest,
            delivery.package && (
              <span key="digest" className="identifier">
                {delivery.package.digest}
              </span>
            ),
          ],
          [
            TEXTS.transfer.facts.id,
            <span key="id" className="identifier">
              {id}
            </span>,
          ],
        ]}
      />
    </section>
  );
}
