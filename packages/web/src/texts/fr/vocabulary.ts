import { count, number } from './forms.ts';

/** As many as are counted. */
const MOST = 10_000;

const amount = (total: number, one: string, several: string) =>
  total > MOST ? `plus de ${number(MOST)} ${several}` : count(total, one, several);

/** Texts of what stands on an entry of the vocabulary. */
export const VOCABULARY = {
  title: 'Emploi',
  counting: 'Comptage en cours…',
  units: (total: number) => amount(total, 'unité archivistique', 'unités archivistiques'),
  groups: (total: number) => amount(total, 'groupe d’objets', 'groupes d’objets'),
  held: (holders: string) => `En portent une valeur : ${holders}.`,
  heldAtLeast: (holders: string) => `En portent une valeur, au moins : ${holders}.`,
  and: (units: string, groups: string) => `${units} et ${groups}`,
  unused: 'Aucune archive n’en porte une valeur.',
  notCounted: 'Pas compté : chercher qui en porte une valeur prendrait trop longtemps.',
  uncounted: (tenants: number, all: number) =>
    `${count(tenants, 'coffre')} sur ${number(all)} : trop long à compter.`,
  seen: (tenants: number) =>
    tenants === 1
      ? 'Compté dans ce que vous consultez de votre coffre.'
      : `Compté dans ce que vous consultez de vos ${number(tenants)} coffres.`,
  notOfArchives: 'Ni les unités archivistiques ni les groupes d’objets ne peuvent en porter une valeur.',
  elements: (total: number) => count(total, 'élément du schéma', 'éléments du schéma'),
  noElement: 'Aucun élément du schéma de ce coffre ne s’appuie sur lui.',
};
