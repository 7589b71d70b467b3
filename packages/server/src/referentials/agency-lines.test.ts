import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AGENCY_COLUMNS,
  type AgencyLine,
  AUTHORITY_MEMBERS,
  agencyErrors,
  agencyOf,
  agencyValues,
  columnsOf,
  isSameAgency,
  OPTIONAL_AGENCY_COLUMNS,
  unreadableValue,
} from './agency-lines.ts';
import { readCsv, writeCsv } from './csv.ts';

const line = (values: Record<string, string>, number = 2): AgencyLine => ({
  number,
  values: { ...agencyValues({ Identifier: 'A', Name: 'Un' }), ...values },
});

describe('a line of agencies', () => {
  it('keeps what an authority record says: texts, lists, days', () => {
    const { Description: _none, ...stored } = agencyOf(
      line({
        EntityType: 'collectivité',
        Functions: 'Voirie | Eau',
        FromDate: '15/02/2024',
        ToDate: '2025-01-31',
      }),
    );
    expect(stored).toEqual({
      ...{ Identifier: 'A', Name: 'Un', EntityType: 'collectivité', Functions: ['Voirie', 'Eau'] },
      ...{ FromDate: '2024-02-15', ToDate: '2025-01-31' },
    });
  });

  it('says neither the dates of the archive nor bars at the end', () => {
    const given = line({ CreationDate: '1900-01-01', UpdateDate: 'hier', Sources: 'a|b|' });
    expect(agencyErrors([given])).toEqual({});
    expect(agencyOf(given)).toEqual({ Identifier: 'A', Name: 'Un', Sources: ['a', 'b'] });
  });

  it.each([
    [{ FromDate: '31/02/2024' }, 'WRONG_DATE', 'The field FromDate contains bad date format value'],
    [{ ToDate: '2024-02-15T10:00:00' }, 'WRONG_DATE', 'The field ToDate contains bad date format value'],
    [{ Places: 'a||b' }, 'EMPTY_VALUE', 'The field Places contains bad formatted values'],
    [{ Mandates: '|' }, 'EMPTY_VALUE', 'The field Mandates contains bad formatted values'],
  ])('%j is refused, with the words that clients know', (values, code, words) => {
    const errors = agencyErrors([line({}), line({ ...values, Identifier: 'B' }, 3)]);
    expect(errors).toMatchObject({
      'line 3': [{ Code: `STP_IMPORT_AGENCIES_${code}.KO`, 'Information additionnelle': values }],
    });
    expect(Object.keys(errors)).toEqual(['line 3']);
    expect(unreadableValue(errors)).toBe(words);
  });

  it('of an agency that was stored gives that agency, through a file', async () => {
    const text = fc.stringMatching(/^[a-zé",;]{1,6}$/);
    const day = fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') });
    const agency = fc.record(
      {
        ...{ Identifier: text, Name: text, Description: text, EntityType: text, BiogHist: text },
        ...{
          Functions: fc.array(text, { minLength: 1, maxLength: 3 }),
          Sources: fc.array(text, { minLength: 1 }),
        },
        FromDate: day.map((at) => at.toISOString().slice(0, 10)),
      },
      { requiredKeys: ['Identifier', 'Name'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(agency, { minLength: 1, maxLength: 4 }), async (agencies) => {
        const lines = agencies.map((each, at) => ({ number: at + 2, values: agencyValues(each) }));
        const columns = columnsOf(lines);
        expect(columns.slice(0, 3)).toEqual(AGENCY_COLUMNS);
        for (const name of AUTHORITY_MEMBERS)
          expect(columns.includes(name)).toBe(agencies.some((each) => Object.hasOwn(each, name)));
        const file = writeCsv(
          columns,
          lines.map(({ values }) => values),
        );
        const read = await readCsv<keyof AgencyLine['values']>(
          file,
          AGENCY_COLUMNS,
          undefined,
          OPTIONAL_AGENCY_COLUMNS,
        );
        expect(read.map(agencyOf)).toEqual(agencies);
        for (const [at, each] of agencies.entries())
          expect(isSameAgency(each, agencyOf(read[at] as AgencyLine))).toBe(true);
      }),
    );
  });

  it('differs by whatever the table says, and by nothing else', () => {
    const [before] = [agencyOf(line({ Functions: 'a|b', FromDate: '2024-01-01' }))];
    const dated = { ...before, CreationDate: '2024-01-01T00:00:00.000' };
    expect(isSameAgency(dated, before)).toBe(true);
    for (const name of [...AGENCY_COLUMNS, ...AUTHORITY_MEMBERS])
      expect(isSameAgency(dated, { ...before, [name]: 'x' })).toBe(false);
  });
});
