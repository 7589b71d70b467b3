import { randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day } from '../town/dates.ts';
import { plainText } from '../town/documents.ts';
import { fullName, mayorOf } from '../town/people.ts';
import { registerPage } from '../town/pictures.ts';
import { TOWN } from '../town/places.ts';
import { transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Bound registers: the volume on its shelf, and sample pages as pictures with their text. */
export function registers(): Transfer {
  const random = randomFrom(12_000);
  const bounds = [1852, 1861, 1873, 1884, 1897, 1908, 1921, 1934, 1949, 1962, 1974, 1983];
  return transferOf('SAV_SECRETARIAT', {
    key: 'registres-des-deliberations',
    identifier: 'Registres des délibérations, 1852-1982',
    comment: 'Registres reliés des délibérations du conseil municipal, avec des pages numérisées',
    date: day(2026, 1, 8),
    contract: 'CE_CONSEIL',
    submissionAgency: 'SAV_ARCHIVES',
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
  });
}
