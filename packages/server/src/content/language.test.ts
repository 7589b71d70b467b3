import { expect, it } from 'vitest';
import { languageOf } from './language.ts';

it.each([
  ['fr', 'Le conseil municipal, réuni dans la salle de la mairie, décide des travaux pour les écoles.'],
  ['en', 'The minutes of the meeting are to be read by all who were there, as it was agreed.'],
  [
    'de',
    'Der Gemeinderat hat die Arbeiten an der Schule und den Bau des Weges nicht mit allen Stimmen beschlossen.',
  ],
  ['es', 'El ayuntamiento de la villa y los vecinos del barrio se reúnen con el alcalde para las obras.'],
  [
    'it',
    'Il consiglio della città non ha deciso per il restauro del ponte e delle strade che sono nel comune.',
  ],
  ['fr', 'Inventaire 1923'],
])('%s: %s', (language, text) => {
  expect(languageOf(text)).toBe(language);
});
