import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FULL_ACCESS } from '../access-rights.ts';
import { chosenObjects, type StoredQualifier } from './chosen-objects.ts';
import { readDipRequest } from './dip-request.ts';
import { entryName } from './entry-name.ts';
import { deliveredReferences } from './references.ts';
import { judgeSize } from './size-threshold.ts';
import { isDeliverable, unexportable } from './unexportable.ts';

/** The rules of a delivery, without anything around them. */

const USAGES = ['BinaryMaster', 'Dissemination', 'Thumbnail'];
const usage = fc.constantFrom(...USAGES);
const qualifiers: fc.Arbitrary<StoredQualifier[]> = fc
  .uniqueArray(fc.record({ qualifier: usage, count: fc.integer({ min: 1, max: 12 }) }), {
    selector: ({ qualifier }) => qualifier,
  })
  .chain((list) =>
    fc.tuple(
      ...list.map(({ qualifier, count }) =>
        fc
          .shuffledSubarray(
            Array.from({ length: count }, (_, at) => ({
              _id: `${qualifier}${at + 1}`,
              DataObjectVersion: `${qualifier}_${at + 1}`,
            })),
            { minLength: count },
          )
          .map((versions) => ({ qualifier, versions })),
      ),
    ),
  );
const names = (chosen: readonly { DataObjectVersion: string }[]) =>
  chosen.map(({ DataObjectVersion }) => DataObjectVersion);

describe('the objects of a group', () => {
  it('are the last of each usage that is asked for and allowed', () => {
    fc.assert(
      fc.property(
        qualifiers,
        fc.option(fc.subarray(USAGES)),
        fc.option(fc.subarray(USAGES)),
        (list, asked, allowed) => {
          const rights = { ...FULL_ACCESS, ...(allowed === null ? {} : { usages: allowed }) };
          const chosen = chosenObjects(
            list,
            { kind: 'last', ...(asked === null ? {} : { usages: asked }) },
            rights,
          );
          const expected = list
            .filter(
              ({ qualifier }) =>
                (asked ?? USAGES).includes(qualifier) && (allowed ?? USAGES).includes(qualifier),
            )
            .map(({ qualifier, versions }) => `${qualifier}_${versions.length}`);
          expect(names(chosen)).toEqual(expected);
        },
      ),
    );
  });

  it('are those of their patterns, each once', () => {
    const pattern = fc.subarray(['FIRST', 'LAST', 'ALL'] as const, { minLength: 1 });
    fc.assert(
      fc.property(qualifiers, fc.dictionary(usage, pattern), (list, patterns) => {
        const chosen = names(chosenObjects(list, { kind: 'patterns', patterns }, FULL_ACCESS));
        const expected = list.flatMap(({ qualifier, versions: { length } }) => {
          const asked = patterns[qualifier] ?? [];
          const numbers = Array.from({ length }, (_, at) => at + 1).filter(
            (number) =>
              asked.includes('ALL') ||
              (asked.includes('FIRST') && number === 1) ||
              (asked.includes('LAST') && number === length),
          );
          return numbers.map((number) => `${qualifier}_${number}`);
        });
        expect(chosen).toEqual(expected);
      }),
    );
    expect(
      chosenObjects(
        [{ qualifier: 'toString', versions: [] }],
        { kind: 'patterns', patterns: {} },
        FULL_ACCESS,
      ),
    ).toEqual([]);
  });
});

describe('the size of a package', () => {
  const size = fc.nat(2_000);
  it('is refused beyond what was asked for, else beyond the tenant’s or the platform’s limit', () => {
    fc.assert(
      fc.property(
        size,
        fc.option(size, { nil: undefined }),
        fc.option(size, { nil: undefined }),
        size,
        fc.boolean(),
        (bytes, asked, tenant, platform, authorize) => {
          const limits = {
            asked,
            tenant: tenant === undefined ? undefined : { bytes: tenant, authorize },
            platform,
          };
          const verdict = judgeSize(bytes, limits);
          const hard = asked ?? tenant ?? platform;
          const soft = tenant ?? platform;
          if (bytes > hard) expect(verdict?.status).toBe('KO');
          else if (bytes > soft)
            expect(verdict?.status).toBe(tenant === undefined || authorize ? 'WARNING' : 'KO');
          else expect(verdict).toBeUndefined();
          if (verdict)
            expect(verdict.reason).toMatch(new RegExp(`\\[${bytes}\\]\n .*Threshold = \\[${hard}\\]$`));
        },
      ),
    );
  });
});

