import { expect, it } from 'vitest';
import { ERROR_WORDS } from './error-words.ts';
import { ArchiveError, ERRORS, type ErrorName } from './errors.ts';

const OPENING = `# Errors

Every error that the APIs answer, as \`code\`, \`context\` and \`state\` of its body tell it; \`description\` says what is wrong
in the case at hand, and what to do. The compatible APIs say the message as the reference system does, the service's own
API (\`/api/v1\`) in French. An endpoint may answer an error under another HTTP status than its usual one: \`/docs\` lists
which it answers. This list is compared with the service by a test, \`packages/server/src/platform/errors.test.ts\`, which
also writes it anew (\`vitest -u\`).

| Code | HTTP | Context, state | Message | In French |
|---|---|---|---|---|
`;

const names = Object.keys(ERRORS) as ErrorName[];

it('every error is listed, with its French words', async () => {
  const lines = names.map((name) => {
    const { code, status, context, state, message } = ERRORS[name];
    return `| \`${code}\` | ${status} | ${context}, ${state} | ${message || '(the reason)'} | ${ERROR_WORDS[name]} |\n`;
  });
  await expect(OPENING + lines.sort().join('')).toMatchFileSnapshot('../../../../docs/errors.md');
});

it('the words are French sentences of their own, and the kind of error is known by its code', () => {
  for (const name of names) {
    expect(ERROR_WORDS[name]).toMatch(/^\p{Lu}[^.]+$/u);
    expect(ERRORS[name]).toMatchObject({ context: expect.any(String), state: expect.any(String) });
    expect(ERRORS[name].code).toMatch(/^(\d{4}[O\d]\d|[A-Z_]+)$/);
  }
});

it('an error that is not in the catalogue does not compile', () => {
  const known = new ArchiveError('adminConflict', 'Deux fois AG-1.');
  expect(known.toEnvelope()).toMatchObject({ httpCode: 409, code: '020151', description: 'Deux fois AG-1.' });
  // @ts-expect-error no error of that name
  expect(() => new ArchiveError('adminConfused', '')).toThrow();
});

it('people are told in French, applications in the words of the reference system', () => {
  const error = new ArchiveError('adminNotFound', 'Rien sous AG-1.');
  expect(error.toEnvelope().message).toBe('Admin external not found error');
  expect(error.toEnvelope('people').message).toBe('Rien sous cet identifiant dans ce coffre');
});
