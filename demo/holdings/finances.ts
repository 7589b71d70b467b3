import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, euros, later } from '../town/dates.ts';
import { spreadsheet, writtenFile } from '../town/documents.ts';
import { fullName, mayorOf } from '../town/people.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Budgets and accounts, a folder for each year. */

const CHAPTERS = [
  'Charges à caractère général',
  'Charges de personnel',
  'Subventions versées',
  'Travaux et équipements',
  'Remboursement de la dette',
  'Impôts et taxes',
  'Dotations',
  'Produits des services',
] as const;

function financialYear(random: Random, year: number): Unit {
  const rows = CHAPTERS.map(
    (chapter) => [chapter, 12_000 + random.below(380_000), 12_000 + random.below(380_000)] as const,
  );
  const closed = day(year, 12, 31);
  return {
    level: 'File',
    title: `Exercice ${year}`,
    description: `Budget primitif, compte administratif et grand livre de l’exercice ${year}.`,
    start: day(year, 1, 1),
    end: closed,
    management: { storage: { rules: [{ rule: 'DUC_1AN', start: closed }], finalAction: 'Copy' } },
    children: [
      {
        level: 'Item',
        title: `Budget primitif ${year}`,
        documentType: 'Budget',
        created: day(year, 3, 28),
        management: {
          appraisal: { rules: [{ rule: 'DUA_PERMANENTE', start: closed }], finalAction: 'Keep' },
        },
        objects: master(
          `budget_${year}.pdf`,
          writtenFile({
            title: `Budget primitif ${year}`,
            service: 'Service des finances',
            blocks: [
              {
                text: `Budget voté le 28 mars ${year} sous la présidence de ${fullName(mayorOf(year))}, maire.`,
              },
              {
                table: [
                  ['Chapitre', 'Exercice antérieur', 'Proposé'],
                  ...rows.map(([chapter, before, proposed]) => [chapter, euros(before), euros(proposed)]),
                ],
                columns: [0, 240, 360],
              },
              {
                text: 'La section de fonctionnement est votée au niveau du chapitre, la section d’investissement par opération.',
              },
            ],
          }),
        ),
      },
      {
        level: 'Item',
        title: `Compte administratif ${year}`,
        documentType: 'Tableau',
        created: later(closed, 90),
        management: { appraisal: { rules: [{ rule: 'DUA_10ANS', start: closed }], finalAction: 'Keep' } },
        objects: master(
          `compte_administratif_${year}.csv`,
          spreadsheet([
            ['Chapitre', 'Prévu', 'Réalisé'],
            ...rows.map(([chapter, , proposed]) => [
              chapter,
              proposed,
              Math.round(proposed * (0.86 + random.below(13) / 100)),
            ]),
          ]),
        ),
      },
      {
        level: 'Item',
        title: `Grand livre ${year}`,
        documentType: 'Tableau',
        created: closed,
        management: { appraisal: { rules: [{ rule: 'DUA_10ANS', start: closed }], finalAction: 'Destroy' } },
        objects: master(
          `grand_livre_${year}.csv`,
          spreadsheet([
            ['Date', 'Pièce', 'Libellé', 'Montant'],
            ...Array.from({ length: 60 }, (_, at) => [
              day(year, 1 + Math.floor(at / 5), 1 + random.below(28)),
              `M${1_000 + at}`,
              random.pick([
                'Fournitures scolaires',
                'Carburant',
                'Électricité',
                'Location de nacelle',
                'Assurance',
                'Papeterie',
              ]),
              (500 + random.below(400_000)) / 100,
            ]),
          ]),
        ),
      },
    ],
  };
}

export function finances(): Transfer {
  const random = randomFrom(62_000);
  return transferOf('SAV_FINANCES', {
    key: 'finances',
    identifier: 'Budgets et comptes, 2008-2024',
    comment: 'Pièces budgétaires et comptables, une chemise par exercice',
    date: day(2026, 1, 19),
    contract: 'CE_FINANCES',
    management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: '2008-01-01' }] } },
    units: [
      under(
        POSITION.budgets,
        Array.from({ length: 9 }, (_, at) => financialYear(random, 2008 + 2 * at)),
      ),
    ],
  });
}
