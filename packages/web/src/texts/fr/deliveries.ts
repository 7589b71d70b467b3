import type { Estimate } from '../../api/types.ts';
import { bytes, count, number } from './forms.ts';

/** Archives set aside. */
export const BASKET = {
  title: 'Panier',
  lead: 'Les archives mises de côté dans ce coffre, à remettre ensemble en un paquet (DIP).',
  add: 'Ajouter au panier',
  addNamed: (title: string) => `Ajouter au panier « ${title} »`,
  remove: 'Retirer du panier',
  removeNamed: (title: string) => `Retirer du panier « ${title} »`,
  count: (archives: number) => `${count(archives, 'archive')} dans le panier`,
  withDescendants: 'Avec tout ce que ces archives contiennent',
  clear: 'Vider le panier',
  empty: 'Votre panier est vide',
  emptyAdvice:
    'Depuis une recherche ou la page d’une archive, « Ajouter au panier » met une archive de côté. Le panier dure jusqu’à la déconnexion.',
};

/** The request of a delivery. */
export const REQUEST = {
  title: 'Demander une mise à disposition',
  ofSearch:
    'Tout ce que cette recherche trouve est remis en un paquet (DIP), avec un bordereau au format SEDA.',
  wholeSearch: 'Demander toutes ces archives',
  heading: 'Contenu du paquet',
  objects: 'Fichiers à joindre',
  objectKinds: {
    all: { label: 'Tous les fichiers', hint: 'Dernière version de chaque usage.' },
    none: { label: 'Aucun fichier', hint: 'Les descriptions seules.' },
    some: { label: 'Certains usages', hint: 'Usage par usage, avec la version voulue.' },
  },
  patterns: {
    '': 'Ne pas joindre',
    LAST: 'Dernière version',
    FIRST: 'Première version',
    ALL: 'Toutes les versions',
  },
  version: 'Version du SEDA',
  versionHint: 'Celle que le destinataire sait lire',
  reference: 'Référence de la demande',
  requester: 'Demandeur',
  comment: 'Commentaire',
  optional: 'Facultatif',
  form: 'Forme du paquet',
  marks: {
    lifeCycles: 'Joindre les journaux de cycle de vie',
    originalNames: 'Garder les noms d’origine des fichiers',
    tree: 'Ranger les fichiers dans des dossiers, comme dans l’arborescence',
  },
  submit: 'Demander la mise à disposition',
  asking: 'Envoi de la demande…',
  failed: 'La demande n’a pas été enregistrée',
  tooBig: (units: number, most: number) =>
    `${number(units)} unités sélectionnées ; la limite qui vous est ouverte est de ${number(most)}.`,
  askBig: 'Demander cette mise à disposition ?',
  bigWords: (units: number) => `Plus de 10 000 unités sont concernées (${number(units)}). Confirmez-vous ?`,
  estimating: 'Calcul de la taille…',
  noEstimate: 'La taille n’a pas pu être calculée.',
  estimate: ({ units, files }: Estimate) =>
    [
      count(units, 'unité archivistique', 'unités archivistiques'),
      files === null
        ? 'taille connue à la fin de la préparation'
        : `${count(files.count, 'fichier')} (${bytes(files.bytes)})`,
    ].join(', '),
};

/** Deliveries, from their request to their download. */
export const DELIVERIES = {
  title: 'Mises à disposition',
  lead: 'Paquets (DIP) préparés à la demande : les archives choisies, leurs fichiers et un bordereau au format SEDA.',
  notYours:
    'Votre rôle dans ce coffre ne permet pas les mises à disposition : adressez-vous à un archiviste.',
  named: (date: string) => `Demande du ${date}`,
  caption: 'Mises à disposition du coffre, de la plus récente à la plus ancienne',
  pages: 'Pages des mises à disposition',
  columns: {
    outcome: 'État',
    date: 'Demandée le',
    requester: 'Par',
    version: 'Bordereau',
    size: 'Taille',
    until: 'Disponible jusqu’au',
    id: 'Identifiant',
  },
  none: 'Aucune mise à disposition',
  noneAdvice: 'Choisissez des archives dans une recherche, puis demandez leur mise à disposition.',
  download: 'Télécharger le paquet',
  available: (size: string, until: string) => `${size}, à télécharger jusqu’au ${until}`,
  digest: 'Empreinte SHA-512',
  remarks: 'Précisions',
  status: {
    running: 'En préparation',
    paused: 'En pause',
    OK: 'Disponible',
    WARNING: 'Disponible avec réserve',
    KO: 'Refusée',
    FATAL: 'Erreur technique',
    cancelled: 'Expirée',
  },
  outcome: {
    running: 'Le paquet se prépare : vous pouvez quitter cette page et y revenir.',
    paused: 'La préparation est en pause : un exploitant peut la reprendre.',
    OK: 'Le paquet est prêt.',
    WARNING: 'Le paquet est prêt ; des points méritent votre attention.',
    KO: 'Le paquet n’a pas pu être préparé : lisez pourquoi, puis demandez-le autrement.',
    FATAL: 'Une erreur technique a interrompu la préparation : l’exploitant du service peut la reprendre.',
    cancelled: 'Le paquet n’est plus conservé. Les archives le sont toujours : demandez-le à nouveau.',
  },
  reasons: {
    nothing: 'Aucune archive ne répond à cette sélection.',
    tooBig: (size: string, limit: string) => `Le paquet ferait ${size} ; la limite est de ${limit}.`,
    tooMany: (found: number, limit: number) =>
      `La sélection compte ${count(found, 'unité archivistique', 'unités archivistiques')} ; la limite est de ${count(limit, 'unité')}.`,
  },
};
