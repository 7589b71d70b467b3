import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');
/** What reads the words of the journals, or names each language in its own words. */
const MAY = new Set(['archives/History.tsx', 'shell/LanguageChoice.tsx']);

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

describe('the components', () => {
  it('hold no text of their own', () => {
    const files = globSync('**/*.{ts,tsx}', { cwd: SOURCE }).filter(
      (path) => !path.startsWith('texts') && !path.endsWith('.test.ts') && !MAY.has(path),
    );
    expect(files.length).toBeGreaterThan(50);
    const found = files.flatMap((path) => {
      const text = withoutComments(readFileSync(join(SOURCE, path), 'utf8'));
      const french = text.match(/[^\n]*[àâçèéêëîïôùûœÀÉÈ’«»][^\n]*/g) ?? [];
      const shown = path.endsWith('.tsx') ? (text.match(/>\s*\p{L}[\p{L} ,.!?]{2,}\s*<\//gu) ?? []) : [];
      const named = text.match(/(?:aria-label|title|alt|placeholder|label)="[^"]*\p{L}[^"]*"/gu) ?? [];
      return [...french, ...shown, ...named].map((words) => `${path}: ${words.trim()}`);
    });
    expect(found).toEqual([]);
  });
});
