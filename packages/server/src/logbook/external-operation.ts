import { ArchiveError, type OperationId, technicalDate } from '../platform/index.ts';
import { label } from './labels.ts';
import type { LogbookEvent, MasterRecord } from './operation-journal.ts';
import { STATUSES, type Status } from './status.ts';

/**
 * Operations that an application journals itself: what it did outside the archive (spec api.md 6.8; model.md 6.5).
 * The archive keeps its events as they are told, under an identifier and a master record of its own.
 */

/** Largest operation, bytes of its JSON. */
const MOST_BYTES = 15_728_640;
const PROCESS_TYPE = 'EXTERNAL_LOGBOOK';

const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
const json = { type: 'string', contentMediaType: 'application/json' };

/** For the documentation: what is read of an operation; members that it does not name are passed over. */
export const EXTERNAL_OPERATION_SCHEMA = {
  title: 'ExternalOperation',
  type: 'object',
  properties: {
    eventType: { type: 'string', pattern: '^EXT_[A-Za-z0-9_.-]{1,150}$' },
    eventTypeProcess: { const: PROCESS_TYPE },
    ...texts('agentIdentifierApplicationSession', 'objectIdentifierIncome'),
    agIdExt: json,
    events: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          ...Object.fromEntries(
            ['eventType', 'eventTypeProcess', 'outcomeDetail', 'outcomeDetailMessage'].map((name) => [
              name,
              { type: 'string', pattern: '\\S' },
            ]),
          ),
          outcome: { enum: STATUSES },
          eventDateTime: {
            type: 'string',
            description: 'ISO 8601, UTC without a zone; by default the instant of the request.',
          },
          ...texts('parentEventIdentifier', 'eventDetailData', 'eventIdentifierRequest', 'objectIdentifier'),
          ...texts('objectIdentifierIncome', 'rightsStatementIdentifier'),
          agIdExt: json,
        },
        required: ['eventType', 'eventTypeProcess', 'outcome', 'outcomeDetail', 'outcomeDetailMessage'],
      },
    },
  },
  required: ['eventType', 'eventTypeProcess'],
} as const;

/** Who journals, when, and under which identifier. */
export interface ExternalOrder {
  readonly operation: OperationId;
  readonly context: string;
  /** Digest of the certificate of the person whom the application calls for. */
  readonly person?: string | undefined;
  readonly now: Date;
  /** Identity of the emitting component. */
  readonly agent: string;
}

export interface ExternalOperation {
  readonly master: MasterRecord;
  readonly events: readonly LogbookEvent[];
}

type Told = Readonly<Record<string, unknown>>;

/** @throws ArchiveError externalLogbook naming what is wrong */
export function readExternalOperation(body: unknown, order: ExternalOrder): ExternalOperation {
  if (!isObject(body)) throw refuse('An operation is one object.');
  if (Buffer.byteLength(JSON.stringify(body)) >= MOST_BYTES)
    throw refuse('The size of this operation is too big');
  const processType = textOf(body, 'eventTypeProcess');
  if (processType !== PROCESS_TYPE)
    throw refuse(`This type of process is not correct :${processType?.slice(0, 100)}`);
  const type = textOf(body, 'eventType');
  if (type === undefined || !/^EXT_[\w.-]{1,150}$/.test(type))
    throw refuse(`This type of event is not correct :${type?.slice(0, 100)}`);
  const told = body.events ?? [];
  if (!Array.isArray(told)) throw refuse('The events are not a list.');
  return {
    master: masterOf(body, type, order),
    events: told.map((event, at) => eventOf(event, at, order)),
  };
}

function masterOf(
  body: Told,
  evType: string,
  { operation, context, person, now, agent }: ExternalOrder,
): MasterRecord {
  return {
    evId: operation,
    evParentId: null,
    evType,
    evDateTime: technicalDate(now),
    evDetData: null,
    evIdProc: operation,
    evTypeProc: PROCESS_TYPE,
    outcome: 'OK',
    outDetail: `${evType}.STARTED`,
    outMessg: label(`${PROCESS_TYPE}.OK`),
    agId: agent,
    agIdApp: context,
    ...(person === undefined ? {} : { agIdPers: person }),
    evIdAppSession: textOf(body, 'agentIdentifierApplicationSession') ?? null,
    evIdReq: operation,
    agIdExt: jsonOf(body, 'agIdExt'),
    rightsStatementIdentifier: null,
    obId: operation,
    obIdReq: null,
    obIdIn: textOf(body, 'objectIdentifierIncome') ?? null,
  };
}

function eventOf(event: unknown, at: number, { operation, now, agent }: ExternalOrder): LogbookEvent {
  if (!isObject(event)) throw refuse(`The event ${at} is not an object.`);
  const needed = (name: string): string => {
    const value = textOf(event, name);
    if (value === undefined || value.trim() === '') throw refuse(`The event ${at} has no ${name}.`);
    return value;
  };
  const outcome = needed('outcome');
  if (!isStatus(outcome)) throw refuse(`The outcome of the event ${at} is not one: ${outcome.slice(0, 100)}`);
  const optional = {
    evIdReq: textOf(event, 'eventIdentifierRequest'),
    obId: textOf(event, 'objectIdentifier'),
    obIdIn: textOf(event, 'objectIdentifierIncome'),
    rightsStatementIdentifier: textOf(event, 'rightsStatementIdentifier'),
    agIdExt: jsonOf(event, 'agIdExt') ?? undefined,
  };
  return {
    evId: operation,
    evParentId: textOf(event, 'parentEventIdentifier') ?? null,
    evType: needed('eventType'),
    evDateTime: dateOf(event) ?? technicalDate(now),
    evDetData: textOf(event, 'eventDetailData') ?? null,
    evIdProc: operation,
    evTypeProc: needed('eventTypeProcess'),
    outcome,
    outDetail: needed('outcomeDetail'),
    outMessg: needed('outcomeDetailMessage'),
    agId: agent,
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<LogbookEvent>),
  };
}

/** Texts alone are read: other values are as good as none (spec api.md 6.8). */
function textOf(told: Told, name: string): string | undefined {
  const value = told[name];
  if (typeof value !== 'string') return undefined;
  if (!value.isWellFormed()) throw refuse(`${name} holds half a character.`);
  return value;
}

function jsonOf(told: Told, name: string): string | null {
  const text = textOf(told, name);
  if (text === undefined) return null;
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw refuse(`${name} is not JSON.`);
  }
}

function dateOf(told: Told): string | undefined {
  const text = textOf(told, 'eventDateTime');
  if (text === undefined) return undefined;
  // Without a zone a journal's time is UTC.
  const instant = new Date(/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(instant.getTime())) throw refuse('Wrong date format');
  return technicalDate(instant);
}

const isStatus = (text: string): text is Status => (STATUSES as readonly string[]).includes(text);

function isObject(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const refuse = (what: string) => new ArchiveError('externalLogbook', what);
