import { describe, expect, it } from 'vitest';
import { type LogbookEvent, label, type Status } from '../logbook/index.ts';
import { eventTree, readObject, stepsOf, volumesOf } from './transfer-steps.ts';

let made = 0;

function event(type: string, code: string, status: Status, rest: Partial<LogbookEvent> = {}): LogbookEvent {
  return {
    evId: `event-${++made}`,
    evParentId: null,
    evType: type,
    evDateTime: '2026-01-02T03:04:05.678',
    evDetData: null,
    evIdProc: 'op',
    evTypeProc: 'INGEST',
    outcome: status,
    outDetail: code,
    outMessg: label(code),
    agId: '{}',
    ...rest,
  };
}

const begun = (name: string) => event(`${name}.STARTED`, `${name}.STARTED.OK`, 'OK');

/** The end of a step, then what lies under it. */
function over(name: string, status: Status, under: (parent: string) => LogbookEvent[] = () => []) {
  const head = event(name, `${name}.${status}`, status);
  return [head, ...under(head.evId)];
}

const WORKFLOW = [
  { name: 'STP_SANITY_CHECK_SIP', behavior: 'BLOCKING' },
  { name: 'STP_INGEST_CONTROL_SIP', behavior: 'BLOCKING' },
  { name: 'STP_INGEST_FINALISATION', behavior: 'FINALLY' },
];
describe('events of an operation', () => {
  it('stand under the one that holds them, a beginning with its end', () => {
    const journal = [
      begun('STP_SANITY_CHECK_SIP'),
      ...over('STP_SANITY_CHECK_SIP', 'OK', (evParentId) => [
        event('SANITY_CHECK_SIP', 'SANITY_CHECK_SIP.OK', 'OK', { evParentId }),
      ]),
      begun('STP_INGEST_CONTROL_SIP'),
      ...over('STP_INGEST_CONTROL_SIP', 'FATAL'),
      begun('STP_INGEST_CONTROL_SIP'),
    ];
    expect(eventTree(journal)).toMatchObject([
      {
        key: 'STP_SANITY_CHECK_SIP',
        startedAt: journal[0]?.evDateTime,
        tasks: [{ key: 'SANITY_CHECK_SIP' }],
      },
      { key: 'STP_INGEST_CONTROL_SIP', outcome: 'FATAL', tasks: [] },
      // It is run again, and is not over.
      { key: 'STP_INGEST_CONTROL_SIP.STARTED' },
    ]);
  });
});

describe('steps of a transfer', () => {
  it('tells what is done, what runs and what waits', () => {
    const journal = [
      begun('STP_SANITY_CHECK_SIP'),
      ...over('STP_SANITY_CHECK_SIP', 'OK', (evParentId) => [
        event('SANITY_CHECK_SIP', 'SANITY_CHECK_SIP.OK', 'OK', { evParentId }),
      ]),
      begun('STP_INGEST_CONTROL_SIP'),
    ];
    const steps = stepsOf(WORKFLOW, journal, false);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'running', 'waiting']);
    expect(steps[0]?.events.map(({ code }) => code)).toEqual(['SANITY_CHECK_SIP.OK']);
  });

  it('puts tasks under their action, and calls skipped what a refusal left out', () => {
    const journal = [
      begun('STP_SANITY_CHECK_SIP'),
      ...over('STP_SANITY_CHECK_SIP', 'KO', (step) => {
        const action = event('CHECK_HEADER', 'CHECK_HEADER.UNKNOWN.KO', 'KO', { evParentId: step });
        const task = 'CHECK_HEADER.CHECK_AGENT';
        return [action, event(task, `${task}.UNKNOWN.KO`, 'KO', { evParentId: action.evId })];
      }),
      begun('STP_INGEST_FINALISATION'),
      ...over('STP_INGEST_FINALISATION', 'OK'),
    ];
    const steps = stepsOf(WORKFLOW, journal, true);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'skipped', 'done']);
    expect(steps[0]?.outcome).toBe('KO');
    expect(steps[0]?.events[0]?.tasks.map(({ code }) => code)).toEqual([
      'CHECK_HEADER.CHECK_AGENT.UNKNOWN.KO',
    ]);
  });

  it('tells a step that runs again as running, then by its last run', () => {
    const first = [
      begun('STP_SANITY_CHECK_SIP'),
      ...over('STP_SANITY_CHECK_SIP', 'FATAL'),
      begun('STP_SANITY_CHECK_SIP'),
    ];
    expect(stepsOf(WORKFLOW, first, false)[0]?.state).toBe('running');
    const again = [...first, ...over('STP_SANITY_CHECK_SIP', 'OK')];
    expect(stepsOf(WORKFLOW, again, false)[0]).toMatchObject({ state: 'done', outcome: 'OK' });
  });
});

describe('volumes', () => {
  it('are those of the accession', () => {
    const detail = JSON.stringify({
      Volumetry: [
        {
          TotalUnits: { ingested: 3 },
          TotalObjectGroups: { ingested: 2 },
          TotalObjects: { ingested: 2 },
          ObjectSize: { ingested: 42 },
        },
      ],
    });
    const journal = over('STP_ACCESSION_REGISTRATION', 'OK', (evParentId) => [
      event('ACCESSION_REGISTRATION', 'ACCESSION_REGISTRATION.OK', 'OK', { evParentId, evDetData: detail }),
    ]);
    expect(volumesOf(journal)).toEqual({ units: 3, groups: 2, objects: 2, bytes: 42 });
    expect(volumesOf([])).toBeUndefined();
  });

  it('survive what is no JSON', () => {
    expect(readObject('not JSON')).toEqual({});
    expect(readObject('3')).toEqual({});
    expect(readObject(null)).toEqual({});
  });
});
