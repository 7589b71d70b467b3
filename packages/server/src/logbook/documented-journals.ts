import { Type } from 'typebox';
import { describes } from '../platform/index.ts';
import type { LogbookEvent, MasterRecord } from './operation-journal.ts';
import { STATUSES } from './status.ts';

/** Journals as the API answers them, for the documentation (spec model.md 6 and 7). A projection shows some members only. */

const Text = Type.String();
const TextOrNull = Type.Union([Text, Type.Null()]);
const Outcome = Type.Enum([...STATUSES]);

const Event = describes<LogbookEvent>()(
  Type.Object({
    ...{ evId: Text, evParentId: TextOrNull, evType: Text, evDateTime: Text, evDetData: TextOrNull },
    ...{ evIdProc: Text, evTypeProc: Text, outcome: Outcome, outDetail: Text, outMessg: Text, agId: Text },
    ...{ evIdReq: Type.Optional(Text), obId: Type.Optional(Text), obIdIn: Type.Optional(Text) },
    ...{ agIdExt: Type.Optional(Text), rightsStatementIdentifier: Type.Optional(Text) },
  }),
);

const Master = describes<MasterRecord>()(
  Type.Object({
    ...{ evId: Text, evParentId: Type.Null(), evType: Text, evDateTime: Text, evDetData: TextOrNull },
    ...{ evIdProc: Text, evTypeProc: Text, outcome: Outcome, outDetail: Text, outMessg: Text, agId: Text },
    ...{
      agIdApp: TextOrNull,
      agIdPers: Type.Optional(TextOrNull),
      evIdAppSession: TextOrNull,
      evIdReq: Text,
    },
    ...{ agIdExt: TextOrNull, rightsStatementIdentifier: TextOrNull, obId: Text, obIdReq: Type.Null() },
    obIdIn: TextOrNull,
  }),
);

/** The whole record, under its stored names. */
export const JOURNAL_RESULT = Type.Object(
  {
    ...{ _id: Text, _tenant: Type.Integer(), _v: Type.Integer(), _lastPersistedDate: Text },
    ...Master.properties,
    events: Type.Array(Event),
  },
  { title: 'OperationJournal' },
);

/** Among others: with the last two events. */
export const FOUND_JOURNAL_RESULT = Type.Partial(
  Type.Object({
    ...{ '#id': Text, '#tenant': Type.Integer(), '#version': Type.Integer(), '#lastPersistedDate': Text },
    ...Master.properties,
    events: Type.Array(Type.Partial(Event)),
  }),
  { title: 'FoundOperationJournal' },
);

const LifeCycleEvent = Type.Object({
  ...{ evId: Text, evParentId: TextOrNull, evType: Text, evDateTime: Text, evIdProc: Text, evTypeProc: Text },
  // Events that a manifest brought have outcomes of their own.
  ...{ outcome: Text, outDetail: Text, outMessg: Text, agId: Text, obId: Text, evDetData: TextOrNull },
  _lastPersistedDate: Text,
});

export const LIFE_CYCLE_RESULT = Type.Object(
  {
    ...{ _id: Text, _tenant: Type.Integer(), _v: Type.Integer() },
    ...LifeCycleEvent.properties,
    events: Type.Array(LifeCycleEvent),
  },
  { title: 'LifeCycle' },
);
