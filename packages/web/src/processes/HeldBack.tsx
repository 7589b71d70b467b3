import { Alert } from '@codegouvfr/react-dsfr/Alert';
import { Button } from '@codegouvfr/react-dsfr/Button';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { holdProcesses, releaseProcesses } from '../api/queries.ts';
import type { ProcessHold } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { mayMoveProcesses, useRight } from '../shell/safe.ts';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import './processes.css';

const ALL = '';
const keyOf = (category: string | null) => category ?? ALL;

/** Orders that hold operations of the safe back; who may move operations lifts them. */
export function HeldBack({ holds }: { readonly holds: readonly ProcessHold[] }) {
  const mayMove = mayMoveProcesses(useRight());
  return holds.map((hold) => (
    <Standing key={`${keyOf(hold.category)} ${hold.isOfPlatform}`} hold={hold} mayLift={mayMove} />
  ));
}

function Standing({ hold, mayLift }: { readonly hold: ProcessHold; readonly mayLift: boolean }) {
  const words = TEXTS.processes.holds;
  const [isAsked, setAsked] = useState(false);
  const what = hold.category === null ? words.all : wordFor(TEXTS.logbook.categories, hold.category);
  return (
    <div className="process-hold">
      <Alert
        severity="warning"
        small
        description={
          <>
            <p>{words.standing(what, dateAndTime(hold.since))}</p>
            {hold.isOfPlatform && <p>{words.ofPlatform}</p>}
            {mayLift && !hold.isOfPlatform && (
              <Button priority="secondary" size="small" onClick={() => setAsked(true)}>
                {words.lift}
              </Button>
            )}
          </>
        }
      />
      {isAsked && (
        <Order
          order={releaseProcesses}
          category={hold.category}
          words={{ question: words.liftQuestion, effect: words.liftEffect, label: words.lift }}
          close={() => setAsked(false)}
        />
      )}
    </div>
  );
}

/** For who may move operations: to hold some back. */
export function HoldBack({ categories }: { readonly categories: readonly string[] }) {
  const mayMove = mayMoveProcesses(useRight());
  const words = TEXTS.processes.holds;
  const [category, setCategory] = useState(ALL);
  const [isAsked, setAsked] = useState(false);
  if (!mayMove) return null;
  return (
    <details className="process-aside">
      <summary>{words.title}</summary>
      <p>{words.explained}</p>
      <Select
        label={words.which}
        options={[
          { value: ALL, label: words.all },
          ...categories.map((each) => ({ value: each, label: wordFor(TEXTS.logbook.categories, each) })),
        ]}
        nativeSelectProps={{ value: category, onChange: ({ target }) => setCategory(target.value) }}
      />
      <Button priority="secondary" size="small" onClick={() => setAsked(true)}>
        {words.hold}
      </Button>
      {isAsked && (
        <Order
          order={holdProcesses}
          category={category === ALL ? null : category}
          words={{ question: words.holdQuestion, effect: words.holdEffect, label: words.hold }}
          close={() => setAsked(false)}
        />
      )}
    </details>
  );
}

/** Gives an order, or lifts it, once that is confirmed. */
function Order({
  order,
  category,
  words,
  close,
}: {
  readonly order: typeof holdProcesses;
  readonly category: string | null;
  readonly words: { readonly question: string; readonly effect: string; readonly label: string };
  readonly close: () => void;
}) {
  const { tenant } = useRight();
  const client = useQueryClient();
  const given = useMutation({
    mutationFn: () => order(tenant, category),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['processes', tenant] });
      close();
    },
  });
  return (
    <Confirm
      title={words.question}
      words={words.effect}
      label={words.label}
      confirm={() => given.mutate()}
      close={close}
      isPending={given.isPending}
      error={given.error}
    />
  );
}
