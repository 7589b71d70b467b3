import { count } from './forms.ts';

/** Texts of the storage strategies that management contracts name. */
export const STORAGE_STRATEGY = {
  title: 'Stockage',
  byDefault: 'Aucune n’est choisie : la stratégie par défaut s’applique.',
  copies: (copies: number, offers: string) =>
    copies === 1
      ? `1 copie, sur l’offre ${offers}.`
      : `${count(copies, 'copie')}, une par offre (${offers}).`,
  unknown: (name: string) =>
    `Cette plate-forme n’a pas de stratégie « ${name} » : choisissez-en une autre pour ce contrat.`,
  untold: 'Les copies de cette stratégie n’ont pas pu être lues.',
};
