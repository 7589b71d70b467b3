import { count, number } from './forms.ts';

/** Texts of the schema of descriptions. */
export const SCHEMA = {
  search: 'Chemin ou nom',
  collection: 'Éléments des',
  type: 'Type',
  category: 'Catégorie',
  all: (total: number) => count(total, 'élément'),
  found: (rows: number, total: number) =>
    `${count(rows, 'élément')} sur ${number(total)}, avec ce qui les contient.`,
  noneAdvice: 'Retirez un filtre, ou cherchez d’autres mots.',
  open: (path: string) => `Déplier ${path}`,
  close: (path: string) => `Replier ${path}`,
  columns: {
    element: 'Élément',
    type: 'Type',
    cardinality: 'Cardinalité',
    origin: 'Origine',
    seda: 'Versions du SEDA',
  },
  facts: { path: 'Chemin', apiPath: 'Chemin dans l’API' },
  internal: 'Élément de l’archive : il ne se modifie pas et ne se supprime pas.',
  ofAll: 'Ajouté pour tous les coffres : il se supprime dans le coffre d’administration.',
};
