import { count } from './forms.ts';

/** Texts of the accession register (spec frontoffice.md B.17). */
export const REGISTER = {
  title: 'Registre des fonds',
  lead: 'Ce qui est entré et ce qui reste, pour chaque service producteur.',
  empty: 'Le registre est encore vide',
  emptyAdvice:
    'Chaque versement accepté y inscrit une entrée : son service producteur, son contrat, ses unités, ses objets et leur volumétrie. Les éliminations et les transferts en déduisent ensuite ce qui sort.',
  byAgency: 'Par service producteur',
  agency: 'Service producteur',
  submission: 'Service versant',
  entries: 'Entrées',
  one: 'Entrée',
  message: 'Identifiant du message',
  date: 'Date',
  quantity: 'Quantité',
  quantities: {
    TotalUnits: 'Unités archivistiques',
    TotalObjectGroups: 'Groupes d’objets',
    TotalObjects: 'Objets',
    ObjectSize: 'Volumétrie',
  },
  /** At the head of narrow columns. */
  brief: { TotalUnits: 'Unités', TotalObjectGroups: 'Groupes', TotalObjects: 'Objets', ObjectSize: 'Volume' },
  parts: { ingested: 'Entré', deleted: 'Sorti', remained: 'Restant' },
  entered: 'entré',
  removed: 'sorti',
  exactBytes: (value: string) => `${value} octets`,
  status: 'Statut',
  statuses: {
    '': 'Tous',
    STORED_AND_COMPLETED: 'En stock et complète',
    STORED_AND_UPDATED: 'En stock et mise à jour',
    UNSTORED: 'Sortie du stock',
  },
  search: 'Service producteur ou identifiant de l’entrée',
  filters: {
    service: 'Service producteur',
    contrat: 'Contrat d’entrée',
    profil: 'Profil d’archivage',
    modalite: 'Modalité d’entrée',
  },
  from: 'Prise en charge du',
  to: 'au',
  found: (total: number) => count(total, 'entrée'),
  totals: 'Totaux de ces entrées',
  none: 'Aucune entrée ne répond à ces filtres',
  noneAdvice: 'Retirez un filtre, ou élargissez les dates.',
  pages: 'Pages du registre',
  legal: 'Statut des archives',
  comment: 'Commentaires',
  transfer: 'Identifiant technique du versement',
  statistics: 'Statistiques',
  operations: 'Opérations sur cette entrée',
  event: (units: string, groups: string, objects: string, size: string) =>
    `Unités : ${units}, groupes d’objets : ${groups}, objets : ${objects}, volumétrie : ${size}`,
};
