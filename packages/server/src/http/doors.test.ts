import { describe, expect, it } from 'vitest';
import { doorOf, overriddenMethod, pathOf } from './doors.ts';
import { INVENTORY } from './inventory.ts';
import { accepts, variantOf } from './negotiation.ts';

describe('doors', () => {
  it('every compatible endpoint is behind the compatible door', () => {
    expect(INVENTORY.filter(({ path }) => doorOf(path) !== 'compatible')).toEqual([]);
    expect(new Set(INVENTORY.map(({ permission }) => permission)).size).toBe(INVENTORY.length);
  });

  it.each([
    ['/api/v1/session', 'own'],
    ['/api', 'own'],
    ['/apis', 'open'],
    ['/test-support/v1/reset', 'test-support'],
    ['/access-external', 'compatible'],
    ['/access-externals', 'open'],
    ['/', 'open'],
  ])('%s is %s', (path, door) => expect(doorOf(path)).toBe(door));

  it('a path ends where the query begins', () => {
    expect(pathOf('/a?b/c')).toBe('/a');
    expect(pathOf('/a#b')).toBe('/a');
    expect(pathOf('/a')).toBe('/a');
  });
});

it('only a POST to access and administration is taken for another verb, and for two alone', () => {
  expect(overriddenMethod('POST', '/access-external/v1/units', 'get')).toBe('GET');
  expect(overriddenMethod('POST', '/admin-external/v1/x', ' DELETE ')).toBe('DELETE');
  expect(overriddenMethod('POST', '/admin-external/v1/x', 'PUT')).toBeUndefined();
  expect(overriddenMethod('PUT', '/admin-external/v1/x', 'GET')).toBeUndefined();
  expect(overriddenMethod('POST', '/ingest-external/v1/ingests', 'GET')).toBeUndefined();
  expect(overriddenMethod('POST', '/api/v1/session', 'DELETE')).toBeUndefined();
});

describe('negotiation', () => {
  it('octets are meant when sent, or wanted without JSON', () => {
    expect(variantOf({ 'content-type': 'application/octet-stream' })).toBe('octet');
    expect(variantOf({ accept: 'application/octet-stream', 'content-type': 'application/json' })).toBe(
      'octet',
    );
    expect(variantOf({ accept: 'application/json, application/octet-stream' })).toBeUndefined();
    expect(variantOf({ accept: '*/*' })).toBeUndefined();
    expect(variantOf({})).toBeUndefined();
  });

  it('an answer is acceptable by its type, its family or to whom takes anything', () => {
    const json = ['application/json'];
    for (const accept of [
      undefined,
      '',
      '*/*',
      'application/*',
      'text/html, application/json;q=0.5',
      'APPLICATION/JSON',
    ])
      expect(accepts(accept, json)).toBe(true);
    for (const accept of ['text/html', 'application/json;q=0', 'text/*'])
      expect(accepts(accept, json)).toBe(false);
  });
});
