import { describe, expect, it } from 'vitest';
import { label } from '../../logbook/index.ts';
import { INGEST_LABELS } from '../../logbook/labels.ingest.ts';
import { CATALOGUE } from '../../logbook/labels.ts';
import { ENTRY_WORKFLOWS } from '../workflows.ts';
import { ENGLISH } from './advice.en.ts';
import { FRENCH } from './advice.fr.ts';
import { adviceOn, keyOf } from './advice.ts';
import { climbedCodes, codesOf, controlsOf, OUTCOMES, type OutcomeKey } from './controls.ts';
import { refusalPages } from './pages.ts';

const keys = Object.keys(OUTCOMES) as OutcomeKey[];
const codes = keys.flatMap(codesOf);
/** What the actions that have tasks say themselves. */
const climbed = keys.filter((key) => /^CHECK_(HEADER|DATAOBJECTPACKAGE)\./.test(key)).flatMap(climbedCodes);

/** The key of a label: without the mark of a life cycle, and the outcome. */
const bare = (code: string) => code.replace(/^LFC\./, '').replace(/\.(OK|KO|WARNING)$/, '');

describe('what an entry may say', () => {
  it('has words in the journal, to its last sub-code', () => {
    for (const code of [...codes, ...climbed]) {
      expect(label(code), code).not.toMatch(/^!/);
      // Of its own, with its outcome or whatever its outcome.
      expect([code.replace(/^LFC\./, ''), bare(code)].some((key) => key in CATALOGUE)).toBe(true);
    }
  });

  it('is explained by words of its own, or of its control', () => {
    for (const code of codes) expect(keyOf(code), code).not.toMatch(/^(other|technical|CHECK_HEADER)$/);
    for (const words of [...Object.values(FRENCH), ...Object.values(ENGLISH)])
      expect(words.cause !== '' && words.remedy !== '').toBe(true);
  });

  it('is all that there are explanations for', () => {
    const used = new Set<string>([...codes, ...climbed].map(keyOf));
    const own = Object.keys(FRENCH).filter((key) => !used.has(key));
    expect(own).toEqual(['technical', 'other']);
  });

  it('is all that the labels of the entry have sub-codes for', () => {
    const known = new Set([
      ...[...codes, ...climbed, ...keys].map(bare),
      ...ENTRY_WORKFLOWS.flatMap(({ identifier, steps }) => [
        identifier,
        ...steps.flatMap(({ name, actions }) => [name, ...actions.map(({ key }) => key)]),
      ]),
    ]);
    const left = Object.keys(INGEST_LABELS).filter(
      (key) => !known.has(key.replace(/\.(OK|KO|WARNING)$/, '')),
    );
    expect(left.sort()).toEqual(NEVER_REFUSED);
  });

  it('stands in every workflow at the controls that it has', () => {
    const of = (id: string) =>
      controlsOf(ENTRY_WORKFLOWS.find((workflow) => workflow.id === id) as (typeof ENTRY_WORKFLOWS)[number])
        .flatMap(({ actions }) => actions)
        .flatMap(({ says }) => says);
    expect(new Set(of('DEFAULT_WORKFLOW').concat(of('HOLDING_SCHEME')))).toEqual(new Set(keys));
    expect(of('HOLDING_SCHEME')).not.toContain('CHECK_HEADER.CHECK_AGENT');
    expect(of('FILING_SCHEME')).toContain('UNITS_RULES_COMPUTE');
    expect(of('BLANK_TEST')).not.toContain('CHECK_OBJECT_SIZE');
  });
});

/** Labels of what only succeeds: in life cycles, but for the group without unit, whose code the operation says. */
const NEVER_REFUSED = [
  'CHECK_CONSISTENCY',
  'CHECK_CONSISTENCY_ORPHAN_OBJECT',
  'CHECK_MANIFEST',
  'CHECK_MANIFEST.LFC_CREATION',
  'LFC.EXTERNAL_LOGBOOK',
  'LFC.EXTERNAL_LOGBOOK.EVENT',
  'LFC_CREATION',
  'OBJ_STORAGE.OBJECT_STORAGE_SUB_TASK',
];

describe('the explanation of a code', () => {
  it('is the most precise that is known', () => {
    const loop = adviceOn('CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST.CHECK_MANIFEST_LOOP.KO');
    expect(loop).toEqual(adviceOn('CHECK_DATAOBJECTPACKAGE.CHECK_MANIFEST_LOOP.KO'));
    expect(loop).not.toEqual(adviceOn('CHECK_DATAOBJECTPACKAGE.KO'));
    expect(adviceOn('LFC.CHECK_DIGEST.CALC_CHECK.EMPTY.KO').fr.cause).toContain('manque');
    expect(adviceOn('CHECK_SEDA.OTHER.KO')).toEqual(adviceOn('CHECK_SEDA.KO'));
    expect(adviceOn('OG_OBJECTS_FORMAT_CHECK.KO')).not.toEqual(adviceOn('OG_OBJECTS_FORMAT_CHECK.WARNING'));
  });

  it('exists for every code, and blames no package for a technical failure', () => {
    expect(adviceOn('toString.KO').fr.remedy).not.toBe('');
    expect(adviceOn('CHECK_SEDA.FATAL').en.cause).toContain('technical');
  });
});

it.each(refusalPages())('the page %s says what the code does', async (file, text) => {
  await expect(text).toMatchFileSnapshot(`../../../../../docs/refusals/${file}`);
});
