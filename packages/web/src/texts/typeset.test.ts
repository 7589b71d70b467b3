import { expect, it } from 'vitest';
import { typeset } from './fr/typeset.ts';

it('French is set with spaces that do not break, in words, lists and what functions say', () => {
  const { plain, list, said, none } = typeset({
    plain: 'Quoi ? « Rien » : fin.',
    list: ['Non !', 'a b'],
    said: (name: string) => `Ouvrir « ${name} » ; fermer`,
    none: (): string | undefined => undefined,
  });
  expect(plain).toBe('Quoi\u00a0? «\u00a0Rien\u00a0»\u00a0: fin.');
  expect(list).toEqual(['Non\u00a0!', 'a b']);
  expect(said('A b')).toBe('Ouvrir «\u00a0A b\u00a0»\u00a0; fermer');
  expect(none()).toBeUndefined();
});
