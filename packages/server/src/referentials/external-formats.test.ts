import { BUILT_IN, compileIdentifier } from '@perenne/pronom';
import { describe, expect, it } from 'vitest';
import { addedFormat, externalFormatFaults, withAdded } from './external-formats.ts';

/** Formats beside those of PRONOM: what they may be called, and which files they tell. */

const made = (PUID: string, Extension: string[], HasPriorityOverFileFormatID: string[] = []) =>
  addedFormat({ PUID, Name: 'x', Version: '1', Extension, HasPriorityOverFileFormatID }, undefined, 'now');

describe('an external format', () => {
  const told = (file: string, extension: string, ...added: ReturnType<typeof made>[]) => {
    const bytes = Buffer.from(file, 'latin1');
    const identifier = compileIdentifier(withAdded(BUILT_IN, added));
    return identifier.identify({ head: bytes, tail: bytes, size: bytes.length, extension })?.puid;
  };
  const own = made('EXTERNAL_A', ['CSV', 'abc']);
  const preferred = made('EXTERNAL_A', ['csv'], ['x-fmt/18']);

  it.each([
    ['by its extension, in any case of letters', '\0', 'ABC', own, 'EXTERNAL_A'],
    ['a text too', 'a;b', 'abc', own, 'EXTERNAL_A'],
    ['not where a signature tells better', '%PDF-1.4\n%%EOF', 'abc', own, 'fmt/18'],
    ['not before a format of PRONOM that has the extension', 'a;b', 'csv', own, 'x-fmt/18'],
    ['before one over which it has priority', 'a;b', 'csv', preferred, 'EXTERNAL_A'],
  ])('tells a file %s', (_what, file, extension, format, puid) => {
    expect(told(file, extension, format)).toBe(puid);
  });

  it.each([
    ['EXTERNAL_', 'EXTERNAL_PUID'],
    ['external_a', 'EXTERNAL_PUID'],
    ['fmt/1', 'EXTERNAL_PUID'],
    ['EXTERNAL_a b', 'EXTERNAL_PUID'],
    [`EXTERNAL_${'a'.repeat(92)}`, 'EXTERNAL_PUID'],
    [`EXTERNAL_${'a'.repeat(91)}`, undefined],
    ['EXTERNAL_2D.dwg-9', undefined],
  ])('may be called %s: %s', (PUID, reason) => {
    const [fault] = externalFormatFaults({ PUID, Name: 'x', Version: '1', Extension: ['a'] }, new Set());
    expect(fault?.reason).toBe(reason);
  });
});
