import type { Random } from '@perenne/sample';
import type { Person } from '../sip/transfer.ts';

/** People of a town that does not exist: no surname of theirs is anybody's. */

const FIRST_NAMES = {
  old: [
    'Amédée',
    'Célestine',
    'Eugène',
    'Ferdinand',
    'Hortense',
    'Isidore',
    'Joséphine',
    'Léonie',
    'Marius',
    'Octavie',
    'Prosper',
    'Rosalie',
    'Théodule',
    'Victorine',
    'Zélie',
  ],
  recent: [
    'Agathe',
    'Baptiste',
    'Clémence',
    'Damien',
    'Élodie',
    'Fabrice',
    'Gaëlle',
    'Hugo',
    'Inès',
    'Jérôme',
    'Karine',
    'Loïc',
    'Maëlle',
    'Noémie',
    'Olivier',
    'Pauline',
    'Rémi',
    'Solène',
    'Tristan',
    'Yaël',
  ],
} as const;

const SURNAMES = [
  'Aubrevelle',
  'Brumelot',
  'Cassevigne',
  'Dormelin',
  'Esparvent',
  'Folmarais',
  'Grisepierre',
  'Hurlevin',
  'Janvreuil',
  'Lampourdan',
  'Mirvallon',
  'Nocturel',
  'Ombrevigne',
  'Pontsauvelle',
  'Quatreboux',
  'Rimeplume',
  'Soucivelle',
  'Tournemiche',
  'Valdrumont',
  'Virecielle',
] as const;

export function somebody(random: Random, times: keyof typeof FIRST_NAMES, position?: string): Person {
  return {
    first: random.pick(FIRST_NAMES[times]),
    last: random.pick(SURNAMES),
    ...(position === undefined ? {} : { position }),
  };
}

/** Different people: no name comes twice. */
export function severalPeople(random: Random, many: number, times: keyof typeof FIRST_NAMES): Person[] {
  const firsts = FIRST_NAMES[times];
  const [skip, shift] = [random.below(firsts.length), random.below(SURNAMES.length)];
  return Array.from({ length: many }, (_, at) => ({
    first: firsts[(skip + 7 * at) % firsts.length] as string,
    last: SURNAMES[(shift + 3 * at + Math.floor(at / SURNAMES.length)) % SURNAMES.length] as string,
  }));
}

export const fullName = ({ first, last }: Person) => `${first} ${last}`;

/** Address of a mailbox in a domain that is kept for examples (RFC 2606). */
export function mailbox(person: Person): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase();
  return `${fullName(person)} <${plain(person.first)}.${plain(person.last)}@saint-aubin-la-velle.example>`;
}

/** Mayors by the year in which they took office. */
const MAYORS: readonly (readonly [since: number, mayor: Person])[] = [
  [1848, { first: 'Prosper', last: 'Grisepierre' }],
  [1871, { first: 'Isidore', last: 'Cassevigne' }],
  [1896, { first: 'Ferdinand', last: 'Valdrumont' }],
  [1919, { first: 'Marius', last: 'Dormelin' }],
  [1945, { first: 'Eugène', last: 'Folmarais' }],
  [1965, { first: 'Octave', last: 'Tournemiche' }],
  [1989, { first: 'Geneviève', last: 'Ombrevigne' }],
  [2008, { first: 'Jérôme', last: 'Hurlevin' }],
  [2020, { first: 'Clémence', last: 'Mirvallon' }],
];

export function mayorOf(year: number): Person {
  const mayor = MAYORS.findLast(([since]) => since <= year)?.[1];
  if (!mayor) throw new Error(`the town has no mayor in ${year}`);
  return { ...mayor, position: 'Maire' };
}
