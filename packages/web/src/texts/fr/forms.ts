import { makeForms } from '../forms.ts';

export const FORMS = makeForms({
  locale: 'fr-FR',
  sizes: ['ko', 'Mo', 'Go', 'To'],
  byte: 'octet',
  second: 'seconde',
  listedDay: { day: '2-digit', month: '2-digit', year: 'numeric' },
  // An hour is not broken at the end of a line.
  moment: (day, time) => `${day} à ${time.replace(':', '\u00a0h\u00a0')}`,
  fullDay: (text) => text.replace(/^1 /, '1er '),
  until: (date) => `jusqu’au ${date}`,
  colon: ' : ',
});

export const { bytes, count, dateAndTime, number } = FORMS;
