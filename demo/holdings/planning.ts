import { type Random, randomFrom } from '@perenne/sample';
import type { Person, Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later, yearOf } from '../town/dates.ts';
import { writtenFile } from '../town/documents.ts';
import { housePlanFile } from '../town/drawings.ts';
import { fullName, mayorOf, somebody } from '../town/people.ts';
import { photograph } from '../town/pictures.ts';
import { parcel, point, street, TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Planning permits: form, plans, picture of the plot, decision. Refused and lapsed ones are not kept. */

const SERVICE = 'Service de l’urbanisme';

const WORKS = [
  'Construction d’une maison individuelle',
  'Extension d’une habitation',
  'Construction d’un hangar agricole',
  'Réhabilitation d’une grange',
  'Construction d’un garage',
] as const;

interface Fate {
  readonly decision: string;
  readonly rule: string;
  readonly finalAction: 'Keep' | 'Destroy';
}

const FATES: readonly Fate[] = [
  { decision: 'Accordé', rule: 'DUA_30ANS', finalAction: 'Keep' },
  { decision: 'Accordé avec prescriptions', rule: 'DUA_30ANS', finalAction: 'Keep' },
  { decision: 'Refusé', rule: 'DUA_5ANS', finalAction: 'Destroy' },
  { decision: 'Accordé', rule: 'DUA_10ANS', finalAction: 'Keep' },
  { decision: 'Classé sans suite', rule: 'DUA_2ANS', finalAction: 'Destroy' },
];

/** What the papers of one file say. */
interface Application {
  readonly number: string;
  readonly applicant: Person;
  readonly address: string;
  readonly parcel: string;
  readonly work: string;
  /** Square metres. */
  readonly surface: number;
  readonly asked: string;
  readonly decided: string;
  readonly fate: Fate;
}

function applicationOf(random: Random, year: number, at: number): Application {
  const asked = day(year, 1 + random.below(9), 1 + random.below(28));
  return {
    number: `PC 099 412 ${String(year).slice(2)} V ${String(at + 1).padStart(4, '0')}`,
    applicant: somebody(random, 'recent'),
    address: street(random),
    parcel: parcel(random),
    work: random.pick(WORKS),
    surface: 40 + random.below(140),
    asked,
    decided: later(asked, 60 + random.below(40)),
    fate: FATES[(at + year) % FATES.length] as Fate,
  };
}

function formFile(random: Random, { applicant, address, parcel, work, surface, asked }: Application) {
  return writtenFile({
    title: 'Demande de permis de construire',
    service: SERVICE,
    blocks: [
      { heading: '1. Identité du demandeur' },
      { text: `${fullName(applicant)}, demeurant ${address}, ${TOWN}` },
      { heading: '2. Terrain' },
      {
        text: `Adresse : ${address}. Parcelle cadastrée ${parcel}, superficie ${400 + random.below(1_400)} m².`,
      },
      { heading: '3. Projet' },
      {
        text: `${work}. Surface de plancher créée : ${surface} m². Hauteur au faîtage : ${5 + random.below(4)},50 m. Couverture en tuiles, enduit ton pierre.`,
      },
      {
        table: [
          ['Pièce', 'Objet', 'Jointe'],
          ['PC 1', 'Plan de situation', 'non'],
          ['PC 2', 'Plan de masse', 'oui'],
          ['PC 5', 'Plan du rez-de-chaussée', 'oui'],
          ['PC 7', 'Photographie du terrain', 'oui'],
        ],
        columns: [0, 70, 380],
      },
      { signature: `À ${TOWN}, le ${inWords(asked)}\n${fullName(applicant)}` },
    ],
  });
}

function decisionFile({ number, applicant, address, work, asked, decided, fate }: Application) {
  return writtenFile({
    title: `Décision relative au dossier ${number}`,
    service: SERVICE,
    blocks: [
      {
        text: `Vu la demande présentée le ${inWords(asked)} par ${fullName(applicant)} en vue de : ${work.toLowerCase()}, ${address},`,
      },
      { text: 'Vu le plan local d’urbanisme approuvé et le règlement de la zone,' },
      { centred: 'ARRÊTE' },
      { text: `Article 1er. Le permis de construire est : ${fate.decision.toLowerCase()}.` },
      {
        text: 'Article 2. La présente décision peut être contestée devant le tribunal administratif dans les deux mois.',
      },
      { signature: `Le ${inWords(decided)}\nle maire,\n${fullName(mayorOf(yearOf(decided)))}` },
    ],
  });
}

function papersOf(random: Random, application: Application): Unit[] {
  const { number, applicant, address, parcel, asked, decided, fate } = application;
  const plan = { number, applicant: fullName(applicant), address, parcel, date: inWords(asked) };
  const item = (title: string, documentType: string, created: string) =>
    ({ level: 'Item', title, documentType, created }) as const;
  return [
    {
      ...item('Formulaire de demande', 'Formulaire', asked),
      writers: [applicant],
      objects: master('formulaire.pdf', formFile(random, application)),
    },
    {
      ...item('Plans du projet', 'Plan', asked),
      // The drawings have an author, whose rights last.
      management: { reuse: { rules: [{ rule: 'REU_70ANS', start: asked }] } },
      objects: master('plans.pdf', housePlanFile(random, plan), { createdBy: 'Atelier de dessin' }),
    },
    {
      ...item('Photographie du terrain', 'Photographie', later(asked, -9)),
      objects: master('terrain.png', photograph(random)),
    },
    {
      ...item(`Décision : ${fate.decision.toLowerCase()}`, 'Arrêté', decided),
      writers: [mayorOf(yearOf(decided))],
      addressees: [applicant],
      // A decision is public at once, whatever the file says.
      management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: decided }], refuses: ['COM_25ANS'] } },
      objects: master('decision.pdf', decisionFile(application)),
    },
  ];
}

