import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { jobsQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useRight } from '../shell/safe.ts';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What the archive does by itself in the safe, asked for when it is looked at. */
export function Jobs() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="process-aside" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{TEXTS.processes.jobs.title}</summary>
      {isOpen && <JobTable />}
    </details>
  );
}

function JobTable() {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(jobsQuery(tenant));
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  const words = TEXTS.processes.jobs;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{words.title}</caption>
        <thead>
          <tr>
            {Object.entries(words.columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.jobs.map(({ name, everySeconds, lastRun, nextRun }) => (
            <tr key={name}>
              <td>{wordFor(words.names, name)}</td>
              <td data-label={words.columns.every}>{words.every(everySeconds / 3_600)}</td>
              <td data-label={words.columns.last}>
                {lastRun === null ? words.notYet : dateAndTime(lastRun)}
              </td>
              <td data-label={words.columns.next}>{dateAndTime(nextRun)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
