import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormField } from '../../api/types.ts';
import {
  changesOf,
  type Document,
  faultsOf,
  lossesOf,
  newDocument,
  stated,
  withChanges,
} from './document.ts';
import { layoutOf } from './layout.ts';

const field = (name: string, more: Partial<FormField> = {}): FormField => ({
  ...{ name, type: 'text', isList: false, isMandatory: false },
  ...more,
});
const USAGE = [
  field('UsageName'),
  field('InitialVersion', { type: 'boolean' }),
  field('IntermediaryVersion'),
];
const INGEST: readonly FormField[] = [
  field('Name', { isMandatory: true }),
  field('EveryFormatType', { type: 'boolean', initial: true }),
  field('FormatType', { isList: true, refersTo: 'format' }),
  field('SignaturePolicy', {
    type: 'object',
    members: [field('SignedDocument'), field('DeclaredSignature', { type: 'boolean' })],
  }),
];
const ingest = layoutOf('ingest-contracts');

describe('a document of a form', () => {
  it('begins with what a new record has', () => {
    expect(newDocument([...INGEST, field('Permissions', { isList: true, initial: [] })])).toEqual({
      EveryFormatType: true,
      Permissions: [],
    });
    expect(newDocument(USAGE)).toEqual({ InitialVersion: false });
  });

  it('states what is shown and says something', () => {
    const document = { Name: ' N ', EveryFormatType: true, FormatType: ['fmt/18'], '#id': 'x' };
    expect(stated(INGEST, ingest, document)).toEqual({ Name: 'N', EveryFormatType: true });
    const signed = { SignaturePolicy: { SignedDocument: 'FORBIDDEN', DeclaredSignature: false } };
    expect(stated(INGEST, ingest, signed)).toEqual({ SignaturePolicy: { SignedDocument: 'FORBIDDEN' } });
  });

  it('is wrong where something is missing or malformed, by the path of the field', () => {
    const codes = (fields: readonly FormField[], kind: Parameters<typeof layoutOf>[0], document: Document) =>
      Object.fromEntries(
        Object.entries(faultsOf(fields, layoutOf(kind), document)).map(([path, { code }]) => [path, code]),
      );
    expect(codes(INGEST, 'ingest-contracts', { Name: ' ', EveryFormatType: false })).toEqual({
      Name: 'EMPTY_REQUIRED_FIELD',
      FormatType: 'EMPTY_REQUIRED_FIELD',
    });
    expect(codes(INGEST, 'ingest-contracts', { Name: 'x'.repeat(101), EveryFormatType: true })).toEqual({
      Name: 'TOO_LONG',
    });
    // The service takes them without, and older ones are; whoever makes or changes one by hand says what it is for.
    for (const kind of ['ingest-contracts', 'management-contracts'] as const)
      expect(codes([field('Description')], kind, {})).toEqual({ Description: 'EMPTY_REQUIRED_FIELD' });
    expect(codes([field('Description')], 'access-contracts', {})).toEqual({});
    const policies = field('PersistentIdentifierPolicy', {
      ...{ type: 'object', isList: true },
      members: [
        field('PersistentIdentifierAuthority'),
        field('PersistentIdentifierUsages', { type: 'object', isList: true, members: USAGE }),
      ],
    });
    const policy = { PersistentIdentifierAuthority: '12', PersistentIdentifierUsages: [{}] };
    expect(codes([policies], 'management-contracts', { PersistentIdentifierPolicy: [policy] })).toEqual({
      'PersistentIdentifierPolicy.0.PersistentIdentifierAuthority': 'AUTHORITY',
      'PersistentIdentifierPolicy.0.PersistentIdentifierUsages.0.UsageName': 'EMPTY_REQUIRED_FIELD',
      'PersistentIdentifierPolicy.0.PersistentIdentifierUsages.0.IntermediaryVersion': 'EMPTY_REQUIRED_FIELD',
    });
    const days = [field('FromDate', { type: 'day' }), field('ToDate', { type: 'day' })];
    const lasting = (ToDate: string) => codes(days, 'agencies', { FromDate: '1852-01-01', ToDate });
    expect(lasting('1851-12-31')).toEqual({ ToDate: 'DATE_ORDER' });
    expect(lasting('1852-01-01')).toEqual({});
    const schema = field('ControlSchema', { isMandatory: true });
    expect(codes([schema], 'archive-unit-profiles', { ControlSchema: '{' })).toEqual({
      ControlSchema: 'INVALID_JSON_SCHEMA',
    });
    expect(codes([schema], 'archive-unit-profiles', { ControlSchema: '{}' })).toEqual({});
  });
});

describe('what a record may not lose', () => {
  it('is said where it was filled and is emptied', () => {
    const name = 'PersistentIdentifierPolicy';
    const losses = (before: Document, after: Document) =>
      lossesOf(layoutOf('management-contracts'), before, after);
    expect(losses({ [name]: [{}] }, { [name]: [] })).toEqual({ [name]: { code: 'KEPT', values: [] } });
    expect(losses({ [name]: [{}] }, {})).toHaveProperty(name);
    expect(losses({ [name]: [] }, { [name]: [] })).toEqual({});
    expect(losses({ [name]: [{}], Name: 'x' }, { [name]: [{ a: 1 }] })).toEqual({});
    expect(lossesOf(layoutOf('contexts'), { Permissions: [{}] }, {})).toEqual({});
  });
});

describe('changes', () => {
  const documents = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue({ maxDepth: 2 }));

  it('make the one document of the other, and none is between the same', () => {
    fc.assert(
      fc.property(documents, documents, (before, after) => {
        expect(withChanges(before, changesOf(before, after))).toEqual(after);
        expect(changesOf(before, structuredClone(before))).toEqual({ set: {}, unset: [] });
      }),
    );
  });

  it('of two people on different fields are both kept', () => {
    fc.assert(
      fc.property(documents, fc.jsonValue(), fc.jsonValue(), (before, mine, theirs) => {
        const now = { ...before, theirs };
        const both = withChanges(now, changesOf(before, { ...before, mine }));
        expect(both).toEqual({ ...before, theirs, mine });
      }),
    );
  });
});
