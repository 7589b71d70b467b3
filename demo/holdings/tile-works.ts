import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day } from '../town/dates.ts';
import { transferOf } from './pieces.ts';

/** A fonds on paper alone: the tile works, given to the town. Its place is given by the ingest contract. */

interface Series {
  readonly title: string;
  readonly description: string;
  readonly volumes: number;
  readonly title1: (random: Random, from: number) => string;
}

const SERIES: readonly Series[] = [
  {
    title: 'Direction et statuts',
    description: 'Actes de société, procès-verbaux d’assemblée.',
    volumes: 5,
    title1: (_, from) => `Assemblées générales, ${from}-${from + 9}`,
  },
  {
    title: 'Comptabilité',
    description: 'Journaux et grands livres.',
    volumes: 10,
    title1: (_, from) => `Grand livre, ${from}-${from + 6}`,
  },
  {
    title: 'Personnel',
    description: 'Livres de paie et registres d’ouvriers.',
    volumes: 8,
    title1: (_, from) => `Livre de paie, ${from}-${from + 6}`,
  },
  {
    title: 'Production',
    description: 'Cahiers de cuisson, essais d’argiles.',
    volumes: 9,
    title1: (random, from) => `Cahier de cuisson, four n° ${1 + random.below(3)}, ${from}`,
  },
  {
    title: 'Plans et machines',
    description: 'Calques et tirages, roulés.',
    volumes: 6,
    title1: (random, from) =>
      `Plan ${['du grand four', 'de la presse', 'du séchoir', 'du tramway d’argile'][random.below(4)]}, ${from}`,
  },
];

export function tileWorks(): Transfer {
  const random = randomFrom(71_000);
  let number = 0;
  return transferOf('SAV_TUILERIE', {
    key: 'tuilerie-de-fontvelle',
    identifier: 'Fonds de la tuilerie de Fontvelle',
    comment: 'Tuilerie de Fontvelle, don de la famille : archives sur papier',
    date: day(2026, 1, 23),
    contract: 'CE_FONDS_PRIVES',
    submissionAgency: 'SAV_ARCHIVES',
    acquisition: 'Don',
    legalStatus: 'Private Archive',
    management: {
      appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: '1971-12-31' }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_50ANS', start: '1971-12-31' }] },
    },
    units: [
      {
        level: 'Fonds',
        title: 'Tuilerie de Fontvelle (1874-1971)',
        titleEn: 'Fontvelle tile works (1874-1971)',
        reference: '1 J',
        description:
          'La tuilerie employa jusqu’à quatre-vingts ouvriers. Ses papiers, sauvés des greniers, furent donnés à la commune en 2009.',
        custody: [
          'Greniers de la maison du directeur jusqu’en 2008.',
          'Don à la commune, 2009.',
          'Dépoussiérage et conditionnement, 2012.',
        ],
        start: '1874-01-01',
        end: '1971-12-31',
        children: SERIES.map(
          (series): Unit => ({
            level: 'Series',
            title: series.title,
            description: series.description,
            children: Array.from({ length: series.volumes }, (_, at): Unit => {
              const from = 1874 + at * Math.floor(96 / series.volumes);
              const reference = `1 J ${++number}`;
              const isRoll = series.title === 'Plans et machines';
              return {
                level: 'File',
                title: series.title1(random, from),
                reference,
                start: day(from, 1, 1),
                literalDate: String(from),
                // People of the wage books may be alive: the delay of the whole does not open these.
                ...(series.title === 'Personnel' && from > 1945
                  ? {
                      management: {
                        access: {
                          rules: [{ rule: 'COM_75ANS', start: day(from + 6, 12, 31) }],
                          refuses: ['COM_50ANS'],
                        },
                      },
                    }
                  : {}),
                objects: [
                  isRoll
                    ? {
                        usage: 'PhysicalMaster',
                        id: reference,
                        width: 90,
                        height: 12,
                        depth: 12,
                        weight: 0.8,
                      }
                    : {
                        usage: 'PhysicalMaster',
                        id: reference,
                        width: 25,
                        height: 33,
                        depth: 8 + random.below(4),
                        weight: 2 + random.below(3),
                        pages: 120 + random.below(300),
                      },
                ],
              };
            }),
          }),
        ),
      },
    ],
  });
}
