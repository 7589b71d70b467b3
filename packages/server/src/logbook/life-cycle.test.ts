import { describe, expect, it } from 'vitest';
import { isGuid, type TenantId } from '../platform/index.ts';
import { type LifeCycleRow, renderHistory, renderLifeCycle } from './life-cycle.ts';

const TENANT = 0 as TenantId;
const GROUP = 'aebaaaaaaahbvz4oab3lsamd7u3k2ryaaaaq';
const ENTRY = 'aeeaaaaaachbvz4oaap3kamd7u3jv5iaaaaq';
const OBJECT = 'aeaaaaaaaahbvz4oab3lsamd7u3k2rqaaaaq';
const MILLIS = Date.parse('2026-02-03T09:15:27.041Z');

const rows: LifeCycleRow[] = [
  {
    operation: ENTRY,
    processType: 'INGEST',
    at: new Date('2026-02-03T09:15:40Z'),
    events: [
      ['LFC.CHECK_MANIFEST', MILLIS, 'O'],
      ['LFC.CHECK_MANIFEST.LFC_CREATION', MILLIS, 'O'],
      ['LFC.CHECK_DIGEST', MILLIS, 'W', '{"MessageDigest":"00"}'],
      ['LFC.CHECK_DIGEST.CALC_CHECK', MILLIS, 'O', '{"Algorithm":"SHA-512"}', OBJECT],
      ['LFC.CHECK_UNIT_SCHEMA.CONSISTENCY', MILLIS, 'W', null],
    ],
  },
  {
    operation: GROUP,
    processType: 'MASTERDATA',
    at: new Date('2026-02-04T00:00:00Z'),
    events: [['LFC.OBJECT_GROUP_UPDATE', MILLIS, 'O']],
  },
];

describe('renderLifeCycle', () => {
  const rendered = renderLifeCycle(TENANT, GROUP, rows) as Record<string, unknown> & {
    events: Record<string, unknown>[];
  };

  it('begins with the creation and tells its version', () => {
    expect(rendered).toMatchObject({
      _id: GROUP,
      evType: 'LFC.LFC_CREATION',
      outDetail: 'LFC.LFC_CREATION.OK',
      evIdProc: ENTRY,
      obId: GROUP,
      _tenant: 0,
      _v: 1,
      _lastPersistedDate: '2026-02-04T00:00:00.000',
    });
  });

  it('puts tasks below their action, and leaves sub-codes to the outcome', () => {
    const [manifest, creation, digest, calculation, schema] = rendered.events;
    expect(manifest).toMatchObject({ evParentId: null, evDetData: '{}', obId: GROUP });
    expect(creation).toMatchObject({ evParentId: manifest?.evId, evType: 'LFC.CHECK_MANIFEST.LFC_CREATION' });
    expect(calculation).toMatchObject({ evParentId: digest?.evId, obId: OBJECT });
    expect(digest).toMatchObject({ outcome: 'WARNING', outDetail: 'LFC.CHECK_DIGEST.WARNING' });
    expect(schema).toMatchObject({
      evParentId: null,
      evType: 'LFC.CHECK_UNIT_SCHEMA',
      outDetail: 'LFC.CHECK_UNIT_SCHEMA.CONSISTENCY.WARNING',
    });
    expect(rendered.events[5]).toMatchObject({ evTypeProc: 'MASTERDATA' });
  });

  it('names events by identifiers that differ and do not change', () => {
    const ids = [rendered, ...rendered.events].map(({ evId }) => String(evId));
    expect(new Set(ids).size).toBe(7);
    expect(ids.every(isGuid)).toBe(true);
    expect(renderLifeCycle(TENANT, GROUP, rows)).toEqual(rendered);
  });

  it('gives events that a manifest brought as they are, below their import', () => {
    const brought = {
      evType: 'Restauration',
      evDateTime: '1998-05-04',
      outMessg: 'Reliure refaite',
      outcome: 'OK',
    };
    const events: LifeCycleRow['events'] = [
      ['LFC.EXTERNAL_LOGBOOK', MILLIS, 'O'],
      ['LFC.EXTERNAL_LOGBOOK.EVENT', MILLIS, 'O', JSON.stringify(brought)],
    ];
    const row = { operation: ENTRY, processType: 'INGEST', at: new Date(MILLIS), events };
    const [parent, event] = (renderLifeCycle(TENANT, GROUP, [row]) as typeof rendered).events;
    expect(event).toMatchObject({ ...brought, evParentId: parent?.evId, evDetData: null, obId: GROUP });
    expect(renderHistory([row])[0]?.events[0]?.events[0]?.label).toBe('Reliure refaite');
  });

  it('is nothing without rows', () => {
    expect(renderLifeCycle(TENANT, GROUP, [])).toBeUndefined();
  });
});

describe('renderHistory', () => {
  it('tells the same in words, task below action', () => {
    const [entry, update] = renderHistory(rows);
    expect(entry?.events.map((event) => event.events.length)).toEqual([1, 1, 0]);
    expect(entry?.events[1]).toMatchObject({ outcome: 'WARNING', detail: '{"MessageDigest":"00"}' });
    expect(entry?.events[1]?.label).toContain('intégrité');
    expect(update?.events).toHaveLength(1);
  });
});
