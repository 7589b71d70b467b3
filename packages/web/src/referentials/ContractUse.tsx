import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { contractActivityQuery } from '../api/queries.ts';
import type { ContractActivity } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { ControlTag } from '../parts/StatusTag.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What an ingest contract has served for, what hinders it, and a way to try it (spec frontoffice.md B.19). */
export function ContractUse({ id }: { readonly id: string }) {
  const safe = useRight();
  const tenant = String(safe.tenant);
  const { data, error, refetch } = useQuery(contractActivityQuery(safe.tenant, id));
  const words = TEXTS.ingestContract;
  return (
    <section aria-labelledby="contract-use">
      <h3 id="contract-use">{words.title}</h3>
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && <Figures activity={data} tenant={tenant} />}
      {mayDeposit(safe) && (
        <p>
          <Link
            to="/coffres/$tenant/deposer"
            params={{ tenant }}
            search={{ essai: id }}
            className="fr-btn fr-btn--sm fr-btn--secondary"
          >
            {words.test}
          </Link>
        </p>
      )}
    </section>
  );
}

function Figures({ activity, tenant }: { readonly activity: ContractActivity; readonly tenant: string }) {
  const { transfers, refused, dryRuns, last, hindered } = activity;
  const words = TEXTS.ingestContract;
  return (
    <>
      {hindered.length > 0 && (
        <div className="notice">
          <ul className="fr-mb-0">
            {hindered.map(({ kind, identifier, isKnown }) => (
              <li key={`${kind} ${identifier}`}>{words.hindered[kind](identifier, isKnown)}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="fr-mb-1v">
        {transfers === 0 ? words.unused : words.transfers(transfers, refused)}
        {dryRuns > 0 && ` ${words.dryRuns(dryRuns)}`}
      </p>
      {transfers > 0 && <p className="quiet small">{words.notCounted}</p>}
      {last !== null && (
        <p className="row">
          <Link to="/coffres/$tenant/versements/$id" params={{ tenant, id: last.id }}>
            {words.last(dateAndTime(last.at))}
          </Link>
          <ControlTag outcome={last.outcome} />
        </p>
      )}
    </>
  );
}
