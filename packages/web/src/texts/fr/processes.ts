import { count, number } from './forms.ts';

/** Texts of the management of operations (spec frontoffice.md B.29). */
export const PROCESSES = {
  title: 'Gestion des opérations',
  lead: 'Ce que l’archive fait en ce moment. Ce qui attend une décision vient en premier.',
  one: 'Opération',
  state: 'État',
  states: { '': 'Tous les états', RUNNING: 'En cours', PAUSE: 'En pause', COMPLETED: 'Terminée' },
  status: 'Résultat',
  statuses: {
    '': 'Tous les résultats',
    OK: 'Succès',
    WARNING: 'Avertissement',
    KO: 'Refus',
    FATAL: 'Erreur technique',
  },
  stands: {
    running: 'En cours',
    waiting: 'En attente',
    paused: 'En pause',
    held: 'Retenue',
    failed: 'En erreur technique',
  },
  columns: {
    state: 'État',
    operation: 'Opération',
    begun: 'Début',
    step: 'Étapes',
    safe: 'Coffre',
    category: 'Catégorie',
    changed: 'Dernier changement',
    lastStep: 'Dernière étape jouée',
    place: 'Place dans la file',
  },
  waitingAt: (place: number) => `En attente, place ${place}`,
  placeIn: (place: number) =>
    place === 1 ? 'Première de la file de ce coffre' : `${number(place)}e de la file de ce coffre`,
  export: 'Exporter en CSV',
  refresh: 'Rafraîchir',
  events: 'Événements',
  everywhere: 'Tous mes coffres',
  thisSafe: 'Ce coffre seulement',
  all: {
    title: 'Opérations de tous mes coffres',
    lead: 'Ce que l’archive fait dans chacun des coffres où vous suivez les opérations. Chaque action vaut dans le coffre de l’opération.',
    safes: 'État par coffre',
    columns: {
      safe: 'Coffre',
      running: 'En cours',
      waiting: 'dont en attente',
      paused: 'En pause',
      failed: 'dont en erreur technique',
    },
    any: 'Tous mes coffres',
    found: (total: number, running: number, paused: number) =>
      `${count(total, 'opération')}. Dans les coffres affichés : ${running} en cours, ${paused} en pause.`,
  },
  steps: (done: number, of: number) => `${done} sur ${of}`,
  found: (total: number, running: number, paused: number) =>
    `${count(total, 'opération')}. Dans ce coffre : ${running} en cours, ${paused} en pause.`,
  look: 'Chercher',
  empty: 'Aucune opération dans ce coffre',
  emptyAdvice:
    'Une opération commence avec un versement, une mise à disposition ou une mise à jour de règles. Elle est suivie ici étape par étape, et peut y être mise en pause, reprise ou annulée.',
  noneAdvice: 'Retirez un filtre, ou élargissez les dates. Un identifiant se donne en entier.',
  pages: 'Pages des opérations',
  changed: 'Dernier changement',
  ended: 'Fin',
  lastStep: 'Dernière étape jouée',
  nextStep: 'Prochaine étape',
  mode: 'Mode',
  stepByStep: 'Étape par étape',
  logbook: 'Voir ses événements dans le journal',
  asked: {
    PAUSE: 'Pause demandée : l’opération s’arrêtera à la fin de l’étape en cours.',
    CANCEL: 'Annulation demandée : l’opération prendra fin après l’étape en cours.',
  },
  holds: {
    title: 'Retenir des opérations',
    explained:
      'Avant une intervention, les opérations de ce coffre peuvent être retenues. Celles qui attendent ne commencent pas ; celles qui courent s’arrêtent à la fin de leur étape. Rien n’est perdu : elles reprennent d’elles-mêmes quand la retenue est levée.',
    which: 'Opérations à retenir',
    all: 'Toutes les opérations',
    hold: 'Retenir',
    holdQuestion: 'Retenir ces opérations ?',
    holdEffect:
      'Aucune ne commencera ni n’ira plus loin que son étape, jusqu’à ce que la retenue soit levée.',
    standing: (what: string, since: string) => `${what} : opérations retenues depuis le ${since}.`,
    ofPlatform: 'Cette retenue vient de l’exploitant de la plate-forme, qui seul la lève.',
    lift: 'Lever la retenue',
    liftQuestion: 'Lever cette retenue ?',
    liftEffect: 'Les opérations qu’elle retient reprennent aussitôt, les plus anciennes d’abord.',
  },
  jobs: {
    title: 'Tâches planifiées',
    columns: { name: 'Tâche', every: 'Périodicité', last: 'Dernière échéance', next: 'Prochaine échéance' },
    every: (hours: number) =>
      hours === 1 ? 'Toutes les heures' : hours === 24 ? 'Tous les jours' : `Toutes les ${hours} heures`,
    notYet: 'Pas encore',
    names: {
      STP_OP_SECURISATION: 'Sécurisation du journal des opérations',
      LOGBOOK_UNIT_LFC_TRACEABILITY: 'Sécurisation des cycles de vie des unités archivistiques',
      LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY: 'Sécurisation des cycles de vie des groupes d’objets',
      STORAGE_SECURING: 'Sécurisation des journaux des écritures',
      STORAGE_BACKUP: 'Sauvegarde du journal des écritures',
      STORAGE_ACCESS_BACKUP: 'Sauvegarde du journal des accès',
      COMPUTE_INHERITED_RULES: 'Calcul des règles héritées',
      ACCESSION_REGISTER_SYMBOLIC: 'Registre symbolique',
    },
  },
  moves: {
    PAUSE: {
      label: 'Mettre en pause',
      question: 'Mettre cette opération en pause ?',
      effect: 'Elle s’arrêtera à la fin de l’étape en cours, et pourra être reprise.',
    },
    RESUME: {
      label: 'Reprendre jusqu’à la fin',
      question: 'Reprendre cette opération ?',
      effect: 'Les étapes qui restent seront jouées jusqu’à la dernière.',
    },
    NEXT: {
      label: 'Passer à l’étape suivante',
      question: 'Passer à l’étape suivante ?',
      effect: 'L’étape suivante sera jouée, puis l’opération attendra de nouveau.',
    },
    REPLAY: {
      label: 'Rejouer l’étape',
      question: 'Rejouer la dernière étape ?',
      effect:
        'La dernière étape sera jouée de nouveau, puis l’opération attendra. Ce qu’elle a déjà écrit ne l’est pas deux fois.',
    },
    CANCEL: {
      label: 'Annuler l’opération',
      question: 'Annuler cette opération ?',
      effect: 'Elle prendra fin comme refusée. Cela ne peut pas être défait : il faudra la recommencer.',
    },
  },
};
