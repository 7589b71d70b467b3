import { count } from './forms.ts';

/** Texts of two records side by side. */
export const COMPARISON = {
  label: 'Comparer',
  withAnother: 'Comparer avec un autre',
  title: (id: string) => `Comparer ${id}`,
  lead: 'Deux enregistrements côte à côte : ce qui les distingue, dates mises à part.',
  other: 'À comparer avec',
  otherHelp: 'Identifiant d’un autre enregistrement de ce référentiel. Tapez son début, ou son nom.',
  failed: 'La comparaison n’a pas abouti',
  found: (differences: number) =>
    differences === 0
      ? 'Aucune différence, dates et identifiants mis à part.'
      : count(differences, 'différence'),
  whole: 'Montrer aussi ce qui est identique',
  member: 'Champ',
  nothing: 'Rien',
  inBoth: (values: number) => `${count(values, 'valeur')} en commun`,
};
