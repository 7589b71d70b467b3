import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { deliveriesQuery } from '../api/queries.ts';
import type { Delivery } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Tag, toneOf } from '../parts/StatusTag.tsx';
import { mayDeliver, useRight } from '../shell/safe.ts';
import { bytes, dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { deliveryOutcome } from './outcome.ts';

const route = getRouteApi('/inside/coffres/$tenant/mises-a-disposition');
const PER_PAGE = 20;

export function DeliveriesPage() {
  const safe = useRight();
  if (!mayDeliver(safe)) return <PageHead title={TEXTS.deliveries.title} lead={TEXTS.deliveries.notYours} />;
  return (
    <>
      <PageHead title={TEXTS.deliveries.title} lead={TEXTS.deliveries.lead} />
      <List tenant={safe.tenant} />
    </>
  );
}

function List({ tenant }: { readonly tenant: number }) {
  const { page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(
    deliveriesQuery(tenant, { offset: (page - 1) * PER_PAGE, limit: PER_PAGE }),
  );
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  if (data.deliveries.length === 0)
    return (
      <div className="empty">
        <h2>{TEXTS.deliveries.none}</h2>
        <p>{TEXTS.deliveries.noneAdvice}</p>
        <div className="row">
          <Link
            to="/coffres/$tenant/recherche"
            params={{ tenant: String(tenant) }}
            search={{}}
            className="fr-btn"
          >
            {TEXTS.search.title}
          </Link>
        </div>
      </div>
    );
  const go = (to: number) => void navigate({ search: to > 1 ? { page: to } : {} });
  return (
    <>
      <div className="table-region">
        <table className="table cards-below">
          <caption className="fr-sr-only">{TEXTS.deliveries.caption}</caption>
          <thead>
            <tr>
              {Object.values(TEXTS.deliveries.columns).map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.deliveries.map((delivery) => (
              <Row key={delivery.id} tenant={String(tenant)} delivery={delivery} />
            ))}
          </tbody>
        </table>
      </div>
      {(page > 1 || data.more) && (
        <nav className="pager" aria-label={TEXTS.deliveries.pages}>
          <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
            {TEXTS.transfers.newer}
          </Button>
          <Button priority="secondary" disabled={!data.more} onClick={() => go(page + 1)}>
            {TEXTS.transfers.older}
          </Button>
        </nav>
      )}
    </>
  );
}

function Row({ tenant, delivery }: { readonly tenant: string; readonly delivery: Delivery }) {
  const { id, createdAt, requester, sedaVersion } = delivery;
  const outcome = deliveryOutcome(delivery);
  return (
    <tr>
      <td>
        <Tag tone={toneOf(outcome)} words={TEXTS.deliveries.status[outcome]} />
      </td>
      <td>
        <Link to="/coffres/$tenant/mises-a-disposition/$id" params={{ tenant, id }} className="strong-link">
          {TEXTS.deliveries.named(dateAndTime(createdAt))}
        </Link>
      </td>
      <td data-label={TEXTS.deliveries.columns.requester}>{requester}</td>
      <td data-label={TEXTS.deliveries.columns.version}>{`SEDA ${sedaVersion}`}</td>
      <td data-label={TEXTS.deliveries.columns.size}>
        {delivery.package ? bytes(delivery.package.size) : '—'}
      </td>
      <td data-label={TEXTS.deliveries.columns.until}>
        {delivery.package ? dateAndTime(delivery.package.expiresAt) : '—'}
      </td>
    </tr>
  );
}