/** Before the judge: nothing of the file may go, and its rules may not be changed. */
const BEFORE_THE_JUDGE = {
  rules: [
    {
      rule: 'GEL_CONTENTIEUX',
      start: '2024-03-11',
      owner: 'Tribunal administratif',
      reason: 'Recours d’un voisin contre l’arrêté de permis',
      reassessing: '2026-12-31',
      preventRearrangement: true,
    },
  ],
};

function permit(random: Random, year: number, at: number): Unit {
  const application = applicationOf(random, year, at);
  const { number, applicant, address, work, surface, asked, decided, fate } = application;
  return {
    level: 'File',
    title: `Permis de construire : ${work.toLowerCase()}, ${address}`,
    serviceNumber: number,
    description: `${number}. ${work} (${surface} m²) par ${fullName(applicant)}. Décision : ${fate.decision.toLowerCase()}.`,
    status: fate.decision,
    keywords: [
      { content: 'permis de construire', type: 'genreform' },
      { content: address.replace(/^\d+, /, ''), type: 'geogname' },
    ],
    places: [address],
    start: asked,
    end: decided,
    position: point(random),
    management: {
      appraisal: { rules: [{ rule: fate.rule, start: decided }], finalAction: fate.finalAction },
      storage: { rules: [{ rule: 'DUC_1AN', start: decided }], finalAction: 'Transfer' },
      ...(year === 2013 && at === 2 ? { hold: BEFORE_THE_JUDGE } : {}),
    },
    children: papersOf(random, application),
  };
}

/** @param years of the permits that it holds */
export function permits(years: readonly number[], perYear: number): Transfer {
  const [first, last] = [years[0] as number, years.at(-1) as number];
  return transferOf('SAV_URBANISME', {
    key: `permis-${first}-${last}`,
    sedaVersion: first < 2019 ? '2.2' : '2.3',
    identifier: `Permis de construire, ${first}-${last}`,
    comment: `Dossiers de permis de construire, de ${first} à ${last}`,
    date: day(2026, 1, 13),
    contract: 'CE_URBANISME',
    management: { access: { rules: [{ rule: 'COM_25ANS', start: day(first, 1, 1) }] } },
    units: [
      under(
        POSITION.permits,
        years.map((year): Unit => {
          const random = randomFrom(31_000 + year);
          return {
            level: 'RecordGrp',
            title: `Permis de construire déposés en ${year}`,
            start: day(year, 1, 1),
            end: day(year, 12, 31),
            children: Array.from({ length: perYear }, (_, at) => permit(random, year, at)),
          };
        }),
      ),
    ],
  });
}

/** Small works; everything in it says PDF 1.7 and is PDF 1.4, so that the entry ends with a warning. */
export function declarations(): Transfer {
  const random = randomFrom(32_000);
  return transferOf('SAV_URBANISME', {
    key: 'declarations-prealables',
    identifier: 'Déclarations préalables, 2019',
    comment: 'Déclarations préalables déposées en 2019',
    date: day(2026, 1, 20),
    contract: 'CE_URBANISME',
    outcome: 'WARNING',
    management: {
      appraisal: { rules: [{ rule: 'DUA_5ANS', start: '2019-12-31' }], finalAction: 'Destroy' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2019-01-01' }] },
    },
    units: [
      under(
        POSITION.declarations,
        Array.from({ length: 8 }, (_, at): Unit => {
          const [person, address] = [somebody(random, 'recent'), street(random)];
          const date = day(2019, at + 2, 4 + random.below(20));
          const number = `DP 099 412 19 V ${String(at + 1).padStart(4, '0')}`;
          const work = random.pick([
            'Clôture sur rue',
            'Ravalement de façade',
            'Pose de panneaux solaires',
            'Abri de jardin',
          ]);
          return {
            level: 'Item',
            title: `Déclaration préalable : ${work.toLowerCase()}, ${address}`,
            documentType: 'Déclaration préalable',
            serviceNumber: number,
            created: date,
            writers: [person],
            objects: master(
              `${number.replaceAll(' ', '_')}.pdf`,
              writtenFile({
                title: 'Déclaration préalable',
                service: SERVICE,
                blocks: [
                  {
                    text: `Je soussigné ${fullName(person)} déclare vouloir exécuter les travaux suivants : ${work.toLowerCase()}, ${address}.`,
                  },
                  {
                    text: 'Le délai d’instruction est d’un mois. À défaut de réponse, les travaux peuvent commencer.',
                  },
                  { signature: `Le ${inWords(date)}\n${fullName(person)}` },
                ],
              }),
              { declaredFormat: 'fmt/276' },
            ),
          };
        }),
      ),
    ],
  });
}
