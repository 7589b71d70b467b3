import { type MadeFile, type Random, randomFrom } from '@perenne/sample';
import type { Person, Transfer, Unit } from '../sip/transfer.ts';
import { day, euros, inWords, later, yearOf } from '../town/dates.ts';
import { plainText, writtenFile } from '../town/documents.ts';
import { fullName, mayorOf, severalPeople } from '../town/people.ts';
import { registerPage } from '../town/pictures.ts';
import { hamlet, parcel, streetAlone, TOWN } from '../town/places.ts';
import { POSITION, under } from './trees.ts';

/** The municipal council: bound registers since 1852, sessions as files since 2014, orders of the mayor. */

interface Subject {
  readonly title: string;
  readonly keyword: string;
  readonly grounds: (random: Random) => string;
  readonly decision: (random: Random) => string;
}

const amount = (random: Random, thousands: number) =>
  euros((1 + random.below(thousands)) * 1_000 + random.below(900));

const SUBJECTS: readonly Subject[] = [
  {
    title: 'Vote du budget primitif',
    keyword: 'finances communales',
    grounds: (random) =>
      `Le projet de budget s’équilibre en section de fonctionnement à ${amount(random, 900)} et en section d’investissement à ${amount(random, 500)}.`,
    decision: () => 'Le budget primitif est adopté par chapitre, tel qu’il est présenté.',
  },
  {
    title: 'Réfection de la toiture de l’école',
    keyword: 'école',
    grounds: (random) =>
      `Les infiltrations constatées après les orages rendent la réfection urgente. Trois devis ont été reçus ; le mieux-disant s’élève à ${amount(random, 80)} hors taxes.`,
    decision: () =>
      'Les travaux seront exécutés pendant les vacances d’été. Une subvention est sollicitée auprès du département.',
  },
  {
    title: 'Acquisition d’une parcelle',
    keyword: 'foncier',
    grounds: (random) =>
      `La parcelle cadastrée ${parcel(random)}, au lieu-dit ${hamlet(random)}, permettrait d’élargir le chemin communal et d’y aménager une aire de retournement.`,
    decision: (random) =>
      `L’acquisition est approuvée au prix de ${amount(random, 20)}, frais d’acte en sus.`,
  },
  {
    title: 'Subventions aux associations',
    keyword: 'vie associative',
    grounds: () =>
      'L’harmonie municipale, le club de joutes et les amis du moulin ont présenté leurs comptes et leurs projets.',
    decision: (random) => `Une somme de ${amount(random, 8)} est répartie selon le tableau joint.`,
  },
  {
    title: 'Entretien du pont de la Velle',
    keyword: 'voirie',
    grounds: () =>
      'La visite d’inspection relève un affouillement de la pile amont et la corrosion des garde-corps.',
    decision: (random) =>
      `Une mission de maîtrise d’œuvre est confiée pour ${amount(random, 30)}. La circulation est limitée à trois tonnes et demie.`,
  },
  {
    title: 'Tarifs de la cantine scolaire',
    keyword: 'restauration scolaire',
    grounds: () =>
      'Le coût de revient d’un repas a augmenté avec celui des denrées ; la commission propose un tarif selon le quotient familial.',
    decision: () => 'Les trois tranches proposées sont adoptées et s’appliqueront à la rentrée.',
  },
  {
    title: 'Dénomination d’une voie nouvelle',
    keyword: 'voirie',
    grounds: (random) =>
      `Le lotissement de ${hamlet(random)} est desservi par une voie qui n’a pas encore de nom ; les riverains ont été consultés.`,
    decision: (random) => `La voie prend le nom de « ${streetAlone(random)} prolongée ».`,
  },
  {
    title: 'Coupe affouagère en forêt communale',
    keyword: 'forêt',
    grounds: () => 'L’état d’assiette proposé comprend les parcelles 7 et 12 de la forêt du Bois-Rimé.',
    decision: () =>
      'La délivrance sur pied est demandée ; le rôle d’affouage est arrêté à quatre-vingt-deux feux.',
  },
  {
    title: 'Modernisation de l’éclairage public',
    keyword: 'énergie',
    grounds: (random) =>
      `Le remplacement de ${60 + random.below(140)} points lumineux réduirait la consommation de plus de moitié.`,
    decision: () =>
      'L’extinction de vingt-trois heures à cinq heures est approuvée, hors place du Vieux-Marché.',
  },
  {
    title: 'Restauration des registres paroissiaux',
    keyword: 'archives',
    grounds: () =>
      'Six registres présentent des attaques d’encre et des reliures rompues ; le contrôle scientifique et technique de l’État a donné un avis favorable.',
    decision: (random) => `La restauration est confiée à un atelier spécialisé pour ${amount(random, 6)}.`,
  },
  {
    title: 'Création d’un emploi d’agent technique',
    keyword: 'personnel communal',
    grounds: () =>
      'Le départ en retraite d’un agent et la charge nouvelle des espaces verts justifient un emploi à temps complet.',
    decision: () => 'L’emploi est créé ; le tableau des effectifs est modifié en conséquence.',
  },
  {
    title: 'Convention avec la médiathèque intercommunale',
    keyword: 'culture',
    grounds: () =>
      'La convention fixe les jours d’ouverture du point de lecture et la part de la commune dans les acquisitions.',
    decision: () => 'Le maire est autorisé à signer la convention pour trois ans.',
  },
];

