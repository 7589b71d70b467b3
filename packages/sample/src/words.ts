import type { Random } from './random.ts';

/** Words of a town that does not exist. */
const SUBJECTS = [
  'Réfection de la toiture de l’école',
  'Aménagement du chemin du moulin',
  'Budget primitif',
  'Compte administratif',
  'Permis de construire',
  'Déclaration préalable',
  'Bail de la salle des fêtes',
  'Entretien du pont de la Velle',
  'Élections municipales',
  'Recensement de la population',
  'Fleurissement du bourg',
  'Tarifs de la cantine',
  'Adduction d’eau du hameau',
  'Subvention à l’harmonie',
  'Bornage de la forêt communale',
  'Registre des délibérations',
] as const;

const FOLDERS = [
  'Administration générale',
  'Finances',
  'Urbanisme',
  'Voirie et réseaux',
  'Écoles',
  'Vie associative',
  'État civil',
  'Patrimoine',
] as const;

const SENTENCES = [
  'Le conseil, après en avoir délibéré, adopte la proposition à l’unanimité.',
  'La dépense sera imputée sur les crédits ouverts au budget de l’exercice.',
  'Le maire est autorisé à signer les pièces utiles à l’exécution de la présente.',
  'Les travaux commenceront au printemps, selon le calendrier arrêté.',
  'Trois devis ont été demandés ; le mieux-disant est retenu.',
  'Une visite des lieux a eu lieu en présence des riverains.',
  'Le dossier est consultable en mairie aux heures d’ouverture.',
] as const;

export const TOWN = 'Saint-Aubin-la-Velle';

export function folderTitle(random: Random, number: number): string {
  return `${random.pick(FOLDERS)}, liasse ${number}`;
}

export function pieceTitle(random: Random, number: number): string {
  return `${random.pick(SUBJECTS)}, ${1950 + random.below(70)}, pièce ${number}`;
}

export function sentence(random: Random): string {
  return random.pick(SENTENCES);
}

/** A day as manifests write it. */
export function day(random: Random): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${1950 + random.below(70)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
}
