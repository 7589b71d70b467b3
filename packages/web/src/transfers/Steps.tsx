import { useState } from 'react';
import type { Status, TransferEvent, TransferStep } from '../api/types.ts';
import { ControlTag, Tag } from '../parts/StatusTag.tsx';
import { duration, typographic } from '../texts/format.ts';
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

function StepLine({ step: { label, state, outcome, startedAt, endedAt } }: { readonly step: TransferStep }) {
  return (
    <>
      <span className="step-name">{withoutProcess(label)}</span>
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

/** Every step is a process: its name is what comes after. */
function withoutProcess(label: string): string {
  const name = typographic(label).replace(/^Processus (de la |de l’|des |du |de |d’)/, '');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Events with what each holds. */
export function Actions({ events }: { readonly events: readonly TransferEvent[] }) {
  return (
    <ul className="actions">
      {events.map((event) => (
        <li key={`${event.key} ${event.date} ${event.code}`}>
          <div className="action">
            <span>
              {typographic(event.outcome === 'OK' ? event.label : readMessage(event.message).sentence)}
            </span>
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