function deliberationFile(
  random: Random,
  subject: Subject,
  number: string,
  date: string,
  present: readonly Person[],
): MadeFile {
  const mayor = mayorOf(yearOf(date));
  return writtenFile({
    title: `Délibération n° ${number}`,
    service: 'Extrait du registre des délibérations du conseil municipal',
    blocks: [
      { centred: `Séance du ${inWords(date)}` },
      {
        text: `L’an ${yearOf(date)}, le ${inWords(date)} à vingt heures, le conseil municipal de ${TOWN}, légalement convoqué, s’est réuni en mairie sous la présidence de ${fullName(mayor)}, maire.`,
      },
      { text: `Présents : ${present.map(fullName).join(', ')}.` },
      { heading: `Objet : ${subject.title}` },
      { text: `Le maire expose : ${subject.grounds(random)}` },
      { text: 'Le conseil municipal, après en avoir délibéré,' },
      { text: `DÉCIDE : ${subject.decision(random)}` },
      {
        text:
          random.below(4) === 0
            ? `Adopté par ${present.length - 2} voix pour et 2 abstentions.`
            : 'Adopté à l’unanimité.',
      },
      { signature: `Pour extrait conforme,\nle maire,\n${fullName(mayor)}` },
    ],
  });
}

function session(random: Random, year: number, number: number): Unit {
  const date = day(year, [2, 6, 10][number - 1] as number, 3 + random.below(22));
  const present = severalPeople(random, 9, 'recent');
  const first = random.below(SUBJECTS.length);
  const subjects = [0, 1, 2].map((at) => SUBJECTS[(first + 5 * at) % SUBJECTS.length] as Subject);
  const numbers = subjects.map((_, at) => `${year}-${String((number - 1) * 3 + at + 1).padStart(3, '0')}`);
  const minutes = writtenFile({
    title: `Procès-verbal de la séance du ${inWords(date)}`,
    service: 'Conseil municipal',
    blocks: [
      {
        text: `Présents : ${present.map(fullName).join(', ')}. Secrétaire de séance : ${fullName(present[3] as Person)}.`,
      },
      {
        text: 'Le quorum étant atteint, le maire ouvre la séance à vingt heures. Le procès-verbal de la séance précédente est approuvé.',
      },
      ...subjects.flatMap((subject, at) => [
        { heading: `${at + 1}. ${subject.title} (n° ${numbers[at]})` },
        { text: subject.grounds(random) },
        {
          text: `${fullName(present[at + 4] as Person)} demande si le calendrier sera tenu ; il lui est répondu que l’échéance figure dans la délibération. ${subject.decision(random)}`,
        },
      ]),
      { heading: 'Questions diverses' },
      {
        text: 'La date de la fête du pont est rappelée. L’ordre du jour étant épuisé, la séance est levée à vingt-deux heures trente.',
      },
    ],
  });
  return {
    level: 'File',
    title: `Séance du ${inWords(date)}`,
    description: `Séance ordinaire du conseil municipal de ${TOWN} : procès-verbal et ${subjects.length} délibérations.`,
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
        objects: [
          {
            usage: 'BinaryMaster',
            name: `pv_${date}.pdf`,
            file: minutes,
            createdBy: 'Secrétariat',
            modified: `${later(date, 6)}T10:15:00`,
          },
        ],
      },
      ...subjects.map(
        (subject, at): Unit => ({
          level: 'Item',
          title: `${subject.title} (délibération n° ${numbers[at]})`,
          documentType: 'Délibération',
          language: 'fr',
          serviceNumber: `DEL-${numbers[at]}`,
          description: `${subject.grounds(random)}`,
          keywords: [{ content: subject.keyword, type: 'subject' }],
          writers: [mayorOf(year)],
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
          objects: [
            {
              usage: 'BinaryMaster',
              name: `deliberation_${numbers[at]}.pdf`,
              file: deliberationFile(random, subject, numbers[at] as string, date, present),
              createdBy: 'Secrétariat',
            },
          ],
        }),
      ),
    ],
  };
}

