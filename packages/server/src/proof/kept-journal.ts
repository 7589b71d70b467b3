import { readJournal } from '../logbook/index.ts';
import { type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import {
  SECURED,
  SECURING,
  type Secured,
  type SecuringType,
  type TraceabilityEvent,
} from './traceability-event.ts';

/** A secured journal, as its operation tells of it. */
export interface KeptJournal {
  readonly operation: string;
  readonly type: SecuringType;
  readonly event: TraceabilityEvent;
}

/** Where its file lies, as recorded. */
export interface Place {
  readonly container: string;
  readonly size: number;
  readonly digest: Buffer;
}

/** Undefined for an operation that has secured nothing. */
export async function readKept(
  tx: Tx,
  tenant: TenantId,
  operation: string,
): Promise<KeptJournal | undefined> {
  const journal = await readJournal(tx, tenant, operation);
  const type = SECURING.find((each) => each === journal?.evType);
  const event = eventIn(journal?.evDetData);
  return type === undefined || event === undefined ? undefined : { operation, type, event };
}

function eventIn(detail: unknown): TraceabilityEvent | undefined {
  if (typeof detail !== 'string') return undefined;
  const event = JSON.parse(detail) as Partial<TraceabilityEvent>;
  return event.FileName === undefined ? undefined : (event as TraceabilityEvent);
}

/** Container of the secured journals of a type. */
export const categoryOf = (type: SecuringType) =>
  type === 'STP_STORAGE_SECURISATION' ? 'storagetraceability' : 'logbooks';

export async function placeOf(
  tx: Tx,
  tenant: TenantId,
  category: string,
  name: string,
): Promise<Place | undefined> {
  const [place] = await tx.query<Place>(
    'select container, size, digest from placement where tenant = $1 and category = $2 and name = $3',
    [tenant, category, name],
  );
  return place;
}

/**
 * The secured journal that holds what was written at an instant: of a life cycle the publication of its last part, of
 * an operation its last event. Intervals follow each other without a gap: undefined means that it is not secured yet.
 */
export async function journalOver(
  tx: Tx,
  tenant: TenantId,
  type: SecuringType,
  at: Date,
): Promise<KeptJournal | undefined> {
  // An interval ends before its operation begins: from there on the first that is long enough.
  const [found] = await tx.query<Secured>(
    `${SECURED} and started_at > $3 and perenne_json(master ->> 'evDetData') ->> 'StartDate' <= $4
       and perenne_json(master ->> 'evDetData') ->> 'EndDate' > $4
     order by started_at, id limit 1`,
    [tenant, type, at, technicalDate(at)],
  );
  return found && { ...found, type };
}
