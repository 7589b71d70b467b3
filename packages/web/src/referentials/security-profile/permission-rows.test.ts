import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEEDS, permissionOf, rowsOf } from './permission-rows.ts';

const word = fc.constantFrom('units', 'id', 'objects', 'read', 'update', 'delete', 'check', 'json', 'close');
const names = fc.uniqueArray(fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(':')));

describe('the permissions as a table', () => {
  it('have their service before the verb, and what tells them from each other after it', () => {
    const said = (name: string) => {
      const { service, deed, detail } = permissionOf(name);
      return [service.join(':'), deed, detail.join(' ')];
    };
    expect(said('accesscontracts:create:json')).toEqual(['accesscontracts', 'write', 'create json']);
    expect(said('accesscontracts:id:read')).toEqual(['accesscontracts', 'read', 'read id']);
    expect(said('operations:id:read:status')).toEqual(['operations', 'read', 'read id status']);
    expect(said('units:id:objects:read:binary')).toEqual(['units:objects', 'read', 'read id binary']);
    expect(said('schema:unit:delete')).toEqual(['schema:unit', 'delete', 'delete']);
    expect(said('objects:deleteGotVersions')).toEqual(['objects', 'delete', 'deleteGotVersions']);
    expect(said('units:update:revert')).toEqual(['units', 'write', 'update revert']);
    expect(said('transaction:sip:download')).toEqual(['transaction:sip', 'read', 'download']);
  });

  it('that no verb tells are named as they are, in their service', () => {
    const said = (name: string) => {
      const { service, deed, detail } = permissionOf(name);
      return [service.join(':'), deed, detail.join(' ')];
    };
    expect(said('elimination:action')).toEqual(['elimination', 'other', 'action']);
    expect(said('audit:data:consistency')).toEqual(['audit', 'other', 'data consistency']);
    expect(said('project:id:binary')).toEqual(['project', 'other', 'id binary']);
    expect(said('read')).toEqual(['read', 'other', '']);
  });

  it('stand once each, in the row of their service and the column of their deed', () => {
    fc.assert(
      fc.property(names, (given) => {
        const rows = rowsOf(given);
        const placed = rows.flatMap(({ cells }) => DEEDS.flatMap((deed) => cells[deed]));
        expect(placed.map(({ name }) => name).sort()).toEqual([...given].sort());
        for (const { key, cells } of rows)
          for (const deed of DEEDS)
            for (const each of cells[deed])
              expect(permissionOf(each.name)).toMatchObject({
                deed,
                service: key.split(':').filter(Boolean),
              });
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      }),
    );
  });

  it('of one cell are told apart by their details', () => {
    const [row] = rowsOf(['profiles:id:read:json', 'profiles:read', 'profiles:id:read:binary']);
    expect(row?.cells.read.map(({ detail }) => detail.join(' '))).toEqual([
      ...['read id json', 'read', 'read id binary'],
    ]);
  });
});
