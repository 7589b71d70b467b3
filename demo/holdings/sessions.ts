import { type MadeFile, type Random, randomFrom } from '@perenne/sample';
import type { Person, Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later, yearOf } from '../town/dates.ts';
import { writtenFile } from '../town/documents.ts';
import { fullName, mayorOf, severalPeople } from '../town/people.ts';
import { TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { type Matter, mattersOf } from './subjects.ts';
import { POSITION, under } from './trees.ts';

/** Sessions of the municipal council as files, since 2014: minutes and deliberations. */

/** A matter under the number of its deliberation. */
interface Numbered extends Matter {
  readonly number: string;
}

function deliberationFile(
  { number, title, grounds, decision }: Numbered,
  date: string,
  present: readonly Person[],
  isUnanimous: boolean,
): MadeFile {
  const mayor = fullName(mayorOf(yearOf(date)));
  return writtenFile({
    title: `Délibération n° ${number}`,
    service: 'Extrait du registre des délibérations du conseil municipal',
    blocks: [
      { centred: `Séance du ${inWords(date)}` },
      {
        text: `L’an ${yearOf(date)}, le ${inWords(date)} à vingt heures, le conseil municipal de ${TOWN}, légalement convoqué, s’est réuni en mairie sous la présidence de ${mayor}, maire.`,
      },
      { text: `Présents : ${present.map(fullName).join(', ')}.` },
      { heading: `Objet : ${title}` },
      { text: `Le maire expose : ${grounds}` },
      { text: 'Le conseil municipal, après en avoir délibéré,' },
      { text: `DÉCIDE : ${decision}` },
      {
        text: isUnanimous
          ? 'Adopté à l’unanimité.'
          : `Adopté par ${present.length - 2} voix pour et 2 abstentions.`,
      },
      { signature: `Pour extrait conforme,\nle maire,\n${mayor}` },
    ],
  });
}

function minutesFile(matters: readonly Numbered[], date: string, present: readonly Person[]): MadeFile {
  return writtenFile({
    title: `Procès-verbal de la séance du ${inWords(date)}`,
    service: 'Conseil municipal',
    blocks: [
      {
        text: `Présents : ${present.map(fullName).join(', ')}. Secrétaire de séance : ${fullName(present[3] as Person)}.`,
      },
      {
        text: 'Le quorum étant atteint, le maire ouvre la séance à vingt heures. Le procès-verbal de la séance précédente est approuvé.',
      },
      ...matters.flatMap(({ title, number, grounds, decision }, at) => [
        { heading: `${at + 1}. ${title} (n° ${number})` },
        { text: grounds },
        {
          text: `${fullName(present[at + 4] as Person)} demande si le calendrier sera tenu ; il lui est répondu que l’échéance figure dans la délibération. ${decision}`,
        },
      ]),
      { heading: 'Questions diverses' },
      {
        text: 'La date de la fête du pont est rappelée. L’ordre du jour étant épuisé, la séance est levée à vingt-deux heures trente.',
      },
    ],
  });
}

function deliberation(random: Random, matter: Numbered, date: string, present: readonly Person[]): Unit {
  const { title, number, grounds, keyword } = matter;
  return {
    level: 'Item',
    title: `${title} (délibération n° ${number})`,
    documentType: 'Délibération',
    language: 'fr',
    serviceNumber: `DEL-${number}`,
    description: grounds,
    keywords: [{ content: keyword, type: 'subject' }],
    writers: [mayorOf(yearOf(date))],
    created: date,
    transacted: date,
    registered: later(date, 3),
    events: [
      {
        type: 'Contrôle de légalité',
        at: `${later(date, 5)}T08:30:00`,
        detail: 'Acte transmis au représentant de l’État',
      },
    ],
    objects: master(
      `deliberation_${number}.pdf`,
      deliberationFile(matter, date, present, random.below(4) > 0),
      { createdBy: 'Secrétariat' },
    ),
  };
}

const MONTHS = [2, 6, 10];
const MATTERS = 3;

/** @param number of the session in its year, from 0 */
function session(random: Random, year: number, number: number): Unit {
  const date = day(year, MONTHS[number] as number, 3 + random.below(22));
  const present = severalPeople(random, 9, 'recent');
  const matters = mattersOf(random, MATTERS).map((matter, at) => ({
    ...matter,
    number: `${year}-${String(number * MATTERS + at + 1).padStart(3, '0')}`,
  }));
  return {
    level: 'File',
    title: `Séance du ${inWords(date)}`,
    description: `Séance ordinaire du conseil municipal de ${TOWN} : procès-verbal et ${MATTERS} délibérations.`,
    start: date,
    end: later(date, 6),
    writers: [mayorOf(year)],
    children: [
      {
        level: 'Item',
        title: `Procès-verbal de la séance du ${inWords(date)}`,
        documentType: 'Procès-verbal',
        language: 'fr',
        created: date,
        objects: master(`pv_${date}.pdf`, minutesFile(matters, date, present), {
          createdBy: 'Secrétariat',
          modified: `${later(date, 6)}T10:15:00`,
        }),
      },
      ...matters.map((matter) => deliberation(random, matter, date, present)),
    ],
  };
}

/** @param years of the sessions that it holds */
export function sessions(years: readonly number[]): Transfer {
  const [first, last] = [years[0] as number, years.at(-1) as number];
  return transferOf('SAV_SECRETARIAT', {
    key: `seances-${first}-${last}`,
    sedaVersion: first < 2019 ? '2.1' : '2.2',
    identifier: `Séances du conseil municipal, ${first}-${last}`,
    comment: `Procès-verbaux et délibérations du conseil municipal, de ${first} à ${last}`,
    date: day(2026, 1, 7),
    contract: 'CE_CONSEIL',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: day(last, 12, 31) }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: day(first, 1, 1) }] },
      reuse: { rules: [{ rule: 'REU_IMMEDIATE', start: day(first, 1, 1) }] },
      dissemination: { rules: [{ rule: 'DIF_IMMEDIATE', start: day(first, 1, 1) }] },
    },
    units: [
      under(
        POSITION.sessions,
        years.map((year): Unit => {
          const random = randomFrom(11_000 + year);
          return {
            level: 'RecordGrp',
            title: `Séances de l’année ${year}`,
            start: day(year, 1, 1),
            end: day(year, 12, 31),
            children: MONTHS.map((_, number) => session(random, year, number)),
          };
        }),
      ),
    ],
  });
}
