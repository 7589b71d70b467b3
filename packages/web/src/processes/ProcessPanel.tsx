import { Button } from '@codegouvfr/react-dsfr/Button';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { moveProcess, operationQuery, processQuery } from '../api/queries.ts';
import type { ProcessDetail, ProcessMove, Right } from '../api/types.ts';
import { Duration } from '../logbook/Duration.tsx';
import { OperationFiles } from '../logbook/OperationFiles.tsx';
import { Confirm } from '../parts/Confirm.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { mayMoveProcesses } from '../shell/safe.ts';
import { dateAndTime, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Findings } from '../transfers/Findings.tsx';
import { findingsOfOperation } from '../transfers/findings.ts';
import { Actions } from '../transfers/Steps.tsx';
import { ProcessTag } from './ProcessTag.tsx';

/** An operation beside the list: where it stands, what may be done with it, what it has left and what went wrong. */
export function ProcessPanel({
  safe,
  id,
  close,
}: {
  readonly safe: Right;
  readonly id: string;
  readonly close: () => void;
}) {
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
          <About process={data} safe={safe} />
          {data.asked !== null && (
            <p className="notice" role="status">
              {TEXTS.processes.asked[data.asked]}
            </p>
          )}
          {mayMoveProcesses(safe) && <Moves tenant={safe.tenant} process={data} />}
          {data.state === 'COMPLETED' && (
            <>
              <h3>{TEXTS.logbook.files.title}</h3>
              <OperationFiles tenant={safe.tenant} id={id} />
            </>
          )}
          <Events tenant={safe.tenant} process={data} />
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

/** Its events, followed as long as it runs, and what is wrong with it. */
function Events({ tenant, process }: { readonly tenant: number; readonly process: ProcessDetail }) {
  const [isOpen, setOpen] = useState(false);
  const query = operationQuery(tenant, process.id);
  const { data } = useQuery({
    ...query,
    queryKey: [...query.queryKey, process.updatedAt],
    placeholderData: keepPreviousData,
    refetchInterval: false,
  });
  if (data === undefined) return null;
  return (
    <>
      <Findings findings={findingsOfOperation(data)} title={TEXTS.logbook.refusal} reply={undefined} />
      {data.events.length > 0 && (
        <details className="process-aside" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>{TEXTS.processes.events}</summary>
          {isOpen && <Actions events={data.events} />}
        </details>
      )}
    </>
  );
}

function About({ process, safe }: { readonly process: ProcessDetail; readonly safe: Right }) {
  const { lastStep, nextStep, progress, place, run } = process;
  const words = TEXTS.processes;
  return (
    <Facts
      compact
      facts={[
        [words.columns.state, <ProcessTag key="state" process={process} />],
        [words.columns.place, place !== null && words.placeIn(place)],
        [words.columns.safe, TEXTS.safeNamed(safe.tenant, safe.tenantName)],
        [TEXTS.logbook.category, wordFor(TEXTS.logbook.categories, process.category)],
        [words.columns.begun, dateAndTime(process.createdAt)],
        [run.endedAt === null ? words.changed : words.ended, dateAndTime(run.endedAt ?? process.updatedAt)],
        [TEXTS.logbook.duration, <Duration key="duration" run={run} />],
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
function Moves({ tenant, process }: { readonly tenant: number; readonly process: ProcessDetail }) {
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
      void client.invalidateQueries({ queryKey: ['all processes'] });
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
