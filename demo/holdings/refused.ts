import { randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords } from '../town/dates.ts';
import { plainText, writtenFile } from '../town/documents.ts';
import { hamlet } from '../town/places.ts';
import { master } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Two transfers that are refused, for reasons worth understanding; they leave nothing but their replies. */

const head = {
  workflow: 'DEFAULT_WORKFLOW',
  sedaVersion: '2.2',
  originatingAgency: 'SAV_TECHNIQUE',
  submissionAgency: 'SAV_TECHNIQUE',
  acquisition: 'Versement',
  legalStatus: 'Public Archive',
  outcome: 'KO',
} as const;

/** A file changed after its digest was taken: the copy is not the one that was announced. */
export function alteredOnTheWay(): Transfer {
  const random = randomFrom(81_000);
  const report = (at: number): Unit => {
    const date = day(2023, at + 3, 8);
    const text = [
      `Relevé de chantier du ${inWords(date)}`,
      `Lieu : ${hamlet(random)}`,
      'Avancement conforme au planning, deux agents présents.',
    ];
    const file = plainText(text);
    return {
      level: 'Item',
      title: `Relevé de chantier du ${inWords(date)}`,
      created: date,
      objects: [
        {
          usage: 'BinaryMaster',
          name: `releve_${at + 1}.txt`,
          file,
          ...(at === 2
            ? {
                travelling: plainText([
                  ...text.slice(0, 2),
                  'Avancement conforme au planning, dix agents présents.',
                ]).content,
              }
            : {}),
        },
      ],
    };
  };
  return {
    ...head,
    key: 'releves-alteres',
    identifier: 'Relevés de chantier, 2023',
    comment: 'Relevés de chantier, de mars à juillet 2023',
    date: day(2026, 1, 26),
    contract: 'CE_URBANISME',
    units: [
      under(
        POSITION.works,
        Array.from({ length: 5 }, (_, at) => report(at)),
      ),
    ],
  };
}

/** A rule that the referential does not know: the old software's name for it. */
export function unknownRule(): Transfer {
  const date = day(2024, 6, 4);
  return {
    ...head,
    key: 'regle-inconnue',
    identifier: 'Dossier de travaux du quai',
    comment: 'Travaux du quai de la Velle, comptes rendus de chantier',
    date: day(2026, 1, 27),
    contract: 'CE_URBANISME',
    units: [
      under(POSITION.works, [
        {
          level: 'File',
          title: 'Travaux du quai de la Velle',
          start: date,
          management: {
            appraisal: { rules: [{ rule: 'DUA_TRAVAUX_10', start: date }], finalAction: 'Destroy' },
          },
          children: [
            {
              level: 'Item',
              title: 'Compte rendu de chantier n° 1',
              created: date,
              objects: master(
                'compte_rendu.pdf',
                writtenFile({
                  title: 'Compte rendu de chantier n° 1',
                  service: 'Services techniques',
                  blocks: [
                    { text: 'Installation du chantier, implantation des palplanches.' },
                    { signature: `Le ${inWords(date)}` },
                  ],
                }),
              ),
            },
          ],
        },
      ]),
    ],
  };
}
