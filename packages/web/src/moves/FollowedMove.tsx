import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { operationQuery } from '../api/queries.ts';
import { OperationTag } from '../logbook/LogbookPage.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';

/** What becomes of a move that was asked for. */
export function FollowedMove({ id, again }: { readonly id: string; readonly again: () => void }) {
  const { tenant } = useRight();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(operationQuery(tenant, id));
  const isOver = data?.isRunning === false;
  useEffect(() => {
    // Places, ways and trees that were read before show what was.
    if (isOver)
      void client.invalidateQueries({ predicate: ({ queryKey }) => STALE.has(String(queryKey[0])) });
  }, [isOver, client]);
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />;
  const outcome = data.isRunning ? 'running' : data.outcome === 'OK' ? 'done' : 'refused';
  const reason = data.events.find((event) => event.outcome === 'KO');
  return (
    <section className="panel" aria-labelledby="followed">
      <h2 id="followed">{TEXTS.moves.followed}</h2>
      <p role="status">
        <OperationTag operation={data} /> {TEXTS.moves.outcomes[outcome]}
      </p>
      {outcome === 'refused' && reason !== undefined && (
        <p>
          <Recorded words={reason.message} />
        </p>
      )}
      <div className="row">
        {!data.isRunning && <Button onClick={again}>{TEXTS.moves.again}</Button>}
        <Link to="/coffres/$tenant/journal/$id" params={{ tenant: String(tenant), id }} className="fr-link">
          {TEXTS.processes.logbook}
        </Link>
      </div>
    </section>
  );
}

const STALE: ReadonlySet<string> = new Set(['unit', 'units', 'children', 'path', 'branch', 'move-check']);
