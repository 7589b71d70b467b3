import type { Random } from '@perenne/sample';

export const TOWN = 'Saint-Aubin-la-Velle';

/** Names of streets and hamlets of the town. */
const STREETS = [
  'rue du Four-Banal',
  'rue des Lavandières',
  'chemin du Moulin-Neuf',
  'place du Vieux-Marché',
  'route de la Tuilerie',
  'impasse des Tanneurs',
  'rue de l’Abreuvoir',
  'allée des Charmes',
  'chemin de la Croix-Percée',
  'quai de la Velle',
  'rue Haute',
  'venelle des Chats-Huants',
] as const;

const HAMLETS = ['Les Épinettes', 'Le Gué-Perdu', 'La Grande-Borne', 'Fontvelle', 'Le Bois-Rimé'] as const;

export const street = (random: Random) => `${1 + random.below(60)}, ${random.pick(STREETS)}`;
export const streetAlone = (random: Random) => random.pick(STREETS);
export const hamlet = (random: Random) => random.pick(HAMLETS);

/** Section and number of the land register. */
export const parcel = (random: Random) =>
  `${random.pick(['A', 'AB', 'B', 'C', 'ZD'])} ${100 + random.below(380)}`;

/** A point in the town, degrees; the town being imaginary, so is the place. */
export function point(random: Random): { latitude: number; longitude: number } {
  return { latitude: 46.8 + random.below(400) / 10_000, longitude: 3.2 + random.below(500) / 10_000 };
}
