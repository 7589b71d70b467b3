import { makeForms } from '../forms.ts';

export const FORMS = makeForms({
  locale: 'en-GB',
  sizes: ['kB', 'MB', 'GB', 'TB'],
  byte: 'byte',
  second: 'second',
  // A month in letters reads the same on both sides of the Atlantic.
  listedDay: { day: 'numeric', month: 'short', year: 'numeric' },
  moment: (day, time) => `${day}, ${time}`,
  fullDay: (text) => text,
  until: (date) => `until ${date}`,
  colon: ': ',
});

export const { bytes, count, dateAndTime, number } = FORMS;
