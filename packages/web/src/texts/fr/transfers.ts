import type { Volumes } from '../../api/types.ts';
import { bytes, count, dateAndTime } from './forms.ts';

/** The list of transfers. */
export const TRANSFERS = {
  title: 'Versements',
  lead: 'Chaque versement est contrôlé, conservé en deux copies, puis inscrit au registre. Son accusé dit ce qu’il est devenu.',
  deposit: 'Déposer un versement',
  filter: 'Afficher',
  filters: {
    '': 'Tous les versements',
    running: 'En cours',
    paused: 'En pause',
    OK: 'Acceptés',
    WARNING: 'Acceptés avec réserve',
    KO: 'Refusés',
    FATAL: 'Interrompus par une erreur technique',
  },
  columns: {
    outcome: 'État',
    message: 'Versement',
    agency: 'Service producteur',
    content: 'Contenu',
    date: 'Déposé le',
    submission: 'Service versant',
    agreement: 'Contrat d’entrée',
    profile: 'Profil d’archivage',
    file: 'Fichier déposé',
    id: 'Identifiant',
  },
  caption: 'Versements du coffre, du plus récent au plus ancien',
  noAgency: 'Non indiqué',
  nothingEntered: 'Rien n’est entré',
  progress: (done: number, of: number) => `Étape ${Math.min(done + 1, of)} sur ${of}`,
  unnamed: 'Versement sans nom',
  noneSo: 'Aucun versement dans cet état',
  noneSoAdvice: 'D’autres versements existent peut-être dans un autre état.',
  showAll: 'Afficher tous les versements',
  newer: 'Plus récents',
  older: 'Plus anciens',
  pages: 'Pages des versements',
  updated: (running: number) =>
    running === 0 ? 'Aucun versement en cours' : `${count(running, 'versement')} en cours`,
};

/** What an empty safe offers. */
export const FIRST_PACKAGE = {
  title: 'Ce coffre est encore vide',
  lead: 'Les archives y entrent par versements : une archive .zip ou .tar qui contient les fichiers et un bordereau au format SEDA qui les décrit.',
  how: 'Pour découvrir Pérenne en une minute, versez le paquet d’essai : trois dossiers d’une commune imaginaire, douze documents (textes, PDF, images).',
  prepared:
    'Le service producteur, la règle de gestion et le contrat d’entrée dont il a besoin sont ajoutés à ce coffre s’ils manquent. Rien d’autre n’est modifié.',
  deposit: 'Verser le paquet d’essai',
  depositing: 'Préparation du paquet d’essai…',
  download: 'Télécharger ce paquet',
  own: 'Déposer mon propre versement',
  failed: 'Le paquet d’essai n’a pas pu être versé',
  notYours: 'Un archiviste de votre organisation peut y déposer un premier versement.',
};

