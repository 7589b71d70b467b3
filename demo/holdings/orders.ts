import { randomFrom } from '@perenne/sample';
import type { Transfer, Unit } from '../sip/transfer.ts';
import { day, inWords, later } from '../town/dates.ts';
import { writtenFile } from '../town/documents.ts';
import { fullName, mayorOf } from '../town/people.ts';
import { streetAlone, TOWN } from '../town/places.ts';
import { master, transferOf } from './pieces.ts';
import { POSITION, under } from './trees.ts';

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
  return transferOf('SAV_SECRETARIAT', {
    key: 'arretes-du-maire',
    identifier: 'Arrêtés du maire, 2012-2024',
    comment: 'Arrêtés réglementaires et individuels',
    date: day(2026, 1, 9),
    contract: 'CE_CONSEIL',
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
            objects: master(
              `arrete_${number}.pdf`,
              writtenFile({
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
            ),
          };
        }),
      ),
    ],
  });
}
