import { type OperationId, technicalDate } from '../platform/index.ts';
import { label } from './labels.ts';
import type { LogbookEvent, MasterRecord } from './operation-journal.ts';
import type { Status } from './status.ts';

/** Who asks for an operation, as its master record tells it. */
export interface Asker {
  /** Application context: `agIdApp`. */
  readonly context: string;
  /** `X-Application-Id` of the call: `evIdAppSession`. */
  readonly applicationSession?: string | undefined;
  /**
   * `agIdPers`: account in the front office; of a call of the compatible API, SHA-256 of the personal certificate in
   * hexadecimal (spec security-and-scale.md 4).
   */
  readonly person?: string | undefined;
  /** Contract under which it is asked for: JSON text of `rightsStatementIdentifier`. */
  readonly rightsStatement?: string | undefined;
}

/** Of whatever knows who asks, that alone. */
export const askerOf = ({ context, applicationSession, person, rightsStatement }: Asker): Asker => ({
  ...{ context, applicationSession, person, rightsStatement },
});

/** What all records of an operation say. */
export interface OperationRecords {
  readonly operation: OperationId;
  /** Type of the operation. */
  readonly type: string;
  /** `evTypeProc` */
  readonly processType: string;
  /** `agId` */
  readonly agent: string;
  /** What is worked on; absent: the operation stands for it. */
  readonly object?: string | undefined;
}

/** The record that opens the journal of an operation of the archive. @param asker absent: the archive by itself */
export function startedRecord(
  { operation, type, processType, agent, object }: OperationRecords,
  asker: Asker | undefined,
  now: Date,
  members: Partial<Pick<MasterRecord, 'evDetData' | 'outMessg' | 'obIdIn' | 'evIdReq'>> = {},
): MasterRecord {
  const outDetail = `${type}.STARTED`;
  return {
    evId: operation,
    evParentId: null,
    evType: type,
    evDateTime: technicalDate(now),
    evDetData: null,
    evIdProc: operation,
    evTypeProc: processType,
    outcome: 'STARTED',
    outDetail,
    outMessg: label(outDetail),
    agId: agent,
    agIdApp: asker?.context ?? null,
    ...(asker?.person === undefined ? {} : { agIdPers: asker.person }),
    evIdAppSession: asker?.applicationSession ?? null,
    evIdReq: operation,
    agIdExt: null,
    rightsStatementIdentifier: asker?.rightsStatement ?? null,
    obId: object ?? operation,
    obIdReq: null,
    obIdIn: null,
    ...members,
  };
}

/** What an event of an operation tells beside what all its records do. */
export interface ToldEvent {
  /** Identifier of the event. */
  readonly id: string;
  readonly type: string;
  readonly status: Status;
  /** Default: type and status. */
  readonly outDetail?: string | undefined;
  /** `evDetData` */
  readonly detail?: string | null | undefined;
}

export function eventRecord(
  { operation, processType, agent, object }: OperationRecords,
  { id, type, status, outDetail = `${type}.${status}`, detail = null }: ToldEvent,
  now: Date,
): LogbookEvent {
  return {
    evId: id,
    evParentId: null,
    evType: type,
    evDateTime: technicalDate(now),
    evDetData: detail,
    evIdProc: operation,
    evTypeProc: processType,
    outcome: status,
    outDetail,
    outMessg: label(outDetail),
    agId: agent,
    evIdReq: operation,
    obId: object ?? operation,
  };
}