/** @param years of the sessions that it holds */
export function sessions(years: readonly number[]): Transfer {
  const [first, last] = [years[0] as number, years.at(-1) as number];
  return {
    key: `seances-${first}-${last}`,
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: first < 2019 ? '2.1' : '2.2',
    identifier: `Séances du conseil municipal, ${first}-${last}`,
    comment: `Procès-verbaux et délibérations du conseil municipal, de ${first} à ${last}`,
    date: day(2026, 1, 7),
    contract: 'CE_CONSEIL',
    originatingAgency: 'SAV_SECRETARIAT',
    submissionAgency: 'SAV_SECRETARIAT',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
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
            children: [1, 2, 3].map((number) => session(random, year, number)),
          };
        }),
      ),
    ],
  };
}

/** Bound registers: the volume on its shelf, and sample pages as pictures with their text. */
export function registers(): Transfer {
  const random = randomFrom(12_000);
  const bounds = [1852, 1861, 1873, 1884, 1897, 1908, 1921, 1934, 1949, 1962, 1974, 1983];
  return {
    key: 'registres-des-deliberations',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Registres des délibérations, 1852-1982',
    comment: 'Registres reliés des délibérations du conseil municipal, avec des pages numérisées',
    date: day(2026, 1, 8),
    contract: 'CE_CONSEIL',
    originatingAgency: 'SAV_SECRETARIAT',
    submissionAgency: 'SAV_ARCHIVES',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '1983-01-01' }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: '1983-01-01' }] },
    },
    units: [
      under(
        POSITION.registers,
        bounds.slice(0, -1).map((from, at): Unit => {
          const to = (bounds[at + 1] as number) - 1;
          const pages = 180 + random.below(220);
          return {
            level: 'File',
            title: `Registre des délibérations, ${from}-${to}`,
            reference: `1 D ${at + 1}`,
            description: `Registre relié de ${pages} pages, tenu sous le mandat de ${fullName(mayorOf(from))}. Encre noire, foliotation d’origine.`,
            custody: ['Conservé à la mairie depuis l’origine.', 'Restauré en 2011, reliure reprise.'],
            start: day(from, 1, 1),
            end: day(to, 12, 31),
            literalDate: `${from}-${to}`,
            objects: [
              {
                usage: 'PhysicalMaster',
                id: `1 D ${at + 1}`,
                width: 24,
                height: 36,
                depth: 4.5,
                weight: 2.6,
                pages,
              },
            ],
            children: [1, 2].map((page): Unit => {
              const year = from + random.below(Math.max(1, to - from));
              return {
                level: 'Item',
                title: `Folio ${page * 17}, séance de ${year}`,
                documentType: 'Page de registre',
                created: day(year, 1 + random.below(12), 1 + random.below(28)),
                objects: [
                  {
                    usage: 'BinaryMaster',
                    name: `1D${at + 1}_f${page * 17}.png`,
                    file: registerPage(random),
                  },
                  {
                    usage: 'TextContent',
                    name: `1D${at + 1}_f${page * 17}.txt`,
                    file: plainText([
                      `L’an mil huit cent et la suite, séance de ${year}.`,
                      `Présidence de ${fullName(mayorOf(year))}, maire de ${TOWN}.`,
                      'Le conseil, considérant que le chemin vicinal est impraticable aux voitures pendant la mauvaise saison,',
                      'vote une imposition extraordinaire et nomme une commission de trois membres.',
                      'Fait et délibéré les jour, mois et an que dessus.',
                    ]),
                  },
                ],
              };
            }),
          };
        }),
      ),
    ],
  };
}

