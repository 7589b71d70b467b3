import type { Random } from '@perenne/sample';
import { euros } from '../town/dates.ts';
import { hamlet, parcel, streetAlone } from '../town/places.ts';

/** What the council talks of: grounds and decisions, filled with figures and places. */

interface Subject {
  readonly title: string;
  readonly keyword: string;
  readonly grounds: (random: Random) => string;
  readonly decision: (random: Random) => string;
}

/** Between a third of so many thousands and four thirds. */
const amount = (random: Random, thousands: number) =>
  euros(Math.round(thousands * 333) + random.below(thousands) * 1_000 + 50 * random.below(20));

const SUBJECTS: readonly Subject[] = [
  {
    title: 'Vote du budget primitif',
    keyword: 'finances communales',
    grounds: (random) =>
      `Le projet de budget s’équilibre en section de fonctionnement à ${amount(random, 900)} et en section d’investissement à ${amount(random, 500)}.`,
    decision: () => 'Le budget primitif est adopté par chapitre, tel qu’il est présenté.',
  },
  {
    title: 'Réfection de la toiture de l’école',
    keyword: 'école',
    grounds: (random) =>
      `Les infiltrations constatées après les orages rendent la réfection urgente. Trois devis ont été reçus ; le mieux-disant s’élève à ${amount(random, 80)} hors taxes.`,
    decision: () =>
      'Les travaux seront exécutés pendant les vacances d’été. Une subvention est sollicitée auprès du département.',
  },
  {
    title: 'Acquisition d’une parcelle',
    keyword: 'foncier',
    grounds: (random) =>
      `La parcelle cadastrée ${parcel(random)}, au lieu-dit ${hamlet(random)}, permettrait d’élargir le chemin communal et d’y aménager une aire de retournement.`,
    decision: (random) =>
      `L’acquisition est approuvée au prix de ${amount(random, 20)}, frais d’acte en sus.`,
  },
  {
    title: 'Subventions aux associations',
    keyword: 'vie associative',
    grounds: () =>
      'L’harmonie municipale, le club de joutes et les amis du moulin ont présenté leurs comptes et leurs projets.',
    decision: (random) => `Une somme de ${amount(random, 8)} est répartie selon le tableau joint.`,
  },
  {
    title: 'Entretien du pont de la Velle',
    keyword: 'voirie',
    grounds: () =>
      'La visite d’inspection relève un affouillement de la pile amont et la corrosion des garde-corps.',
    decision: (random) =>
      `Une mission de maîtrise d’œuvre est confiée pour ${amount(random, 30)}. La circulation est limitée à trois tonnes et demie.`,
  },
  {
    title: 'Tarifs de la cantine scolaire',
    keyword: 'restauration scolaire',
    grounds: () =>
      'Le coût de revient d’un repas a augmenté avec celui des denrées ; la commission propose un tarif selon le quotient familial.',
    decision: () => 'Les trois tranches proposées sont adoptées et s’appliqueront à la rentrée.',
  },
  {
    title: 'Dénomination d’une voie nouvelle',
    keyword: 'voirie',
    grounds: (random) =>
      `Le lotissement de ${hamlet(random)} est desservi par une voie qui n’a pas encore de nom ; les riverains ont été consultés.`,
    decision: (random) => `La voie prend le nom de « ${streetAlone(random)} prolongée ».`,
  },
  {
    title: 'Coupe affouagère en forêt communale',
    keyword: 'forêt',
    grounds: () => 'L’état d’assiette proposé comprend les parcelles 7 et 12 de la forêt du Bois-Rimé.',
    decision: () =>
      'La délivrance sur pied est demandée ; le rôle d’affouage est arrêté à quatre-vingt-deux feux.',
  },
  {
    title: 'Modernisation de l’éclairage public',
    keyword: 'énergie',
    grounds: (random) =>
      `Le remplacement de ${60 + random.below(140)} points lumineux réduirait la consommation de plus de moitié.`,
    decision: () =>
      'L’extinction de vingt-trois heures à cinq heures est approuvée, hors place du Vieux-Marché.',
  },
  {
    title: 'Restauration des registres paroissiaux',
    keyword: 'archives',
    grounds: () =>
      'Six registres présentent des attaques d’encre et des reliures rompues ; le contrôle scientifique et technique de l’État a donné un avis favorable.',
    decision: (random) => `La restauration est confiée à un atelier spécialisé pour ${amount(random, 6)}.`,
  },
  {
    title: 'Création d’un emploi d’agent technique',
    keyword: 'personnel communal',
    grounds: () =>
      'Le départ en retraite d’un agent et la charge nouvelle des espaces verts justifient un emploi à temps complet.',
    decision: () => 'L’emploi est créé ; le tableau des effectifs est modifié en conséquence.',
  },
  {
    title: 'Convention avec la médiathèque intercommunale',
    keyword: 'culture',
    grounds: () =>
      'La convention fixe les jours d’ouverture du point de lecture et la part de la commune dans les acquisitions.',
    decision: () => 'Le maire est autorisé à signer la convention pour trois ans.',
  },
];

/** A subject as it comes before one session. */
export interface Matter {
  readonly title: string;
  readonly keyword: string;
  readonly grounds: string;
  readonly decision: string;
}

/** Different matters. */
export function mattersOf(random: Random, many: number): Matter[] {
  const first = random.below(SUBJECTS.length);
  return Array.from({ length: many }, (_, at) => {
    const { title, keyword, grounds, decision } = SUBJECTS[(first + 5 * at) % SUBJECTS.length] as Subject;
    return { title, keyword, grounds: grounds(random), decision: decision(random) };
  });
}
