import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords } from '../town/dates.ts';
import { plainText, spreadsheet, writtenFile } from '../town/documents.ts';
import { districtFile } from '../town/drawings.ts';
import { fullName, severalPeople } from '../town/people.ts';
import { hamlet, TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** The plan for floods and accidents, which the authorities keep secret in part. */

const EDITION = '2017-11-06';

const written = (title: string, text: string) =>
  writtenFile({
    title,
    service: 'Sécurité civile',
    blocks: [
      { text },
      { text: 'Document à tenir à jour après chaque exercice.' },
      { signature: `Le ${inWords(EDITION)}` },
    ],
  });

/** The plan itself: open, closed to some, secret, and secret no more. */
function edition(random: Random): Unit[] {
  return [
    {
      level: 'Item',
      title: 'Document d’information des habitants',
      created: EDITION,
      objects: master(
        'information.pdf',
        written(
          'Que faire en cas de crue ?',
          'Montez à l’étage, coupez le gaz et l’électricité, écoutez la radio locale. Le point de ralliement est la salle des fêtes.',
        ),
      ),
    },
    {
      level: 'Item',
      title: 'Carte des zones inondables',
      created: EDITION,
      objects: master('carte.svg', districtFile(random, 'Zones inondables de la Velle')),
    },
    {
      level: 'Item',
      title: 'Liste d’alerte',
      created: EDITION,
      management: {
        access: { rules: [{ rule: 'COM_50ANS', start: EDITION }], refuses: ['COM_IMMEDIATE'] },
      },
      objects: master(
        'alerte.csv',
        spreadsheet([
          ['Nom', 'Fonction', 'Rang'],
          ...severalPeople(random, 8, 'recent').map((person, at) => [
            fullName(person),
            at === 0 ? 'Maire' : 'Réserve communale',
            at + 1,
          ]),
        ]),
      ),
    },
    {
      level: 'Item',
      title: 'Annexe : ouvrages sensibles',
      description: 'Points d’eau et réseaux d’importance vitale.',
      created: EDITION,
      management: {
        access: { refuses: 'everything' },
        classification: {
          rules: [{ rule: 'CLA_50ANS', start: EDITION }],
          level: 'Confidentiel Défense',
          owner: 'Préfecture',
          reassessing: '2027-11-06',
        },
      },
      objects: master(
        'annexe.pdf',
        written(
          'Ouvrages sensibles',
          'La présente annexe est imaginaire, comme la commune : elle ne décrit aucun ouvrage.',
        ),
      ),
    },
    {
      level: 'Item',
      title: 'Annexe ancienne : abris, 1962',
      description: 'Classification échue, consultable.',
      created: '1962-05-14',
      management: {
        classification: {
          rules: [{ rule: 'CLA_50ANS', start: '1962-05-14' }],
          level: 'Non protégé',
          owner: 'Préfecture',
        },
      },
      objects: master(
        'abris.txt',
        plainText([
          'Abris communaux, état au 14 mai 1962',
          '',
          'Cave de la mairie : quarante places.',
          'Cellier de la tuilerie : cent vingt places.',
          `Fait à ${TOWN}.`,
        ]),
      ),
    },
  ];
}

const exercises = (random: Random) =>
  [2018, 2021, 2024].map(
    (year): Unit => ({
      level: 'Item',
      title: `Compte rendu de l’exercice de ${year}`,
      created: day(year, 10, 12),
      documentType: 'Compte rendu',
      objects: master(
        `exercice_${year}.pdf`,
        written(
          `Exercice d’évacuation ${year}`,
          `Alerte donnée à neuf heures, école évacuée en onze minutes, ${20 + random.below(30)} participants. La sirène a été entendue à ${hamlet(random)}.`,
        ),
      ),
    }),
  );

export function civilProtection(): Transfer {
  const random = randomFrom(64_000);
  return transferOf('SAV_CABINET', {
    key: 'securite-civile',
    identifier: 'Plan communal de sauvegarde',
    comment: 'Plan, annexes et comptes rendus d’exercice',
    date: day(2026, 1, 22),
    contract: 'CE_CONSEIL',
    management: { appraisal: { rules: [{ rule: 'DUA_30ANS', start: EDITION }], finalAction: 'Keep' } },
    units: [
      under(POSITION.safety, [
        {
          level: 'File',
          title: 'Plan communal de sauvegarde, édition de 2017',
          description: 'Risque d’inondation par la Velle et risque industriel.',
          start: EDITION,
          management: { access: { rules: [{ rule: 'COM_IMMEDIATE', start: EDITION }] } },
          children: edition(random),
        },
        ...exercises(random),
      ]),
    ],
  });
}