/** The deposit of a package. */
export const DEPOSIT = {
  title: 'Déposer un versement',
  lead: 'Le paquet est contrôlé dès son arrivée. Vous suivez chaque contrôle, et recevez un accusé dans tous les cas.',
  kind: 'Que contient ce paquet ?',
  kinds: {
    DEFAULT_WORKFLOW: {
      label: 'Des archives',
      hint: 'Un versement d’archives numériques avec leurs fichiers : le cas le plus courant.',
    },
    HOLDING_SCHEME: {
      label: 'Un arbre de positionnement',
      hint: 'Les grandes divisions du fonds, sans fichiers, auxquelles les versements se rattachent.',
    },
    FILING_SCHEME: {
      label: 'Un plan de classement',
      hint: 'Le plan d’un service producteur, sans fichiers, dans lequel ses dossiers se rangent.',
    },
    BLANK_TEST: {
      label: 'Un essai à blanc',
      hint: 'Un versement d’archives passe tous les contrôles, et rien n’en est conservé que l’accusé.',
    },
  },
  tries: (contract: string) =>
    `Essai du contrat d’entrée ${contract} : le bordereau du paquet doit le nommer (ArchivalAgreement).`,
  drop: 'Glissez le paquet ici',
  dropNow: 'Lâchez pour déposer',
  or: 'ou',
  choose: 'Choisir un fichier',
  formats:
    'Formats acceptés : .zip, .tar, .tar.gz, .tar.bz2. Le bordereau (manifest.xml) se trouve à la racine.',
  wrongFormat: (name: string) =>
    `« ${name} » n’est pas un paquet accepté. Choisissez une archive .zip, .tar, .tar.gz ou .tar.bz2.`,
  several: 'Déposez un seul paquet à la fois.',
  empty: (name: string) => `« ${name} » est vide : l’export a peut-être échoué.`,
  sending: (name: string) => `Envoi de ${name}`,
  sent: (done: number, of: number) => `${bytes(done)} sur ${bytes(of)}`,
  accepting: 'Paquet reçu, enregistrement…',
  cancel: 'Annuler l’envoi',
  cancelled: 'L’envoi est annulé : rien n’est conservé.',
  done: (name: string) => `${name} est reçu.`,
  follow: 'Suivre le versement',
  failed: 'L’envoi n’a pas abouti',
  waiting: 'La connexion est interrompue. L’envoi reprendra de lui-même, là où il s’est arrêté.',
  gone: 'Le service n’attend plus cet envoi : il a été abandonné, ou la suite n’est pas venue à temps. Recommencez-le.',
  full: 'L’archive n’a plus assez de place pour ce paquet. Prévenez son administrateur, puis reprenez l’envoi.',
  changed: 'Le fichier a été modifié, déplacé ou retiré pendant l’envoi. Choisissez-le à nouveau.',
  interrupted: {
    title: (number: number) =>
      number === 1 ? 'Un envoi est interrompu' : `${number} envois sont interrompus`,
    lead: 'Choisissez à nouveau le même fichier : l’envoi reprendra là où il s’est arrêté.',
    state: (received: number, size: number, expires: string) =>
      `${bytes(received)} reçus sur ${bytes(size)}, conservés jusqu’au ${dateAndTime(expires)}`,
    giveUp: 'Abandonner',
    giveUpNamed: (name: string) => `Abandonner l’envoi de ${name}`,
    failed: 'Cet envoi n’a pas pu être abandonné',
  },
  again: 'Déposer un autre paquet',
  busy: 'Un envoi est déjà en cours : attendez sa fin, ou annulez-le.',
  underway: (name: string, percent: number) => `Envoi de ${name} : ${percent} %`,
  ready: (name: string) => `${name} est reçu par le service.`,
};

