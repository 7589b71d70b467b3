import { bytes, count, number } from './forms.ts';

/** Texts of the home of a safe. */
export const HOME = {
  title: 'Accueil',
  lead: 'Ce qui se passe dans ce coffre, et ce qu’il conserve.',
  running: 'En cours',
  nothingRunning: 'Aucun versement n’est en cours.',
  underway: 'Opérations en cours',
  allOperations: 'Toutes les opérations',
  stand: (paused: number, running: number) =>
    [
      ...(paused > 0 ? [`${count(paused, 'opération attend', 'opérations attendent')} une décision`] : []),
      ...(running > 0 ? [`${count(running, 'opération')} en cours`] : []),
    ].join(', '),
  nothingUnderway: 'Aucune opération n’est en cours ni en attente.',
  last: 'Derniers versements',
  noneYet: 'Aucun versement pour le moment.',
  all: 'Tous les versements',
  figures: 'Ce que conserve le coffre',
  nothing: 'Les chiffres du coffre apparaîtront ici dès qu’un premier versement sera accepté.',
  totals: {
    transfers: 'Versements acceptés',
    units: 'Archives',
    files: 'Fichiers',
    bytes: 'Poids',
  },
  totalHints: {
    transfers: 'inscrits au registre',
    units: 'unités archivistiques',
    files: (physical: number) =>
      physical === 0
        ? 'objets numériques'
        : `et ${count(physical, 'objet physique décrit', 'objets physiques décrits')}`,
    bytes: 'sur chaque copie',
  },
  measure: 'Compter en',
  measures: { units: 'Archives', files: 'Fichiers', bytes: 'Poids', transfers: 'Versements' },
  columns: {
    month: 'Mois',
    agency: 'Service producteur',
    agencyCode: 'Code',
    format: 'Format',
    puid: 'PUID',
    transfers: 'Versements',
    units: 'Archives',
    files: 'Fichiers',
    physical: 'Objets physiques',
    bytes: 'Octets',
    weight: 'Poids',
  },
  overTime: 'Entrées par mois',
  grown: 'Volume conservé au fil du temps',
  byAgency: 'Par service producteur',
  byFormat: 'Par format de fichier',
  unknownFormat: 'Format non identifié',
  others: (rest: number) => count(rest, 'autre'),
  formatsHaveNeither: 'Les formats se comptent en fichiers ou en poids.',
  noFiles: 'Ce coffre ne conserve pas encore de fichier.',
  tableOf: (title: string) => `${title} (tableau)`,
  asTable: 'Voir le tableau',
  asChart: 'Voir le graphique',
  csv: 'Télécharger (CSV)',
  ofChart: {
    asTable: (title: string) => `Voir le tableau : ${title}`,
    asChart: (title: string) => `Voir le graphique : ${title}`,
    csv: (title: string) => `Télécharger en CSV : ${title}`,
  },
  value: (measure: string, value: number) => (measure === 'bytes' ? bytes(value) : number(value)),
};
