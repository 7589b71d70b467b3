import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ArchiveError, type OperationId } from '../platform/index.ts';
import { readExternalOperation } from './index.ts';

const order = {
  operation: 'aeeaaaaaachbvz4oaap3kamd7u3jv5iaaaaq' as OperationId,
  context: 'CT-000001',
  now: new Date('2026-03-04T05:06:07.089Z'),
  agent: '{}',
};
const event = {
  eventIdentifier: 'theirs',
  eventType: 'EXT_PAYMENT',
  eventTypeProcess: 'EXTERNAL_LOGBOOK',
  eventDateTime: '2019-02-11T14:23:42.006',
  outcome: 'OK',
  outcomeDetail: 'EXT_PAYMENT.OK',
  outcomeDetailMessage: 'Paid',
};
const operation = {
  eventType: 'EXT_PAYMENT',
  eventTypeProcess: 'EXTERNAL_LOGBOOK',
  agIdExt: '{"invoice":"12"}',
  objectIdentifierIncome: 'Invoice 12',
  outcome: 'KO',
  eventDetailData: 'lost',
  events: [event],
};
const read = (more: object) => readExternalOperation({ ...operation, ...more }, order);

test('identifiers, outcome and instant of the operation are the archive’s; events stay as they are told', () => {
  const { master, events } = read({});
  expect(master).toMatchObject({
    evId: order.operation,
    outcome: 'OK',
    outDetail: 'EXT_PAYMENT.STARTED',
    outMessg: "Succès de l'enregistrement de l'opération externe",
    evDateTime: '2026-03-04T05:06:07.089',
    evDetData: null,
    agIdExt: '{"invoice":"12"}',
    agIdApp: 'CT-000001',
    obIdIn: 'Invoice 12',
  });
  expect(events).toEqual([
    expect.objectContaining({
      evId: order.operation,
      evIdProc: order.operation,
      evDateTime: '2019-02-11T14:23:42.006',
      outMessg: 'Paid',
      outDetail: 'EXT_PAYMENT.OK',
    }),
  ]);
});

test.each([
  [{ eventType: 'PAYMENT' }, 'type of event'],
  [{ eventType: undefined }, 'type of event'],
  [{ eventTypeProcess: 'INGEST' }, 'type of process'],
  [{ agIdExt: '{' }, 'agIdExt'],
  [{ objectIdentifierIncome: 'x'.repeat(15_728_640) }, 'too big'],
  [{ events: [{ ...event, eventDateTime: 'yesterday' }] }, 'Wrong date format'],
  [{ events: [{ ...event, outcome: 'FINE' }] }, 'outcome'],
  [{ events: [{ ...event, outcomeDetailMessage: '' }] }, 'outcomeDetailMessage'],
  [{ events: 'none' }, 'events'],
])('%j is refused', (more, text) => {
  expect(() => read(more)).toThrow(text);
});

test('whatever is sent is read or refused', () => {
  fc.assert(
    fc.property(fc.anything({ maxDepth: 3 }).filter(isJson), (body) => {
      try {
        readExternalOperation(body, order);
      } catch (error) {
        if (!(error instanceof ArchiveError && error.kind === 'externalLogbook')) throw error;
      }
    }),
  );
});

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined;
  } catch {
    return false;
  }
}
