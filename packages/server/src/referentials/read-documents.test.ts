import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCESS_CONTRACT, CONTEXT, DOCUMENT_KINDS, INGEST_CONTRACT } from './kinds/index.ts';
import { readDocuments, Unreadable, withInitials } from './read-documents.ts';

const one = (body: unknown, shape = ACCESS_CONTRACT.fields) => readDocuments(body, shape)[0];

describe('documents as clients send them', () => {
  it('may be one object, and keep the known members alone', () => {
    expect(one({ Name: 'A', Colour: 'red', Description: null })?.document).toEqual({ Name: 'A' });
    expect(readDocuments([], ACCESS_CONTRACT.fields)).toEqual([]);
  });

  it('may hold a list of one for a scalar, a scalar for a list, a number for a text', () => {
    expect(
      one({ Name: ['A'], Description: 12, OriginatingAgencies: 'X', EveryOriginatingAgency: 'true' })
        ?.document,
    ).toEqual({ Name: 'A', Description: '12', OriginatingAgencies: ['X'], EveryOriginatingAgency: true });
  });

  it('say when they carry a technical identifier, and which dates cannot be read', () => {
    const read = one({
      '#id': 'x',
      CreationDate: '31/02/2020',
      DeactivationDate: 'never',
      ActivationDate: 7,
    });
    expect(read?.carriesId).toBe(true);
    expect(read?.badDates).toEqual(['Creationdate', 'ActivationDate', 'deactivationdate']);
  });

  it.each<[unknown, typeof ACCESS_CONTRACT]>([
    ['a text', ACCESS_CONTRACT],
    [[1], ACCESS_CONTRACT],
    [[null], ACCESS_CONTRACT],
    [{ Name: {} }, ACCESS_CONTRACT],
    [{ Name: ['A', 'B'] }, ACCESS_CONTRACT],
    [{ Name: 'nul\0' }, ACCESS_CONTRACT],
    [{ Name: 'half \ud800' }, ACCESS_CONTRACT],
    [{ Status: 'SLEEPING' }, ACCESS_CONTRACT],
    [{ WritingPermission: 'oui' }, ACCESS_CONTRACT],
    [{ RuleCategoryToFilter: ['MasterRule'] }, ACCESS_CONTRACT],
    [{ SignaturePolicy: 'ALLOWED' }, INGEST_CONTRACT],
    [{ Permissions: [{ tenant: 'zero' }] }, CONTEXT],
    [{ Permissions: [{ tenant: 1e12 }] }, CONTEXT],
  ])('are refused: %j', (body, kind) => {
    expect(() => readDocuments(body, kind.fields)).toThrow(Unreadable);
  });

  it('are read or refused, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DOCUMENT_KINDS),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (kind, value, members) => {
          const body = {
            ...members,
            ...Object.fromEntries(Object.keys(kind.fields).map((name) => [name, value])),
          };
          try {
            for (const { document } of readDocuments(body, kind.fields))
              expect(Object.keys(kind.fields)).toEqual(expect.arrayContaining(Object.keys(document)));
          } catch (error) {
            expect(error).toBeInstanceOf(Unreadable);
          }
        },
      ),
    );
  });

  it('are completed by the defaults of their kind', () => {
    expect(withInitials({ Name: 'A' }, INGEST_CONTRACT.fields, 'T')).toEqual({
      Name: 'A',
      Status: 'INACTIVE',
      CreationDate: 'T',
      ActivationDate: 'T',
      CheckParentLink: 'AUTHORIZED',
      MasterMandatory: true,
      EveryDataObjectVersion: false,
      FormatUnidentifiedAuthorized: false,
      EveryFormatType: true,
      ComputeInheritedRulesAtIngest: false,
    });
  });
});
