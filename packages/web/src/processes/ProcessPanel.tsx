import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { moveProcess, processQuery } from '../api/queries.ts';
import type { FollowedProcess, ProcessMove } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { mayMoveProcesses, useRight } from '../shell/safe.ts';
import { dateAndTime, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { ProcessTag } from './ProcessTag.tsx';

/** An operation beside the list: where it stands, and what may be done with it. */
export function ProcessPanel({ id, close }: { readonly id: string; readonly close: () => void }) {
  const safe = useRight();
  const { data, error, refetch } = useQuery(processQuery(safe.tenant, id));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      className="panel record"
      aria-labelledby="process"
      onKeyDown={({ key }) => {
        if (key === 'Escape') close();
      }}
    >
      <div className="record-head">
        <h2 id="process" ref={heading} tabIndex={-1} lang={data === undefined ? undefined : 'fr'}>
          {data === undefined ? TEXTS.processes.one : typographic(data.label)}
        </h2>
        <Button priority="tertiary" size="small" onClick={close}>
          {TEXTS.referentials.close}
        </Button>
      </div>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && (
        <>
          <About process={data} />
          {data.asked !== null && (
            <p className="notice" role="status">
              {TEXTS.processes.asked[data.asked]}
            </p>
          )}
          {mayMoveProcesses(safe) && <Moves process={data} />}
          <p>
            <Link to="/coffres/$tenant/journal/$id" params={{ tenant: String(safe.tenant), id }}>
              {TEXTS.processes.logbook}
            </Link>
          </p>
        </>
      )}
    </section>
  );
}

function About({ process }: { readonly process: FollowedProcess }) {
  const { lastStep, nextStep, progress } = process;
  const words = TEXTS.processes;
  return (
    <Facts
      compact
      facts={[
        [words.columns.state, <ProcessTag key="state" process={process} />],
        [TEXTS.logbook.category, wordFor(TEXTS.logbook.categories, process.category)],
        [words.columns.begun, dateAndTime(process.createdAt)],
        [words.changed, dateAndTime(process.updatedAt)],
        [words.columns.step, words.steps(progress.done, progress.of)],
        [words.lastStep, lastStep !== null && <Recorded key="last" words={lastStep} />],
        [words.nextStep, nextStep !== null && <Recorded key="next" words={nextStep} />],
        [words.mode, process.stepByStep && words.stepByStep],
        [
          TEXTS.logbook.id,
          <span key="id" className="identifier">
            {process.id}
          </span>,
        ],
      ]}
    />
  );
}

/** What its state allows; each is confirmed. */
function Moves({ process }: { readonly process: FollowedProcess }) {
  const { tenant } = useRight();
  const client = useQueryClient();
  const [wanted, setWanted] = useState<ProcessMove>();
  const move = useMutation({
    mutationFn: (asked: ProcessMove) => moveProcess(tenant, process.id, asked),
    onSuccess: (moved) => {
      client.setQueryData(processQuery(tenant, process.id).queryKey, moved);
      setWanted(undefined);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['processes', tenant] });
      void client.invalidateQueries({ queryKey: processQuery(tenant, process.id).queryKey });
    },
  });
  // A confirmation that is open stays, with what the service has said to it, when the operation has moved meanwhile.
  if (process.moves.length === 0 && wanted === undefined) return null;
  return (
    <div className="row moves">
      {process.moves.map((each) => (
        <Button
          key={each}
          size="small"
          priority={each === 'RESUME' ? 'primary' : 'secondary'}
          onClick={() => {
            move.reset();
            setWanted(each);
          }}
        >
          {TEXTS.processes.moves[each].label}
        </Button>
      ))}
      {wanted !== undefined && (
        <Confirm
          title={TEXTS.processes.moves[wanted].question}
          words={TEXTS.processes.moves[wanted].effect}
          label={TEXTS.processes.moves[wanted].label}
          confirm={() => move.mutate(wanted)}
          close={() => setWanted(undefined)}
          isPending={move.isPending}
          error={move.error}
        />
      )}
    </div>
  );
}
