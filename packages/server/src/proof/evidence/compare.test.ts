import { describe, expect, it } from 'vitest';
import { compare, type JournalState } from './compare.ts';
import { added, countsOf, EMPTY } from './entry.ts';
import type { Asked, SecuredLine } from './run.ts';

const asked: Asked = {
  ...{ kind: 'OBJECTGROUP', id: 'group', journal: 'journal', operation: 'operation', strategy: 'default' },
  ...{ digest: 'd0', version: 2, hLFC: 'l', hMetadata: 'm', bytes: 0 },
};
const line: SecuredLine = {
  ...{ version: 2, hLFC: 'l', hMetadata: 'm', digest: 'd0' },
  objects: [{ id: 'object', strategy: 'default', digest: 'o0' }],
};
const journal: JournalState = { fileName: 'journal.zip', failure: undefined, isLast: true };
const OFFERS = ['one', 'two'];
const right = () => OFFERS.map((offer) => ({ offer, digest: 'o0' }));

const compared = (
  changes: {
    asked?: Partial<Asked>;
    line?: Partial<SecuredLine> | null;
    journal?: Partial<JournalState>;
    others?: { offer: string; digest: string | undefined }[];
    objects?: { offer: string; digest: string | undefined }[];
  } = {},
) =>
  compare(
    { ...asked, ...changes.asked },
    {
      id: 'group',
      ...(changes.line === null ? {} : { line: { ...line, ...changes.line } }),
      others: changes.others ?? [],
    },
    { ...journal, ...changes.journal },
    OFFERS,
    () => changes.objects ?? right(),
  );

describe('an element and what was secured of it', () => {
  it('agree', () => {
    expect(compared()).toMatchObject({
      ...{ status: 'OK', message: '', securedHash: 'd0', offersHashes: { one: 'd0', two: 'd0' } },
      objectsReports: [{ identifier: 'object', status: 'OK', offersHashes: { one: 'o0', two: 'o0' } }],
    });
  });

  it('cannot be compared without a sound journal, a line, or the same version', () => {
    const said = (changes: Parameters<typeof compared>[0]) => {
      const { status, message, offersHashes } = compared(changes);
      expect(offersHashes).toEqual({});
      return [status, message];
    };
    expect(said({ journal: { failure: 'Invalid data fingerprint' } })).toEqual([
      ...['KO', 'The secured file journal.zip proves nothing: Invalid data fingerprint'],
    ]);
    expect(said({ line: null })).toEqual(['KO', 'Could not find matching traceability info in the file']);
    expect(said({ asked: { version: 1 } })).toEqual([
      ...['KO', 'Invalid version. Database version (1) cannot be lower than secured one (2)'],
    ]);
    expect(said({ asked: { version: 3 } })).toEqual([
      ...['WARN', 'Invalid version. Database version (3) not yet secured. Last secured version was (2)'],
    ]);
    expect(said({ asked: { version: 3 }, journal: { isLast: false } })).toEqual([
      ...['KO', 'Invalid version. Database version (3) has not been secured. Last secured version was (2)'],
    ]);
  });

  it('differ: in the database, on an offer, in an object; each is named', () => {
    const database = compared({ asked: { hMetadata: 'x', hLFC: 'y' } });
    expect(database.status).toBe('KO');
    expect(database.message).toContain("The metadata digest 'x' of the database is not the secured one (m)");
    expect(database.message).toContain(
      "The life cycle digest 'y' of the database is not the secured one (l)",
    );
    const copies = compared({
      others: [
        { offer: 'one', digest: 'd1' },
        { offer: 'two', digest: undefined },
      ],
    });
    expect(copies.offersHashes).toEqual({ one: 'd1', two: null });
    expect(copies.message.split(' ; ')).toEqual([
      "The digest 'd1' for the offer 'one' is null or not equal to the  Offer globalDigest expected (d0)",
      'No storage metadata found for file in offer two',
    ]);
    const object = compared({ objects: [{ offer: 'one', digest: 'o0' }] });
    expect(object.message).toBe('There is an  error on the audit of the  linked  object');
    expect(object.objectsReports).toMatchObject([{ status: 'KO', offersHashes: { one: 'o0', two: null } }]);
    expect(added(countsOf([object, database]), EMPTY)).toEqual({
      archiveUnitsCount: { OK: 0, KO: 0, WARNING: 0 },
      objectGroupsCount: { OK: 0, KO: 2, WARNING: 0 },
      objectsCount: { OK: 1, KO: 1, WARNING: 0 },
    });
  });
});