it.each([
  ['extension of the transfer', { Uri: 'content/ID12.PDF' }, 'Content/G.pdf'],
  [
    'extension of the file',
    { Uri: 'content/ID12', FileInfo: { Filename: 'Plan général.Tiff' } },
    'Content/G.tiff',
  ],
  ['none', { Uri: 'content/ID12' }, 'Content/G'],
  ['none that is safe', { Uri: 'content/a.b/../c', FileInfo: { Filename: 'x.é' } }, 'Content/G'],
  ['made by the archive', { Uri: 'Content/G.odt' }, 'Content/G.odt'],
  ['identifier in a hostile path', { Uri: '../G/evil.sh' }, 'Content/G.sh'],
])('an object’s name in the package: %s', (_, version, name) => {
  expect(entryName({ _id: 'G', DataObjectVersion: 'BinaryMaster_1', ...version })).toBe(name);
});

it('a version of SEDA is delivered in those that hold it', () => {
  const table = ['2.1', '2.2', '2.3'].map((entered) =>
    (['2.1', '2.2', '2.3'] as const).map((asked) => isDeliverable(entered, asked)),
  );
  expect(table).toEqual([
    [true, true, true],
    [false, true, true],
    [false, true, true],
  ]);
  expect(unexportable({ Signature: [{}] }, '2.3')).toBe(
    'Cannot export obsolete Signature tag into SEDA 2.3+.',
  );
  expect(unexportable({ Signature: [{}] }, '2.2')).toBeUndefined();
  expect(unexportable({ SigningInformation: {} }, '2.2')).toBeUndefined();
  expect(unexportable({ SigningInformation: {}, Gps: {} }, '2.2')).toMatch(
    /^Cannot export SigningInformation tag in SEDA 2.2 with/,
  );
  expect(unexportable({ SigningInformation: {}, Gps: {} }, '2.3')).toBeUndefined();
});

describe('inner references', () => {
  const delivered = {
    units: new Set(['u1']),
    groups: new Set(['g1']),
    groupOf: (object: string) => (object === 'o1' ? 'g1' : undefined),
  };

  it('name what is delivered as the message has it, and the rest by identifier', () => {
    const related = (reference: object) =>
      deliveredReferences({ RelatedObjectReference: { References: [reference] } }, delivered)
        .RelatedObjectReference;
    expect(related({ ArchiveUnitRefId: 'u1' })).toEqual({ References: [{ ArchiveUnitRefId: 'u1' }] });
    expect(related({ ArchiveUnitRefId: 'u2' })).toEqual({ References: [{ RepositoryArchiveUnitPID: 'u2' }] });
    const group = { References: [{ DataObjectReference: { DataObjectGroupReferenceId: 'g1' } }] };
    expect(related({ DataObjectReference: { DataObjectReferenceId: 'o1' } })).toEqual(group);
    expect(related({ DataObjectReference: { DataObjectGroupReferenceId: 'g1' } })).toEqual(group);
    expect(related({ DataObjectReference: { DataObjectReferenceId: 'o2' } })).toEqual({
      References: [{ RepositoryObjectPID: 'o2' }],
    });
    expect(related({ ExternalReference: 'x' })).toEqual({ References: [{ ExternalReference: 'x' }] });
  });

  it('to files and signed objects that are not delivered are left out', () => {
    const CustodialHistory = (id: string) => ({
      CustodialHistoryItem: ['x'],
      CustodialHistoryFile: { DataObjectReferenceId: id },
    });
    expect(deliveredReferences({ CustodialHistory: CustodialHistory('g1') }, delivered)).toEqual({
      CustodialHistory: {
        CustodialHistoryItem: ['x'],
        CustodialHistoryFile: { DataObjectGroupReferenceId: 'g1' },
      },
    });
    expect(deliveredReferences({ CustodialHistory: CustodialHistory('g2') }, delivered)).toEqual({
      CustodialHistory: { CustodialHistoryItem: ['x'] },
    });
    const signature = (id: string) => ({ ReferencedObject: { SignedObjectId: id } });
    expect(deliveredReferences({ Signature: [signature('o1'), signature('o2')] }, delivered)).toEqual({
      Signature: [signature('o1')],
    });
  });
});

describe('a request', () => {
  const dslRequest = { $query: [], $projection: {} };
  it('says by default the last objects, minimal, in SEDA 2.3; null says nothing', () => {
    const expected = {
      version: '2.3',
      full: false,
      header: {},
      objects: { kind: 'last' },
      lifeCycles: false,
    };
    expect(readDipRequest({ dslRequest }).request).toEqual(expected);
    const nulls = {
      dataObjectVersionToExport: { dataObjectVersions: null },
      dipRequestParameters: null,
      maxSizeThreshold: null,
    };
    expect(readDipRequest({ dslRequest, ...nulls, exportType: 'other' }).request).toEqual(expected);
  });

  it.each([
    undefined,
    'x',
    [],
    {},
    { dslRequest: [] },
    { dslRequest, maxSizeThreshold: -1 },
    { dslRequest, dipExportType: 'OTHER' },
  ])('that is none is refused: %j', (body) => {
    expect(() => readDipRequest(body)).toThrow(expect.objectContaining({ status: 412 }));
  });
});
