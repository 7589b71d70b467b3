import { Link } from '@tanstack/react-router';
import type { FollowedProcess } from '../api/types.ts';
import { Recorded } from '../parts/Recorded.tsx';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { ProcessesSearch } from './list-state.ts';
import { ProcessTag } from './ProcessTag.tsx';

/** Operations and where each stands; each leads to its panel, beside the list that `search` shows if it is in one. */
export function ProcessTable({
  tenant,
  processes,
  caption,
  search,
}: {
  readonly tenant: string;
  readonly processes: readonly FollowedProcess[];
  readonly caption: string;
  readonly search?: ProcessesSearch;
}) {
  const columns = TEXTS.processes.columns;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {Object.entries(columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {processes.map((process) => (
            <tr key={process.id} aria-current={process.id === search?.fiche ? 'true' : undefined}>
              <td>
                <ProcessTag process={process} />
              </td>
              <td>
                <Link
                  id={`process-${process.id}`}
                  to="/coffres/$tenant/operations"
                  params={{ tenant }}
                  search={{ ...search, fiche: process.id }}
                  resetScroll={search === undefined}
                  className="strong-link"
                >
                  <Recorded words={process.label} />
                </Link>
                <span className="identifier quiet small next-step">{process.id}</span>
              </td>
              <td data-label={columns.begun}>{dateAndTime(process.createdAt)}</td>
              <td data-label={columns.step}>
                <StepOf process={process} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StepOf({ process: { progress, nextStep } }: { readonly process: FollowedProcess }) {
  return (
    <>
      {TEXTS.processes.steps(progress.done, progress.of)}
      {nextStep !== null && (
        <span className="quiet small next-step">
          <Recorded words={nextStep} />
        </span>
      )}
    </>
  );
}