/** The page of a transfer. */
export const TRANSFER = {
  title: (name: string) => (/^versement\b/i.test(name) ? name : `Versement « ${name} »`),
  about: 'Informations',
  steps: 'Contrôles et traitements',
  stepsLead: 'Chaque étape du versement, dans l’ordre, avec les contrôles qu’elle a menés.',
  understand: 'Pourquoi ce versement est refusé',
  warnings: 'Ce qui mérite votre attention',
  failure: 'Ce qui s’est passé',
  remedy: 'Que faire',
  said: 'Précision du contrôle',
  nameElements: 'Nommer les éléments concernés',
  elementKinds: { unit: 'Unité archivistique', file: 'Fichier' },
  elementsInReply: 'L’accusé (ATR) nomme chaque élément concerné : téléchargez-le.',
  moreElements: 'Les suivants sont nommés dans l’accusé (ATR).',
  code: 'Code',
  documents: 'Documents du versement',
  reply: 'Télécharger l’accusé (ATR)',
  replyHint: 'Réponse au transfert, au format SEDA (XML) : à conserver avec le paquet.',
  manifest: 'Télécharger le bordereau',
  manifestHint: 'Bordereau de transfert, tel qu’il a été reçu (XML).',
  documentsLater: 'L’accusé et le bordereau seront disponibles à la fin du versement.',
  read: 'Consulter les archives entrées',
  again: 'Déposer un paquet corrigé',
  facts: {
    message: 'Identifiant du message',
    comment: 'Intitulé',
    agency: 'Service producteur',
    submission: 'Service versant',
    agreement: 'Contrat d’entrée',
    profile: 'Profil d’archivage',
    kind: 'Nature',
    file: 'Fichier reçu',
    begun: 'Reçu le',
    ended: 'Terminé le',
    lasted: 'Durée',
    entered: 'Entré',
    id: 'Identifiant de l’opération',
  },
  counts: ({ units, objects, physical, bytes: weight }: Volumes) => {
    const files = objects - physical;
    return [
      count(units, 'unité archivistique', 'unités archivistiques'),
      ...(files > 0 || physical === 0 ? [`${count(files, 'fichier')} (${bytes(weight)})`] : []),
      ...(physical > 0 ? [count(physical, 'objet physique', 'objets physiques')] : []),
    ].join(', ');
  },
  kinds: {
    DEFAULT_WORKFLOW: 'Versement d’archives',
    BIG_WORKFLOW: 'Versement d’archives volumineux',
    HOLDING_SCHEME: 'Arbre de positionnement',
    FILING_SCHEME: 'Plan de classement',
    BLANK_TEST: 'Entrée à blanc',
  },
  outcome: {
    running: 'Les contrôles sont en cours.',
    paused: 'Le versement est en pause : un exploitant peut le reprendre.',
    OK: 'Le versement est accepté : les archives sont conservées et peuvent être consultées.',
    WARNING:
      'Le versement est accepté avec réserve : les archives sont conservées, des points méritent votre attention.',
    KO: 'Le versement est refusé : rien n’a été conservé. Corrigez le paquet, puis déposez-le à nouveau.',
    FATAL:
      'Une erreur technique a interrompu le versement. Rien n’est perdu : l’exploitant du service peut le reprendre.',
    cancelled: 'Le versement est annulé : rien n’a été conservé.',
  },
  now: (step: string) => `En ce moment : ${step}`,
  announced: (done: number, of: number) => `${done} étapes terminées sur ${of}`,
  stepNames: {
    STP_SANITY_CHECK_SIP: 'Contrôles préalables à l’entrée',
    STP_UPLOAD_SIP: 'Réception du SIP',
    STP_INGEST_CONTROL_SIP: 'Contrôle du SIP',
    STP_OG_CHECK_AND_TRANSFORME: 'Contrôle et traitement des objets et groupes d’objets',
    STP_UNIT_CHECK_AND_PROCESS: 'Contrôle et traitement des unités archivistiques',
    STP_STORAGE_AVAILABILITY_CHECK: 'Vérification préalable à la prise en charge',
    STP_OBJ_STORING: 'Écriture et indexation des objets et groupes d’objets',
    STP_UNIT_METADATA: 'Indexation des métadonnées des unités archivistiques',
    STP_OG_STORING: 'Enregistrement des métadonnées des groupes d’objets',
    STP_UNIT_STORING: 'Enregistrement des métadonnées des unités archivistiques',
    STP_UPDATE_OBJECT_GROUP: 'Mise à jour des groupes d’objets existants',
    STP_ACCESSION_REGISTRATION: 'Alimentation du registre des fonds',
    STP_INGEST_FINALISATION: 'Finalisation de l’entrée',
  },
  stepStates: { waiting: 'En attente', running: 'En cours', skipped: 'Non exécutée' },
  noActions: 'Aucun contrôle à signaler dans cette étape.',
  expandAll: 'Tout déplier',
  collapseAll: 'Tout replier',
  elements: (done: Readonly<Record<string, number>>) =>
    [
      done.OK ? count(done.OK, 'conforme') : '',
      done.WARNING ? `${done.WARNING} avec réserve` : '',
      done.KO ? count(done.KO, 'refusé') : '',
      done.FATAL ? `${done.FATAL} en erreur` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
};

/** What has become of a transfer. */
export const STATUS = {
  running: 'En cours',
  paused: 'En pause',
  OK: 'Accepté',
  WARNING: 'Accepté avec réserve',
  KO: 'Refusé',
  FATAL: 'Erreur technique',
  cancelled: 'Annulé',
};

/** Outcomes of a control. */
export const CONTROLS = {
  OK: 'Conforme',
  WARNING: 'Réserve',
  KO: 'Refusé',
  FATAL: 'Erreur technique',
  other: 'Sans objet',
};
