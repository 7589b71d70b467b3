import type { Random } from '@perenne/sample';

/** Words of a department that does not exist: enough of them that some are in a tenth of the titles and some in one. */

/** What a piece is. The first ones come more often, as in any archive. */
export const KINDS = [
  'Dossier',
  'Courrier',
  'Rapport',
  'Délibération',
  'Plan',
  'Arrêté',
  'Procès-verbal',
  'Convention',
  'Devis',
  'Facture',
  'Note',
  'Compte rendu',
  'Attestation',
  'Registre',
  'Photographie',
  'Relevé',
  'Certificat',
  'Mémoire',
  'Bordereau',
  'Requête',
] as const;

export const MATTERS = [
  'permis de construire',
  'réfection de la toiture',
  'entretien des chemins vicinaux',
  'adduction d’eau potable',
  'élections municipales',
  'recensement de la population',
  'bornage des forêts communales',
  'subventions aux associations',
  'tarifs des cantines scolaires',
  'recrutement des agents',
  'inspection des installations classées',
  'protection des monuments historiques',
  'curage des canaux et des écluses',
  'reconstruction d’un pont',
  'assainissement des hameaux',
  'location des salles communales',
  'concession au cimetière',
  'vaccination des troupeaux',
  'remembrement des parcelles',
  'construction d’un groupe scolaire',
  'éclairage public',
  'secours aux sinistrés',
  'police de la chasse',
  'acquisition de terrains',
  'marché de travaux publics',
  'naturalisation',
  'aide sociale à l’enfance',
  'conservation du cadastre',
  'navigation de plaisance',
  'fouilles archéologiques',
] as const;

export const SERVICES = [
  'Direction des finances',
  'Service de l’urbanisme',
  'Direction des routes',
  'Service des écoles et collèges',
  'Direction de l’environnement',
  'Service du patrimoine',
  'Direction des solidarités',
  'Secrétariat général',
] as const;

export const AGENCIES = [
  'Préfecture',
  'Conseil départemental',
  'Office des eaux',
  'Rectorat',
  'Chambre d’agriculture',
  'Direction des ponts',
  'Hospices civils',
  'Syndicat des forêts',
  'Archives notariales',
  'Communauté des Trois Vallées',
] as const;

const GIVEN = ['Jeanne', 'Paul', 'Louise', 'André', 'Hélène', 'Émile', 'Aïcha', 'Gaston', 'Zoé', 'Benoît'];
const SYLLABLES = [
  'bel',
  'mar',
  'tou',
  'vi',
  'gnon',
  'ra',
  'cour',
  'lam',
  'ber',
  'dal',
  'fou',
  'quel',
  'ro',
  'sac',
];
const ENDINGS = ['ard', 'eau', 'ier', 'in', 'ont', 'et', 'ay', 'aud', 'ois', 'ec'];
const PLACES = [
  'Saint-Aubin',
  'Villeneuve',
  'Montreuil',
  'La Chapelle',
  'Beaulieu',
  'Fontaine',
  'Roche',
  'Bourg',
];
const WAYS = ['rue', 'chemin', 'place', 'impasse', 'route', 'quai', 'allée'] as const;

const capital = (word: string) => word[0]?.toUpperCase() + word.slice(1);

/** One of some thousands of names. */
export function surname(random: Random): string {
  return capital(`${random.pick(SYLLABLES)}${random.pick(SYLLABLES)}${random.pick(ENDINGS)}`);
}

export const givenName = (random: Random) => random.pick(GIVEN);

/** One of some thousands of communes. */
export function commune(random: Random): string {
  return `${random.pick(PLACES)}-${random.pick(['sur', 'lès', 'en'])}-${surname(random)}`;
}

export const address = (random: Random) =>
  `${1 + random.below(120)} ${random.pick(WAYS)} ${random.pick(['du', 'de la', 'des'])} ${surname(random)}`;

/** Rather one of the first than one of the last. */
export function oftenFirst<T>(random: Random, from: readonly T[]): T {
  return from[Math.min(random.below(from.length), random.below(from.length))] as T;
}

export function pieceTitle(random: Random, year: number): string {
  const kind = oftenFirst(random, KINDS);
  const matter = random.pick(MATTERS);
  switch (random.below(3)) {
    case 0:
      return `${kind} : ${matter}, ${givenName(random)} ${surname(random)}, ${commune(random)}`;
    case 1:
      return `${kind} relatif à : ${matter} (${commune(random)}, ${year})`;
    default:
      return `${kind} n° ${1 + random.below(9_999)}, ${matter}, ${address(random)}`;
  }
}

const SENTENCES = [
  'Pièces instruites par le service, avec les avis des communes riveraines.',
  'La dépense est imputée sur les crédits ouverts au budget de l’exercice.',
  'Contient les plans, coupes et élévations signés de l’architecte.',
  'Réclamations des riverains et réponses de l’administration.',
  'Documents classés par ordre chronologique, cotes anciennes conservées.',
  'Minutes et expéditions, dont certaines endommagées par l’humidité.',
  'Communicable au terme du délai fixé par le code du patrimoine.',
] as const;

export function description(random: Random): string {
  return `${random.pick(SENTENCES)} Affaire suivie par ${givenName(random)} ${surname(random)}.`;
}

export function day(random: Random, year: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${year}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
}
