import { type Random, randomFrom } from '@perenne/sample';
import type { Management, Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords } from '../town/dates.ts';
import { fullName, mayorOf, severalPeople } from '../town/people.ts';
import { registerPage } from '../town/pictures.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Births, marriages and deaths by decade, from 1853; time is over for the old ones and not for the others. */

interface Act {
  readonly position: string;
  readonly title: string;
  readonly letter: string;
  readonly kind: string;
  readonly access: string;
  readonly dissemination: string;
}

const ACTS: readonly Act[] = [
  {
    position: POSITION.births,
    title: 'Naissances',
    letter: 'N',
    kind: 'naissance',
    access: 'COM_75ANS',
    dissemination: 'DIF_100ANS',
  },
  {
    position: POSITION.marriages,
    title: 'Mariages',
    letter: 'M',
    kind: 'mariage',
    access: 'COM_75ANS',
    dissemination: 'DIF_75ANS',
  },
  {
    position: POSITION.deaths,
    title: 'Décès',
    letter: 'D',
    kind: 'décès',
    access: 'COM_25ANS',
    dissemination: 'DIF_IMMEDIATE',
  },
];

function decade(random: Random, act: Act, from: number): Unit {
  const to = from + 9;
  const closed = day(to, 12, 31);
  const people = severalPeople(random, 3, from < 1930 ? 'old' : 'recent');
  const management: Management = {
    access: { rules: [{ rule: act.access, start: closed }] },
    dissemination: { rules: [{ rule: act.dissemination, start: closed }] },
  };
  return {
    level: 'File',
    title: `${act.title}, ${from}-${to}`,
    reference: `1 E ${act.letter} ${Math.floor((from - 1853) / 10) + 1}`,
    description: `Registre des actes de ${act.kind} de la décennie, avec sa table. Officier de l’état civil : ${fullName(mayorOf(from))}.`,
    documentType: 'Registre',
    start: day(from, 1, 1),
    end: closed,
    literalDate: `${from}-${to}`,
    management,
    objects: [
      {
        usage: 'PhysicalMaster',
        id: `1 E ${act.letter} ${Math.floor((from - 1853) / 10) + 1}`,
        width: 22,
        height: 34,
        depth: 5,
        pages: 240 + random.below(160),
      },
    ],
    children: people.slice(0, from < 1950 ? 2 : 1).map((person, at): Unit => {
      const date = day(from + random.below(10), 1 + random.below(12), 1 + random.below(28));
      return {
        level: 'Item',
        title: `Acte de ${act.kind} de ${fullName(person)}, ${inWords(date)}`,
        documentType: `Acte de ${act.kind}`,
        serviceNumber: `${act.letter}-${from}-${at + 1}`,
        keywords: [{ content: fullName(person), type: 'persname' }],
        agents: [{ first: person.first, last: person.last }],
        created: date,
        objects: master(`${act.letter}${from}_${at + 1}.png`, registerPage(random), {
          createdBy: 'Numérisation',
        }),
      };
    }),
  };
}

export function civilRegistry(): Transfer {
  const random = randomFrom(21_000);
  const decades = [1853, 1873, 1893, 1913, 1933, 1953, 1973, 1993, 2003];
  return transferOf('SAV_ETAT_CIVIL', {
    key: 'etat-civil',
    identifier: 'Registres de l’état civil, 1853-2012',
    comment: 'Registres des naissances, mariages et décès, avec des actes numérisés',
    date: day(2026, 1, 12),
    contract: 'CE_ETAT_CIVIL',
    submissionAgency: 'SAV_ARCHIVES',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '2012-12-31' }], finalAction: 'Keep' },
    },
    units: ACTS.map((act) =>
      under(
        act.position,
        decades.map((from) => decade(random, act, from)),
      ),
    ),
  });
}
