import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { label } from '../../logbook/index.ts';
import type { DocumentKind } from './document-kind.ts';
import { DOCUMENT_KINDS, securityProfileKind } from './index.ts';

/**
 * Sub-codes join their event where a refusal is written: that the pair has words is not for the compiler to see. What
 * a kind may say is read from the source of its controls.
 */
type Mode = 'import' | 'update';
const source = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

function subCodesIn(text: string, mode: Mode): string[] {
  return [...text.matchAll(/suffix: ([^,}\n]*)/g)].flatMap(([, said = '']) => {
    const codes = [...said.matchAll(/['"]([A-Z_]+)['"]/g)].map(([, code = '']) => code);
    // `mode === 'import' ? 'A' : 'B'`
    return /\? ['"][A-Z_]+['"] : ['"][A-Z_]+['"]/.test(said)
      ? codes.slice(mode === 'import' ? 0 : 1).slice(0, 1)
      : codes;
  });
}

function subCodesOf({ kind, controls, words }: DocumentKind, mode: Mode): string[] {
  if (words.withoutSuffix) return [];
  const own = source(`./${kind === 'profile' ? 'archival-profile' : kind}.ts`);
  const texts = [
    own,
    ...controls.map(String),
    ...(mode === 'update' ? [source('../update-document.ts')] : []),
  ];
  const codes = [...new Set(texts.flatMap((text) => subCodesIn(text, mode)))];
  const { updateSuffixes } = words;
  return mode === 'update' && updateSuffixes !== undefined
    ? codes.filter((code) => updateSuffixes.some((each) => each === code))
    : codes;
}

const KINDS = [...DOCUMENT_KINDS, securityProfileKind([])];

describe.each(KINDS.map((kind) => [kind.collection, kind] as const))('refusals of %s', (_name, kind) => {
  it.each(['import', 'update'] as const)('have words in every %s', (mode) => {
    const keys = subCodesOf(kind, mode).map((code) => `${kind.events[mode]}.${code}.KO`);
    if (mode === 'import' && kind.words.withoutSuffix === undefined)
      expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(keys.map(label).filter((words) => words.startsWith('!'))).toEqual([]);
  });
});

it('the source is read as it stands', () => {
  const access = KINDS.find(({ kind }) => kind === 'access-contract') as DocumentKind;
  const codes = ['AGENCY_NOT_FOUND', 'BAD_REQUEST', 'EMPTY_REQUIRED_FIELD', 'IDENTIFIER_DUPLICATION'];
  expect(subCodesOf(access, 'import').sort()).toEqual([...codes, 'NOT_IN_ENUM', 'VALIDATION_ERROR']);
});
