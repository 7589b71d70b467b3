import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { deliveriesQuery } from '../api/queries.ts';
import type { Delivery } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { type ListColumn, ListTable } from '../parts/ListTable.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { MorePages } from '../parts/MorePages.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { Tag, toneOf } from '../parts/StatusTag.tsx';
import { mayDeliver, useRight } from '../shell/safe.ts';
import { bytes, dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { deliveryOutcome } from './outcome.ts';

const route = getRouteApi('/inside/coffres/$tenant/mises-a-disposition');

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
  const [size] = useListSize();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(
    deliveriesQuery(tenant, { offset: (page - 1) * size, limit: size }),
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
  const columns = columnsOf(String(tenant));
  return (
    <>
      <ListTools
        tenant={tenant}
        list={LIST}
        columns={columns}
        search={{}}
        show={() => void navigate({ search: {} })}
      />
      <ListTable list={LIST} caption={TEXTS.deliveries.caption} columns={columns} rows={data.deliveries} />
      <MorePages
        label={TEXTS.deliveries.pages}
        page={page}
        rows={data.deliveries.length}
        more={data.more}
        go={(to) => void navigate({ search: to > 1 ? { page: to } : {} })}
      />
    </>
  );
}

/** Name under which the choice of columns is kept, and the views. */
const LIST = 'mises-a-disposition';

function columnsOf(tenant: string): ListColumn<Delivery>[] {
  const words = TEXTS.deliveries.columns;
  const usual = { isUsual: true };
  return [
    {
      ...{ key: 'outcome', title: words.outcome, isFixed: true, isPlain: true },
      cell: (delivery) => {
        const outcome = deliveryOutcome(delivery);
        return <Tag tone={toneOf(outcome)} words={TEXTS.deliveries.status[outcome]} />;
      },
    },
    {
      ...{ key: 'date', title: words.date, isFixed: true, isPlain: true },
      cell: ({ id, createdAt }) => (
        <Link to="/coffres/$tenant/mises-a-disposition/$id" params={{ tenant, id }} className="strong-link">
          {TEXTS.deliveries.named(dateAndTime(createdAt))}
        </Link>
      ),
    },
    { ...{ key: 'requester', title: words.requester, ...usual }, cell: ({ requester }) => requester },
    {
      ...{ key: 'version', title: words.version, ...usual },
      cell: ({ sedaVersion }) => `SEDA ${sedaVersion}`,
    },
    {
      ...{ key: 'size', title: words.size, ...usual },
      cell: (delivery) => (delivery.package ? bytes(delivery.package.size) : '—'),
    },
    {
      ...{ key: 'until', title: words.until, ...usual },
      cell: (delivery) => (delivery.package ? dateAndTime(delivery.package.expiresAt) : '—'),
    },
    {
      ...{ key: 'id', title: words.id },
      cell: ({ id }) => <span className="identifier small">{id}</span>,
    },
  ];
}
