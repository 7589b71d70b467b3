import { type Note, type Random, randomFrom, soundFile } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords } from '../town/dates.ts';
import { plainText } from '../town/documents.ts';
import { districtFile } from '../town/drawings.ts';
import { fullName, somebody } from '../town/people.ts';
import { photograph, postcard } from '../town/pictures.ts';
import { hamlet, point, streetAlone, TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** What is looked at and listened to: postcards, photographs, plans, recordings. */

const VIEWS = [
  'L’église et le bourg',
  'La place du Vieux-Marché',
  'Le lavoir de Fontvelle',
  'Le moulin neuf',
  'Vue générale prise des Épinettes',
  'Les bords de la Velle',
  'La rue Haute un jour de foire',
  'La tuilerie et ses cheminées',
] as const;

function card(random: Random, at: number): Unit {
  const year = 1898 + at * 2;
  const view = VIEWS[at % VIEWS.length] as string;
  return {
    level: 'Item',
    title: `${TOWN}. ${view}`,
    titleEn: at < 3 ? `View of ${TOWN}, ${year}` : `View of ${TOWN}, around ${year}`,
    reference: `1 Fi ${at + 1}`,
    description: `Carte postale éditée vers ${year}. ${random.below(2) === 0 ? 'Dos non divisé, sans correspondance.' : 'Au dos : « Bons baisers du pays, le temps est beau. »'}`,
    documentType: 'Carte postale',
    keywords: [
      { content: view, type: 'geogname' },
      { content: 'carte postale', type: 'genreform' },
    ],
    places: [TOWN],
    created: day(year, 6, 15),
    literalDate: `vers ${year}`,
    position: point(random),
    objects: [
      { usage: 'BinaryMaster', name: `1Fi${at + 1}.png`, file: postcard(random) },
      { usage: 'PhysicalMaster', id: `1 Fi ${at + 1}`, width: 14, height: 9 },
    ],
  };
}

function reportage(random: Random, year: number, event: string): Unit {
  const date = day(year, 5 + random.below(4), 1 + random.below(28));
  const author = somebody(random, 'recent', 'Photographe du service de la communication');
  return {
    level: 'File',
    title: `${event}, ${inWords(date)}`,
    description: `Reportage de ${fullName(author)} : ${event.toLowerCase()}.`,
    start: date,
    end: date,
    tags: ['reportage', event.toLowerCase()],
    writers: [author],
    children: [1, 2, 3].map(
      (number): Unit => ({
        level: 'Item',
        title: `${event} (${number})`,
        documentType: 'Photographie',
        created: date,
        position: point(random),
        objects: master(`IMG_${year}_${number}.png`, photograph(random), {
          createdBy: 'Appareil du service',
        }),
      }),
    ),
  };
}

export function pictures(): Transfer {
  const random = randomFrom(41_000);
  const events = [
    'Fête du pont',
    'Inauguration du point de lecture',
    'Crue de la Velle',
    'Marché de printemps',
    'Plantation de l’arbre des naissances',
    'Journée des archives',
  ];
  return transferOf('SAV_COMMUNICATION', {
    key: 'images',
    sedaVersion: '2.3',
    identifier: 'Cartes postales et photographies',
    comment: 'Cartes postales de la collection communale et reportages du service de la communication',
    date: day(2026, 1, 14),
    contract: 'CE_FIGURES',
    submissionAgency: 'SAV_ARCHIVES',
    management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: '1990-01-01' }] } },
    units: [
      under(POSITION.postcards, [
        {
          level: 'RecordGrp',
          title: 'Collection de cartes postales',
          description: 'Réunie par dons successifs, œuvres tombées dans le domaine public.',
          management: {
            reuse: { rules: [{ rule: 'REU_IMMEDIATE', start: '2005-01-01' }] },
            dissemination: { rules: [{ rule: 'DIF_IMMEDIATE', start: '2005-01-01' }] },
            appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '2005-01-01' }], finalAction: 'Keep' },
          },
          children: Array.from({ length: 18 }, (_, at) => card(random, at)),
        },
      ]),
      under(
        POSITION.photographs,
        events.map((event, at) => ({
          ...reportage(random, 2014 + 2 * at, event),
          management: {
            reuse: { rules: [{ rule: 'REU_70ANS', start: day(2014 + 2 * at, 12, 31) }] },
            appraisal: {
              rules: [{ rule: 'DUA_10ANS', start: day(2014 + 2 * at, 12, 31) }],
              finalAction: at % 3 === 2 ? 'Destroy' : 'Keep',
            },
          },
        })),
      ),
    ],
  });
}

