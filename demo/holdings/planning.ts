import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later } from '../town/dates.ts';
import { writtenFile } from '../town/documents.ts';
import { housePlanFile } from '../town/drawings.ts';
import { fullName, mayorOf, somebody } from '../town/people.ts';
import { photograph } from '../town/pictures.ts';
import { parcel, point, street, TOWN } from '../town/places.ts';
import { POSITION, under } from './trees.ts';

/** Planning permits: form, plans, picture of the plot, decision. Refused and lapsed ones are not kept. */

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

function permit(random: Random, year: number, at: number): Unit {
  const asked = day(year, 1 + random.below(9), 1 + random.below(28));
  const decided = later(asked, 60 + random.below(40));
  const number = `PC 099 412 ${String(year).slice(2)} V ${String(at + 1).padStart(4, '0')}`;
  const [applicant, address, plot] = [somebody(random, 'recent'), street(random), parcel(random)];
  const work = random.pick(WORKS);
  const fate = FATES[(at + year) % FATES.length] as Fate;
  const plan = { number, applicant: fullName(applicant), address, parcel: plot, date: inWords(asked) };
  const surface = 40 + random.below(140);
  const form = writtenFile({
    title: 'Demande de permis de construire',
    service: 'Service de l’urbanisme',
    blocks: [
      { heading: '1. Identité du demandeur' },
      { text: `${fullName(applicant)}, demeurant ${address}, ${TOWN}` },
      { heading: '2. Terrain' },
      {
        text: `Adresse : ${address}. Parcelle cadastrée ${plot}, superficie ${400 + random.below(1_400)} m².`,
      },
      { heading: '3. Projet' },
      {
        text: `${work}. Surface de plancher créée : ${surface} m². Hauteur au faîtage : ${5 + random.below(4)},50 m. Couverture en tuiles, enduit ton pierre.`,
      },
      {
        table: [
          ['Pièce', 'Objet', 'Jointe'],
          ['PC 1', 'Plan de situation', 'oui'],
          ['PC 2', 'Plan de masse', 'oui'],
          ['PC 5', 'Plan des façades et du rez-de-chaussée', 'oui'],
          ['PC 7', 'Photographie du terrain', 'oui'],
        ],
        columns: [0, 70, 380],
      },
      { signature: `À ${TOWN}, le ${inWords(asked)}\n${fullName(applicant)}` },
    ],
  });
  const decision = writtenFile({
    title: `Décision relative au dossier ${number}`,
    service: 'Service de l’urbanisme',
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
      { signature: `Le ${inWords(decided)}\nle maire,\n${fullName(mayorOf(year))}` },
    ],
  });
  const item = (title: string, documentType: string, created: string): Unit => ({
    level: 'Item',
    title,
    documentType,
    created,
  });
  return {
    level: 'File',
    title: `${number} : ${work.toLowerCase()}, ${address}`,
    serviceNumber: number,
    description: `${work} (${surface} m²) par ${fullName(applicant)}. Décision : ${fate.decision.toLowerCase()}.`,
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
      // One file is before the judge: nothing of it may go, and its rules may not be changed.
      ...(year === 2013 && at === 2
        ? {
            hold: {
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
            },
          }
        : {}),
    },
    children: [
      {
        ...item('Formulaire de demande', 'Formulaire', asked),
        writers: [applicant],
        objects: [{ usage: 'BinaryMaster', name: 'formulaire.pdf', file: form }],
      },
      {
        ...item('Plans du projet', 'Plan', asked),
        // The drawings have an author, whose rights last.
        management: { reuse: { rules: [{ rule: 'REU_70ANS', start: asked }] } },
        objects: [
          {
            usage: 'BinaryMaster',
            name: 'plans.pdf',
            file: housePlanFile(random, plan),
            createdBy: 'Atelier de dessin',
          },
        ],
      },
      {
        ...item('Photographie du terrain', 'Photographie', later(asked, -9)),
        objects: [{ usage: 'BinaryMaster', name: 'terrain.png', file: photograph(random) }],
      },
      {
        ...item(`Décision : ${fate.decision.toLowerCase()}`, 'Arrêté', decided),
        writers: [mayorOf(year)],
        addressees: [applicant],
        // A decision is public at once, whatever the file says.
        management: {
          access: { rules: [{ rule: 'COM_IMMEDIATE', start: decided }], refuses: ['COM_25ANS'] },
        },
        objects: [{ usage: 'BinaryMaster', name: 'decision.pdf', file: decision }],
      },
    ],
  };
}

/** @param years of the permits that it holds */
export function permits(years: readonly number[], perYear: number): Transfer {
  const [first, last] = [years[0] as number, years.at(-1) as number];
  return {
    key: `permis-${first}-${last}`,
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: first < 2019 ? '2.2' : '2.3',
    identifier: `Permis de construire, ${first}-${last}`,
    comment: `Dossiers de permis de construire, de ${first} à ${last}`,
    date: day(2026, 1, 13),
    contract: 'CE_URBANISME',
    originatingAgency: 'SAV_URBANISME',
    submissionAgency: 'SAV_URBANISME',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
    outcome: 'OK',
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
  };
}

/** Small works; everything in it says PDF 1.7 and is PDF 1.4, so that the entry ends with a warning. */
export function declarations(): Transfer {
  const random = randomFrom(32_000);
  return {
    key: 'declarations-prealables',
    workflow: 'DEFAULT_WORKFLOW',
    sedaVersion: '2.2',
    identifier: 'Déclarations préalables, 2019',
    comment: 'Le bordereau annonce PDF 1.7, les fichiers sont en PDF 1.4 : l’entrée corrige et avertit',
    date: day(2026, 1, 20),
    contract: 'CE_URBANISME',
    originatingAgency: 'SAV_URBANISME',
    submissionAgency: 'SAV_URBANISME',
    acquisition: 'Versement',
    legalStatus: 'Public Archive',
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
            title: `${number} : ${work.toLowerCase()}, ${address}`,
            documentType: 'Déclaration préalable',
            serviceNumber: number,
            created: date,
            writers: [person],
            objects: [
              {
                usage: 'BinaryMaster',
                name: `${number.replaceAll(' ', '_')}.pdf`,
                declaredFormat: 'fmt/276',
                file: writtenFile({
                  title: 'Déclaration préalable',
                  service: 'Service de l’urbanisme',
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
              },
            ],
          };
        }),
      ),
    ],
  };
}
