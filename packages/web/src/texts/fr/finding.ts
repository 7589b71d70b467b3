import { count, number } from './forms.ts';

/** Texts of what stands beside a search: the tree, the facets, the criteria. */
export const FINDING = {
  tree: 'Arbre des fonds',
  treeHint: 'Choisissez un élément pour chercher dans tout ce qu’il contient.',
  noTree: 'Aucun fonds ne vous est ouvert dans ce coffre.',
  refine: 'Affiner',
  facets: { level: 'Niveau', agency: 'Service producteur', year: 'Année', format: 'Format' },
  notWhole: (counted: number) => `Répartition des ${number(counted)} premières archives trouvées.`,
  moreValues: (more: number) => count(more, 'autre valeur', 'autres valeurs'),
  more: 'Autres critères',
  title: 'Mots de l’intitulé',
  description: 'Mots de la description',
  agency: 'Code du service producteur',
  id: 'Identifiant technique',
  format: 'Format (PUID)',
  objects: 'Fichiers',
  anyObjects: 'Avec ou sans fichier',
  withObjects: { avec: 'Avec fichier', sans: 'Sans fichier' },
  under: 'Sous cet élément de l’arbre',
  criteria: 'Critères appliqués',
  remove: (name: string) => `Retirer ce critère : ${name}`,
};
