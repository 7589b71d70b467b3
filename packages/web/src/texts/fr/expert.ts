import { bytes, count, number } from './forms.ts';

/** The screen of queries in the query language. */
export const EXPERT = {
  title: 'Requêtes DSL',
  lead: 'Une requête du langage de recherche, telle qu’une application l’envoie : mêmes contrôles, même réponse, à travers votre contrat d’accès. Elle lit et ne modifie rien.',
  open: 'Écrire une requête DSL',
  notYours: 'Les requêtes DSL sont réservées aux administrateurs fonctionnels et aux exploitants du service.',
  collection: 'Collection',
  collections: {
    units: 'Unités archivistiques',
    objects: 'Groupes d’objets techniques',
    unitsWithInheritedRules: 'Unités archivistiques avec leurs règles héritées',
  },
  example: 'Partir d’un exemple',
  noExample: 'Choisir un exemple',
  examples: {
    words: 'Mots d’un intitulé',
    dates: 'Dates, triées',
    under: 'Tout ce qui est sous une unité',
    field: 'Valeur exacte d’un champ',
    rules: 'Unités qui portent une règle',
    format: 'Objets d’un format',
  },
  query: 'Requête (JSON)',
  queryHint: 'Ctrl + Entrée pour envoyer.',
  send: 'Envoyer',
  sending: 'Requête en cours…',
  stop: 'Arrêter',
  layOut: 'Mettre en forme',
  clear: 'Effacer',
  notJson: (line: number, column: number) =>
    `Ce n’est pas du JSON : erreur à la ligne ${line}, colonne ${column}.`,
  empty: 'Saisissez une requête.',
  refused: (code: string) => `Requête refusée (code ${code})`,
  answer: 'Réponse',
  hits: (size: number, total: number) =>
    `${count(size, 'résultat reçu', 'résultats reçus')} sur ${number(total)}${total >= 10_000 ? ' au moins' : ''}`,
  cost: (milliseconds: number, size: number) => `${number(milliseconds)} ms, ${bytes(size)}`,
  json: 'Réponse en JSON',
  copy: 'Copier la réponse',
  copied: 'Réponse copiée.',
  cut: (shown: number) =>
    `La réponse est longue : les ${number(shown)} premiers caractères sont affichés. « Copier » la prend en entier.`,
  wait: 'Aucune requête envoyée.',
};
