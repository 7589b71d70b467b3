import { useState } from 'react';
import type { Status, TransferEvent, TransferStep } from '../api/types.ts';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { duration, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { readMessage } from './findings.ts';

const TONES = { waiting: 'still', running: 'run', skipped: 'skip' } as const;
const isFault = (outcome: Status | undefined) => outcome === 'KO' || outcome === 'FATAL';

/** Steps with their actions; the first one that failed is open. */
export function Steps({ steps }: { readonly steps: readonly TransferStep[] }) {
  const failed = steps.find(({ outcome }) => isFault(outcome))?.name;
  return (
    <ol className="steps">
      {steps.map((step) => (
        <li key={step.name}>
          {step.state === 'done' && step.events.length > 0 ? (
            <DoneStep step={step} opened={step.name === failed} />
          ) : (
            <StepHead step={step} />
          )}
        </li>
      ))}
    </ol>
  );
}

function DoneStep({ step, opened }: { readonly step: TransferStep; readonly opened: boolean }) {
  // Undefined until somebody opens or closes it: then it stays so, whatever the journal adds.
  const [chosen, setChosen] = useState<boolean>();
  return (
    <details
      className="step"
      open={chosen ?? opened}
      onToggle={({ currentTarget }) => setChosen(currentTarget.open)}
    >
      <summary>
        <StepLine step={step} />
      </summary>
      <Actions events={step.events} />
    </details>
  );
}

function StepHead({ step }: { readonly step: TransferStep }) {
  return (
    <div className={step.state === 'done' ? 'step-head' : 'step-head unmet'}>
      <StepLine step={step} />
    </div>
  );
}

function StepLine({ step }: { readonly step: TransferStep }) {
  const { state, outcome, startedAt, endedAt } = step;
  return (
    <>
      <span className="step-name">{stepName(step)}</span>
      {startedAt !== undefined && endedAt !== undefined && (
        <span className="step-time">{duration(startedAt, endedAt)}</span>
      )}
      {state === 'done' && outcome !== undefined ? (
        <ControlTag outcome={outcome} />
      ) : (
        <Tag tone={TONES[state as 'waiting']} words={TEXTS.transfer.stepStates[state as 'waiting']} />
      )}
    </>
  );
}

/** A step of a workflow that has no name here keeps the one of its journal. */
export function stepName({ name, label }: Pick<TransferStep, 'name' | 'label'>): string {
  const known = wordFor(TEXTS.transfer.stepNames, name);
  return known === name ? typographic(label) : known;
}

/** Events with what each holds. */
export function Actions({ events }: { readonly events: readonly TransferEvent[] }) {
  return (
    <ul className="actions">
      {events.map((event) => (
        <li key={`${event.key} ${event.date} ${event.code}`}>
          <div className="action">
            <Recorded words={event.outcome === 'OK' ? event.label : readMessage(event.message).sentence} />
            {event.startedAt !== undefined && (
              <span className="step-time">{duration(event.startedAt, event.date)}</span>
            )}
            <ElementCounts message={event.message} />
            <ControlTag outcome={event.outcome} />
          </div>
          {event.tasks.length > 0 && <Actions events={event.tasks} />}
        </li>
      ))}
    </ul>
  );
}

/** How many elements, when the control looks at several. */
function ElementCounts({ message }: { readonly message: string }) {
  const { elements } = readMessage(message);
  const several = Object.values(elements).reduce((sum, each) => sum + each, 0) > 1;
  return several && <span className="step-time">{TEXTS.transfer.elements(elements)}</span>;
}
