import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { operationQuery } from '../api/queries.ts';
import type { TransferEvent } from '../api/types.ts';
import { OperationTag } from '../logbook/LogbookPage.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { TEXTS } from '../texts/index.ts';
import type { ReferentialName } from './kinds.ts';

/** What became of an import, by its operation; a file that cannot be read leaves none, and the answer alone says why. */
export function ImportOutcome({
  tenant,
  kind,
  operation,
  error,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly operation: string;
  /** With which the service answered. */
  readonly error: Error | null;
}) {
  const { data, isPending } = useQuery({ ...operationQuery(tenant, operation), retry: false });
  if (data === undefined)
    return !isPending && error && <Failure error={error} title={TEXTS.referentials.importFailed} />;
  const refusals = data.events.filter(({ outcome }) => outcome === 'KO' || outcome === 'FATAL');
  const warnings = data.events.filter(({ outcome }) => outcome === 'WARNING');
  const params = { tenant: String(tenant) };
  return (
    <section className="panel" aria-labelledby="outcome">
      <div role="status">
        <h2 id="outcome">{refusals.length > 0 ? TEXTS.referentials.refused : TEXTS.referentials.imported}</h2>
      </div>
      <p>
        <OperationTag operation={data} />
      </p>
      <Reasons events={refusals.length > 0 ? refusals : warnings} />
      <div className="row">
        {refusals.length === 0 && (
          <Link
            to="/coffres/$tenant/referentiels/$kind"
            params={{ ...params, kind }}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.referentials.seeList}
          </Link>
        )}
        <Link to="/coffres/$tenant/journal/$id" params={{ ...params, id: operation }}>
          {TEXTS.referentials.follow}
        </Link>
      </div>
    </section>
  );
}

function Reasons({ events }: { readonly events: readonly TransferEvent[] }) {
  return (
    <ul className="plain changes">
      {events.map(({ code, message, detail }) => (
        <li key={code}>
          <Recorded words={message} />
          {detail !== null && (
            <pre className="said" lang="en">
              {detail}
            </pre>
          )}
        </li>
      ))}
    </ul>
  );
}