const ORDERS = [
  ['Circulation interdite pendant la fête du pont', 'Police de la circulation', 'Keep'],
  ['Autorisation d’occuper le domaine public (terrasse)', 'Occupation du domaine public', 'Destroy'],
  ['Numérotage des habitations', 'Voirie', 'Keep'],
  ['Ouverture temporaire d’un débit de boissons', 'Police administrative', 'Destroy'],
  ['Interdiction de baignade dans la Velle', 'Police administrative', 'Keep'],
  ['Délégation de signature', 'Administration', 'Keep'],
] as const;

/** Orders of the mayor: some kept, some to be destroyed when their time is over. */
export function orders(): Transfer {
  const random = randomFrom(13_000);
  return {
    key: 'arretes-du-maire',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Arrêtés du maire, 2012-2024',
    comment: 'Arrêtés réglementaires et individuels',
    date: day(2026, 1, 9),
    contract: 'CE_CONSEIL',
    originatingAgency: 'SAV_SECRETARIAT',
    submissionAgency: 'SAV_SECRETARIAT',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
    management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2012-01-01' }] } },
    units: [
      under(
        POSITION.orders,
        Array.from({ length: 26 }, (_, at): Unit => {
          const year = 2012 + Math.floor(at / 2);
          const date = day(year, 1 + random.below(12), 1 + random.below(28));
          const [title, domain, finalAction] = ORDERS[
            (at * 5 + random.below(2)) % ORDERS.length
          ] as (typeof ORDERS)[number];
          const number = `${year}-${String(10 + random.below(80)).padStart(3, '0')}`;
          return {
            level: 'Item',
            title: `Arrêté n° ${number} : ${title}`,
            documentType: 'Arrêté',
            keywords: [{ content: domain, type: 'subject' }],
            created: date,
            serviceNumber: `ARR-${number}-${at + 1}`,
            writers: [mayorOf(year)],
            management: {
              appraisal: {
                rules: [{ rule: finalAction === 'Keep' ? 'DUA_30ANS' : 'DUA_5ANS', start: date }],
                finalAction,
              },
            },
            objects: [
              {
                usage: 'BinaryMaster',
                name: `arrete_${number}.pdf`,
                file: writtenFile({
                  title: `Arrêté municipal n° ${number}`,
                  service: domain,
                  blocks: [
                    { text: `Le maire de ${TOWN},` },
                    { text: 'Vu le code général des collectivités territoriales,' },
                    {
                      text: `Considérant la demande reçue le ${inWords(later(date, -12))} et l’intérêt qu’elle présente pour la commune,`,
                    },
                    { centred: 'ARRÊTE' },
                    {
                      text: `Article 1er. Objet : ${title.toLowerCase()}, ${streetAlone(random)}, à compter du ${inWords(later(date, 8))}.`,
                    },
                    {
                      text: 'Article 2. La signalisation et la publicité nécessaires sont à la charge du demandeur.',
                    },
                    { text: 'Article 3. Le secrétaire général est chargé de l’exécution du présent arrêté.' },
                    { signature: `Fait à ${TOWN},\nle ${inWords(date)}\n${fullName(mayorOf(year))}` },
                  ],
                }),
              },
            ],
          };
        }),
      ),
    ],
  };
}