export function plans(): Transfer {
  const random = randomFrom(42_000);
  return transferOf('SAV_TECHNIQUE', {
    key: 'plans',
    identifier: 'Plans des services techniques',
    comment: 'Plans de quartiers et de lotissements',
    date: day(2026, 1, 15),
    contract: 'CE_FIGURES',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '2010-01-01' }], finalAction: 'Keep' },
    },
    units: [
      under(
        POSITION.plans,
        Array.from({ length: 12 }, (_, at): Unit => {
          const year = 1998 + 2 * at;
          const place = at % 2 === 0 ? hamlet(random) : streetAlone(random);
          const title = `Plan du quartier : ${place}, état de ${year}`;
          return {
            level: 'Item',
            title,
            reference: `3 Fi ${at + 1}`,
            documentType: 'Plan',
            keywords: [{ content: place, type: 'geogname' }],
            created: day(year, 3, 1 + random.below(28)),
            position: point(random),
            objects: master(`3Fi${at + 1}.svg`, districtFile(random, title)),
          };
        }),
      ),
    ],
  });
}

const [DO, RE, MI, FA, SOL, LA, SI, HIGH_DO] = [262, 294, 330, 349, 392, 440, 494, 523] as const;
const tune = (...pitches: number[]): Note[] => pitches.map((pitch) => ({ pitch, length: 0.55 }));

const RECORDINGS: readonly (readonly [title: string, description: string, notes: readonly Note[]])[] = [
  [
    'Carillon de l’église, sonnerie de midi',
    'Trois cloches, captation depuis le parvis.',
    tune(SOL, MI, DO, SOL, MI, DO, DO, DO, DO),
  ],
  [
    'Angélus du soir',
    'Neuf coups espacés.',
    [1, 2, 3].flatMap(() => [
      ...[1, 2, 3].map(() => ({ pitch: LA, length: 0.9 })),
      { pitch: 0, length: 0.8 },
    ]),
  ],
  [
    'Harmonie municipale, répétition',
    'Une gamme et ses tierces, salle des fêtes.',
    tune(DO, RE, MI, FA, SOL, LA, SI, HIGH_DO, LA, FA, RE, DO),
  ],
  [
    'Essai mensuel de la sirène',
    'Premier mercredi du mois.',
    Array.from({ length: 24 }, (_, at) => ({ pitch: 300 + 25 * Math.min(at, 24 - at), length: 0.25 })),
  ],
  [
    'Ouverture de la fête du pont',
    'Appel joué depuis la pile centrale.',
    tune(SOL, SOL, HIGH_DO, HIGH_DO, SOL, MI, SOL),
  ],
  [
    'Berceuse de Fontvelle',
    'Air recueilli auprès d’une habitante, joué au clavier.',
    tune(MI, SOL, LA, SOL, MI, RE, DO, RE, MI, MI, RE, DO),
  ],
];

export function sounds(): Transfer {
  return transferOf('SAV_COMMUNICATION', {
    key: 'enregistrements',
    identifier: 'Enregistrements sonores',
    comment: 'Cloches, sirène, harmonie et airs recueillis',
    date: day(2026, 1, 15),
    contract: 'CE_FIGURES',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '2018-01-01' }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2018-01-01' }] },
    },
    units: [
      under(
        POSITION.sounds,
        RECORDINGS.map(
          ([title, description, notes], at): Unit => ({
            level: 'Item',
            title,
            reference: `1 AV ${at + 1}`,
            description,
            documentType: 'Enregistrement sonore',
            created: day(2015 + at, 6, 21),
            objects: [
              { usage: 'BinaryMaster', name: `1AV${at + 1}.wav`, file: soundFile(notes) },
              {
                usage: 'TextContent',
                name: `1AV${at + 1}.txt`,
                file: plainText([
                  title,
                  description,
                  `Durée : ${notes.reduce((sum, { length }) => sum + length, 0).toFixed(1)} s`,
                ]),
              },
            ],
          }),
        ),
      ),
    ],
  });
}
