import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { childrenQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { TEXTS } from '../texts/index.ts';
import { Hits } from './Hits.tsx';

const PER_PAGE = 20;

/** What lies directly below a unit. */
export function Children({
  tenant,
  id,
  count,
}: {
  readonly tenant: string;
  readonly id: string;
  readonly count: number;
}) {
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery(
    childrenQuery(Number(tenant), id, { offset: (page - 1) * PER_PAGE, limit: PER_PAGE }),
  );
  const last = Math.ceil(count / PER_PAGE);
  return (
    <section className="panel" aria-labelledby="children">
      <h2 id="children">{TEXTS.unit.contains(count)}</h2>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && <Hits tenant={tenant} page={data} heading="h3" isOnePlace />}
      {last > 1 && (
        <nav className="pager" aria-label={TEXTS.search.pages}>
          <Button priority="secondary" size="small" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {TEXTS.search.previous}
          </Button>
          <span className="small" role="status">
            {TEXTS.search.page(page, last)}
          </span>
          <Button
            priority="secondary"
            size="small"
            disabled={page === last}
            onClick={() => setPage(page + 1)}
          >
            {TEXTS.search.next}
          </Button>
        </nav>
      )}
    </section>
  );
}
