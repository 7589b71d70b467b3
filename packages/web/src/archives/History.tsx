import { Button } from '@codegouvfr/react-dsfr/Button';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { historyQuery } from '../api/queries.ts';
import type { HistoryChapter, HistoryEvent } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { ControlTag } from '../parts/StatusTag.tsx';
import { mayFollow, mayReadLogbook, useRight } from '../shell/safe.ts';
import { dateAndTime, typographic, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** The life cycles of a unit and of its files, asked for when somebody wants them. */
export function History({
  tenant,
  unit,
  group,
}: {
  readonly tenant: number;
  readonly unit: string;
  readonly group: string | null;
}) {
  const [isShown, setShown] = useState(false);
  const mayRead = mayReadLogbook(useRight());
  return (
    <>
      <p className="quiet small">{TEXTS.unit.historyLead}</p>
      {mayRead && (
        <p className="small">
          <Link to="/coffres/$tenant/journal" params={{ tenant: String(tenant) }} search={{ objet: unit }}>
            {TEXTS.logbook.operationsOn}
          </Link>
        </p>
      )}
      {isShown ? (
        <>
          <LifeCycle tenant={tenant} kind="units" id={unit} title={TEXTS.unit.historyOfUnit} />
          {group !== null && (
            <LifeCycle tenant={tenant} kind="groups" id={group} title={TEXTS.unit.historyOfGroup} />
          )}
        </>
      ) : (
        <Button priority="secondary" size="small" onClick={() => setShown(true)}>
          {TEXTS.unit.showHistory}
        </Button>
      )}
    </>
  );
}

function LifeCycle({
  tenant,
  kind,
  id,
  title,
}: {
  readonly tenant: number;
  readonly kind: 'units' | 'groups';
  readonly id: string;
  readonly title: string;
}) {
  const { data, error, refetch } = useQuery(historyQuery(tenant, kind, id));
  if (data === undefined) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <div className="history-events">
      <h3>{title}</h3>
      {data.operations.map((chapter) => (
        <Chapter key={chapter.operation} chapter={chapter} />
      ))}
    </div>
  );
}

function Chapter({ chapter }: { readonly chapter: HistoryChapter }) {
  const safe = useRight();
  const { processType, at, operation, events } = chapter;
  const words = wordFor(TEXTS.unit.processes, processType);
  return (
    <>
      <p className="fr-mb-1v">
        <strong>{`${words}, ${dateAndTime(at)}`}</strong>
        {processType in TEXTS.unit.processes && mayFollow(safe) && (
          <>
            {' · '}
            <Link
              to="/coffres/$tenant/versements/$id"
              params={{ tenant: String(safe.tenant), id: operation }}
              className="small"
            >
              {TEXTS.unit.seeTransfer}
            </Link>
          </>
        )}
      </p>
      <Events events={events} />
    </>
  );
}

/** The outcome stands beside the event, in its colour. */
function withoutOutcome(label: string): string {
  const event = typographic(label).replace(
    /^(Succès|Avertissement lors|Échec) (de la |de l’|du |des |de )/,
    '',
  );
  return event.charAt(0).toUpperCase() + event.slice(1);
}

function Events({ events }: { readonly events: readonly HistoryEvent[] }) {
  return (
    <ul className="actions">
      {events.map((event, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a journal is only added to
        <li key={at}>
          <div className="action">
            <Recorded words={withoutOutcome(event.label)} />
            <ControlTag outcome={event.outcome} />
          </div>
          {event.events.length > 0 && <Events events={event.events} />}
        </li>
      ))}
    </ul>
  );
}
