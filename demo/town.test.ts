import { readManifest, type SedaVersion } from '@perenne/seda';
import { hasReferee, openReferee, WITHOUT_REFEREE } from '@perenne/seda/testing';
import { describe, expect, it } from 'vitest';
import { filingPlan, holdingScheme, TRANSFERS, UNITS, unitsIn } from './holdings/index.ts';
import { manifestOf } from './sip/manifest.ts';
import { packageOf } from './sip/package.ts';
import type { Management, Transfer, Unit } from './sip/transfer.ts';
import { RULES_CSV } from './town/rules.ts';

const everything = (): Transfer[] => [holdingScheme, filingPlan, ...TRANSFERS.map((make) => make())];
const transfers = everything();
const named = transfers.map((transfer) => [transfer.key, transfer] as const);
const isPdf = ({ extension }: { readonly extension: string }) => extension === 'pdf';
/** The one thing that the official schemas have not: how a unit says for which archived one it stands. */
const withoutAttachments = (manifest: string) =>
  manifest.replaceAll(/<Management><UpdateOperation>.*?<\/UpdateOperation><\/Management>/g, '');

const allUnits = (units: readonly Unit[]): Unit[] =>
  units.flatMap((unit) => [unit, ...allUnits(unit.children ?? [])]);

describe('the town', () => {
  it('is the same each time that it is made, to the last byte', async () => {
    const again = everything();
    for (const [at, transfer] of transfers.entries()) {
      const [once, twice] = await Promise.all([packageOf(transfer), packageOf(again[at] as Transfer)]);
      expect(once.equals(twice), transfer.key).toBe(true);
    }
  });

  it('has as many units as are announced, in transfers of different names', () => {
    const entered = transfers.filter(({ outcome }) => outcome !== 'KO');
    expect(entered.reduce((sum, { units }) => sum + unitsIn(units), 0)).toBe(UNITS);
    expect(new Set(transfers.map(({ key }) => key)).size).toBe(transfers.length);
    expect(new Set(transfers.map(({ identifier }) => identifier)).size).toBe(transfers.length);
  });

  it.each(named)('%s: its manifest is read and names every file of the package', async (_, transfer) => {
    const { manifest, files } = manifestOf(transfer);
    const uris: (string | undefined)[] = [];
    let units = 0;
    const header = await readManifest(stream(manifest), {
      dataObject: ({ kind, uri }) => void (kind === 'binary' && uris.push(uri)),
      unit: ({ updateOperation }) => void (updateOperation === undefined && units++),
    });
    expect(header).toMatchObject({ version: transfer.sedaVersion, archivalAgreement: transfer.contract });
    expect(units).toBe(unitsIn(transfer.units));
    expect(uris.sort()).toEqual(files.map(({ path }) => path).sort());
    await readManifest(stream(withoutAttachments(manifest)), {}, { mode: 'strict' });
  });

  it.skipIf(!hasReferee)(
    `is valid by the official schemas${hasReferee ? '' : `: ${WITHOUT_REFEREE}`}`,
    async () => {
      const referee = await openReferee();
      for (const transfer of transfers)
        expect(
          referee.fault(
            transfer.sedaVersion as SedaVersion,
            Buffer.from(withoutAttachments(manifestOf(transfer).manifest)),
          ),
          transfer.key,
        ).toBeUndefined();
    },
  );

  it('describes each document with the figures that stand in it', () => {
    let compared = 0;
    for (const { description, objects } of transfers.flatMap(({ units }) => allUnits(units))) {
      const pdf = objects?.flatMap((object) => ('file' in object ? [object.file] : [])).find(isPdf);
      if (description === undefined || pdf === undefined) continue;
      const drawn = [...pdf.content.toString('latin1').matchAll(/\(((?:\\.|[^\\)])*)\)\s*Tj/g)]
        .map(([, words]) => words)
        .join(' ');
      for (const [figure] of description.matchAll(/\d+/g)) {
        expect(drawn, description).toContain(figure);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(10);
  });

  it('cites rules of the referential alone, but for the transfer that is refused for it', () => {
    const unknown = cited().filter(({ rule }) => !RULES.has(rule));
    expect(unknown.map(({ rule, transfer }) => [rule, transfer])).toEqual([
      ['DUA_TRAVAUX_10', 'regle-inconnue'],
    ]);
    for (const { rule, category } of cited())
      if (RULES.has(rule)) expect(RULES.get(rule)?.category, rule).toBe(category);
  });

  it.each([
    'StorageRule',
    'AppraisalRule',
    'AccessRule',
    'DisseminationRule',
    'ReuseRule',
    'ClassificationRule',
  ])('%s: some of its rules are due and others are not', (category) => {
    const ends = cited().flatMap((each) => {
      const years = RULES.get(each.rule)?.years;
      return each.category === category && each.start !== undefined && Number.isFinite(years)
        ? [Number(each.start.slice(0, 4)) + (years as number)]
        : [];
    });
    expect(ends.filter((year) => year < 2026).length).toBeGreaterThan(0);
    expect(ends.filter((year) => year > 2026).length).toBeGreaterThan(0);
  });

  it('holds, keeps, destroys, and refuses what it would inherit', () => {
    const managements = transfers.flatMap(managementsOf);
    const has = (test: (management: Management) => unknown) => expect(managements.some(test)).toBe(true);
    has(({ appraisal }) => appraisal?.finalAction === 'Keep');
    has(({ appraisal }) => appraisal?.finalAction === 'Destroy');
    has(({ hold }) => hold?.rules?.some(({ end }) => end !== undefined));
    has(({ hold }) => hold?.rules?.some(({ preventRearrangement }) => preventRearrangement));
    has(({ access }) => access?.refuses === 'everything');
    has(({ access }) => Array.isArray(access?.refuses));
  });
});

/** Rules of the file that is imported; `years` is not finite for those without term. */
const RULES = new Map(
  RULES_CSV.split('\n')
    .slice(1)
    .filter((row) => row !== '')
    .map((row) => {
      const [id = '', category = ''] = row.split(',');
      const [, years = ''] = /,([^,]*),[^,]*$/.exec(row) ?? [];
      return [
        id,
        { category, years: years === '' || years === 'unlimited' ? Number.NaN : Number(years) },
      ] as const;
    }),
);

const CATEGORIES = {
  storage: 'StorageRule',
  appraisal: 'AppraisalRule',
  access: 'AccessRule',
  dissemination: 'DisseminationRule',
  reuse: 'ReuseRule',
  classification: 'ClassificationRule',
  hold: 'HoldRule',
} as const;

/** Every rule that a unit or a header declares. */
function cited(): { transfer: string; category: string; rule: string; start: string | undefined }[] {
  return transfers.flatMap((transfer) =>
    managementsOf(transfer).flatMap((management) =>
      Object.entries(CATEGORIES).flatMap(([name, category]) =>
        (management[name as keyof typeof CATEGORIES]?.rules ?? []).map(({ rule, start }) => ({
          transfer: transfer.key,
          category,
          rule,
          start,
        })),
      ),
    ),
  );
}

const managementsOf = ({ management, units }: Transfer): Management[] =>
  [management, ...allUnits(units).map((unit) => unit.management)].filter((each) => each !== undefined);

async function* stream(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
