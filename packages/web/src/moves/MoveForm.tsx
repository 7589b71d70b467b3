import { Button } from '@codegouvfr/react-dsfr/Button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api/client.ts';
import { moveCheckQuery } from '../api/queries.ts';
import type { CheckedMove, MoveChoice, StartedOperation } from '../api/types.ts';
import { Confirm } from '../parts/Confirm.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PositionName } from '../referentials/PositionName.tsx';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { FollowedMove } from './FollowedMove.tsx';
import { NewParents } from './NewParents.tsx';

/** Units that are named; of more, their number is told. */
const MOST_NAMED = 20;

/** Which parents units lose and gain; what the operation would refuse is said where it was chosen. */
export function MoveForm({ units }: { readonly units: readonly string[] }) {
  const { tenant } = useRight();
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  const [isAsking, setAsking] = useState(false);
  const choice: MoveChoice = { units, add, remove };
  const { data, error, refetch, isPlaceholderData } = useQuery(moveCheckQuery(tenant, choice));
  const start = useMutation({
    mutationFn: () =>
      call<StartedOperation>('POST', `/tenants/${tenant}/reclassifications`, { body: choice }),
    onSuccess: () => setAsking(false),
  });
  if (start.data !== undefined)
    return (
      <FollowedMove
        id={start.data.id}
        again={() => {
          start.reset();
          setAdd([]);
          setRemove([]);
          void refetch();
        }}
      />
    );
  if (data === undefined)
    return error === null ? <Loading /> : <Failure error={error} retry={() => void refetch()} />;
  const isPossible =
    add.length + remove.length > 0 && data.faults.length === 0 && data.units > 0 && !isPlaceholderData;
  const toggled = (id: string) =>
    remove.includes(id) ? remove.filter((other) => other !== id) : [...remove, id];
  return (
    <>
      <section className="panel" aria-labelledby="moved">
        <h2 id="moved">{TEXTS.moves.moved(data.units, data.descendants)}</h2>
        <ul className="plain moved">
          {units.slice(0, MOST_NAMED).map((id) => (
            <li key={id}>
              <PositionName id={id} isLink />
            </li>
          ))}
        </ul>
        {units.length > MOST_NAMED && (
          <p className="quiet">{TEXTS.moves.others(units.length - MOST_NAMED)}</p>
        )}
        <Faults checked={data} field="units" />
      </section>
      <form
        className="panel move"
        aria-labelledby="parents"
        onSubmit={(event) => {
          event.preventDefault();
          if (isPossible) setAsking(true);
        }}
      >
        <h2 id="parents">{TEXTS.moves.parents}</h2>
        <fieldset className="choices">
          <legend>{TEXTS.moves.remove}</legend>
          {data.parents.length === 0 && <p className="quiet">{TEXTS.moves.noParents}</p>}
          {data.parents.map(({ id, units: having }) => (
            <label key={id} className="choice">
              <input type="checkbox" checked={remove.includes(id)} onChange={() => setRemove(toggled(id))} />
              <PositionName id={id} />
              {having < data.units && <span className="quiet small">{TEXTS.moves.having(having)}</span>}
            </label>
          ))}
          <Faults checked={data} field="remove" />
        </fieldset>
        <NewParents chosen={add} change={setAdd} faults={<Faults checked={data} field="add" />} />
        {error !== null && (
          <Failure error={error} title={TEXTS.moves.unchecked} retry={() => void refetch()} />
        )}
        <div className="row">
          <Button type="submit" disabled={!isPossible}>
            {TEXTS.moves.submit}
          </Button>
          <p className="quiet small fr-mb-0" role="status">
            {add.length + remove.length === 0
              ? TEXTS.moves.choose
              : data.faults.length > 0
                ? TEXTS.moves.refused
                : ''}
          </p>
        </div>
      </form>
      {isAsking && (
        <Confirm
          title={TEXTS.moves.confirmTitle}
          words={TEXTS.moves.confirm(data.units, data.descendants)}
          label={TEXTS.moves.submit}
          confirm={() => start.mutate()}
          close={() => {
            setAsking(false);
            start.reset();
          }}
          isPending={start.isPending}
          error={start.error}
        />
      )}
    </>
  );
}

/** What stands in the way, of one field. */
function Faults({
  checked,
  field,
}: {
  readonly checked: CheckedMove;
  readonly field: 'units' | 'add' | 'remove';
}) {
  const faults = checked.faults.filter((fault) => fault.field === field);
  if (faults.length === 0) return null;
  return (
    <div role="alert">
      {faults.map(({ reason, ids }) => (
        <p key={reason} className="fr-error-text">
          {TEXTS.moves.faults[reason](ids.slice(0, 3).join(', '), ids.length)}
        </p>
      ))}
    </div>
  );
}
