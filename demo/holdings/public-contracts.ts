import { type Random, randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, euros, inWords } from '../town/dates.ts';
import { fileName, writtenFile } from '../town/documents.ts';
import { hamlet } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

/** Public contracts, from the call to the reception of the works. */

const DEFECTS = {
  rule: 'GEL_CONTENTIEUX',
  start: '2022-05-02',
  end: '2027-05-02',
  owner: 'Service juridique',
  reason: 'Malfaçons, expertise en cours',
};

function contractFile(random: Random, at: number): Unit {
  const year = 2016 + at;
  const [won, lost] = [
    random.pick(['Velle-Bâti', 'Rimeplume et fils', 'Charpentes du Gué', 'Voirie d’Épinettes']),
    'Grand-Borne Travaux',
  ];
  const object = random.pick([
    'Réfection de la voirie',
    'Rénovation de la salle des fêtes',
    'Assainissement',
    'Isolation de l’école',
    'Aménagement du quai',
  ]);
  const received = day(year + 1, 4, 1 + random.below(28));
  const paper = (title: string, date: string, text: string, management?: Unit['management']): Unit => ({
    level: 'Item',
    title,
    documentType: title,
    created: date,
    ...(management === undefined ? {} : { management }),
    objects: master(
      `${fileName(title)}.pdf`,
      writtenFile({
        title: `${title} : ${object.toLowerCase()}`,
        service: 'Commande publique',
        blocks: [{ text }, { signature: `Le ${inWords(date)}` }],
      }),
    ),
  });
  return {
    level: 'File',
    title: `Marché ${year}-${String(at + 1).padStart(2, '0')} : ${object.toLowerCase()}, ${hamlet(random)}`,
    serviceNumber: `MP-${year}-${at + 1}`,
    description: `Procédure adaptée, titulaire : ${won}. Réception des travaux le ${inWords(received)}.`,
    keywords: [
      { content: won, type: 'corpname' },
      { content: 'marché public', type: 'genreform' },
    ],
    start: day(year, 2, 1),
    end: received,
    management: {
      storage: { rules: [{ rule: 'DUC_5ANS', start: received }], finalAction: 'RestrictAccess' },
      appraisal: { rules: [{ rule: 'DUA_10ANS', start: received }], finalAction: 'Keep' },
      access: { rules: [{ rule: 'COM_IMMEDIATE', start: received }] },
      ...(at === 3 ? { hold: { rules: [DEFECTS] } } : {}),
    },
    children: [
      paper(
        'Cahier des charges',
        day(year, 2, 1),
        `Le présent marché a pour objet : ${object.toLowerCase()}. Le délai d’exécution est de six mois à compter de l’ordre de service.`,
      ),
      paper(
        'Offre retenue',
        day(year, 4, 12),
        `L’offre de l’entreprise ${won}, d’un montant de ${euros(20_000 + random.below(180_000))} hors taxes, est classée première.`,
        {
          // Offers carry trade secrets, which are kept longer than the file.
          access: { rules: [{ rule: 'COM_25ANS', start: day(year, 4, 12) }], refuses: ['COM_IMMEDIATE'] },
        },
      ),
      paper('Offre non retenue', day(year, 4, 12), `L’offre de l’entreprise ${lost} est classée deuxième.`, {
        appraisal: {
          rules: [{ rule: 'DUA_5ANS', start: day(year, 4, 12) }],
          finalAction: 'Destroy',
          refuses: ['DUA_10ANS'],
        },
      }),
      paper('Procès-verbal de réception', received, 'Les travaux sont reçus sans réserve.'),
    ],
  };
}

export function publicContracts(): Transfer {
  const random = randomFrom(63_000);
  return transferOf('SAV_FINANCES', {
    key: 'marches-publics',
    identifier: 'Marchés publics, 2016-2023',
    comment: 'Un dossier par marché, de la consultation à la réception',
    date: day(2026, 1, 21),
    contract: 'CE_FINANCES',
    units: [
      under(
        POSITION.contracts,
        Array.from({ length: 8 }, (_, at) => contractFile(random, at)),
      ),
    ],
  });
}
