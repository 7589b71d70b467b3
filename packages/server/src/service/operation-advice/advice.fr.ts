import type { Advice } from '../../ingest/index.ts';

/**
 * Why an operation that is no entry is refused or warns, and what to do about it, for whoever reads the journal: by event
 * type with its sub-code, by event type, or by the sub-code alone, which several operations share.
 */
export const FRENCH = {
  CHECK_DISTRIBUTION_THRESHOLD: {
    cause: 'La sélection compte plus d’unités archivistiques que l’opération n’en admet.',
    remedy:
      'Restreignez la recherche ou la sélection, et faites plusieurs demandes ; ou demandez à l’exploitant un seuil plus élevé.',
  },
  'CHECK_DISTRIBUTION_THRESHOLD.WARNING': {
    cause: 'La sélection compte plus d’unités archivistiques que d’ordinaire ; la demande le permettait.',
    remedy: 'Rien n’est à corriger : vérifiez seulement que la sélection est bien celle que vous vouliez.',
  },
  COMPUTED_INHERITED_RULES_CHECK_DISTRIBUTION_THRESHOLD: {
    cause: 'La sélection compte plus d’unités archivistiques que le calcul n’en admet.',
    remedy: 'Restreignez la recherche, et lancez plusieurs calculs.',
  },
  CHECK_QUERIES_THRESHOLD: {
    cause: 'La demande contient plus de requêtes que l’opération n’en admet.',
    remedy: 'Répartissez les requêtes en plusieurs demandes.',
  },
  OBJECTS_LIST_EMPTY: {
    cause: 'Il n’y avait rien à traiter à cette étape.',
    remedy:
      'Vérifiez que la sélection est bien celle que vous vouliez : elle n’a peut-être pas d’objets, ou rien de ce qui était demandé.',
  },
  CHECK_CONCURRENT_WORKFLOW_LOCK: {
    cause: 'Une opération qui touche les mêmes archives, ou le même journal, n’était pas terminée.',
    remedy: 'Attendez qu’elle se termine (« Gestion des opérations »), puis refaites la demande.',
  },

  CREATE_MANIFEST: {
    cause: 'Le bordereau de mise à disposition n’a pas pu être établi pour cette sélection.',
    remedy:
      'Lisez le détail : une unité n’a pas de description valable dans la version du SEDA demandée, ou la sélection est vide. Choisissez une autre version ou une autre sélection, puis refaites la demande.',
  },
  PUT_BINARY_ON_WORKSPACE: {
    cause: 'Des objets demandés n’ont pas pu être rassemblés.',
    remedy:
      'Vérifiez les usages demandés ; si un objet manque ou a changé sur les offres de stockage, prévenez l’exploitant du service.',
  },

  RECLASSIFICATION_PREPARATION_LOAD_REQUEST: {
    cause: 'La demande de modification d’arborescence ne peut pas être exécutée telle quelle.',
    remedy:
      'Lisez le détail : une unité désignée est inconnue, hors de votre contrat d’accès, ou figure deux fois. Corrigez la demande et refaites-la.',
  },
  RECLASSIFICATION_PREPARATION_CHECK_GRAPH: {
    cause: 'Les rattachements demandés ne forment pas une arborescence possible.',
    remedy:
      'Ne rattachez pas une unité à elle-même ni à ce qu’elle contient, ni une position d’arbre ou de plan sous une unité qui n’en est pas une.',
  },
  RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES: {
    cause: 'Une règle de gel interdit de déplacer une des unités archivistiques.',
    remedy: 'Retirez l’unité de la demande, ou levez d’abord la règle de gel qui l’interdit.',
  },

  MASS_UPDATE_CHECK: {
    cause: 'La demande de mise à jour contient un champ ou une valeur qui ne peut pas être écrit.',
    remedy: 'Lisez le détail, corrigez la demande et refaites-la : rien n’a été modifié.',
  },
  MASS_UPDATE_RULES_CHECK: {
    cause:
      'La demande de mise à jour des règles nomme une règle, une catégorie ou un profil qui ne convient pas.',
    remedy:
      'Vérifiez que les règles sont au référentiel et de la bonne catégorie, corrigez la demande et refaites-la : rien n’a été modifié.',
  },
  UNIT_METADATA_CHECK_CONSISTENCY: {
    cause: 'Les règles demandées se contredisent, ou ne sont pas de la catégorie où elles sont placées.',
    remedy: 'Corrigez la demande et refaites-la : rien n’a été modifié.',
  },
  MASS_UPDATE_UNITS: {
    cause: 'Une partie des unités archivistiques n’a pas été mise à jour.',
    remedy:
      'Téléchargez le compte rendu : il donne, unité par unité, ce qui l’a empêché. Corrigez, puis refaites la demande pour celles-là.',
  },
  MASS_UPDATE_UNITS_RULES: {
    cause: 'Les règles d’une partie des unités archivistiques n’ont pas été mises à jour.',
    remedy:
      'Téléchargez le compte rendu : il donne, unité par unité, ce qui l’a empêché. Corrigez, puis refaites la demande pour celles-là.',
  },
  BULK_ATOMIC_UPDATE_UNITS: {
    cause:
      'Une partie des requêtes n’a pas abouti : chacune doit désigner exactement une unité archivistique.',
    remedy:
      'Téléchargez le compte rendu, qui donne requête par requête ce qui l’a empêchée, et renvoyez celles-là corrigées.',
  },
  REVERT_CHECK: {
    cause:
      'L’opération désignée ne peut pas être défaite, ou les champs demandés ne peuvent pas être rétablis.',
    remedy:
      'Vérifiez l’identifiant de l’opération à défaire : ce doit être une mise à jour d’unités de ce coffre.',
  },
  REVERT_UPDATE_UNITS: {
    cause: 'Une partie des unités archivistiques n’a pas retrouvé son état d’avant.',
    remedy:
      'Téléchargez le compte rendu : une unité qui a été modifiée depuis ne peut pas être rétablie sans perdre ce changement.',
  },
  UNIT_METADATA_UPDATE_CHECK_PERMISSION: {
    cause: 'Le contrat d’accès ne permet pas cette modification.',
    remedy:
      'Faites ouvrir le droit d’écriture au contrat d’accès, ou limitez-vous aux champs descriptifs qu’il permet.',
  },
  UNIT_METADATA_UPDATE_CHECK_RULES: {
    cause: 'Une règle demandée est inconnue, ou n’est pas de la catégorie où elle est placée.',
    remedy: 'Choisissez une règle du référentiel, dans sa catégorie, puis refaites la modification.',
  },
  UNIT_METADATA_UPDATE_CHECK_DT: {
    cause: 'L’unité ne répondrait plus à son profil d’unité archivistique.',
    remedy: 'Respectez le profil, ou changez d’abord celui que l’unité déclare.',
  },

  IDENTIFIER_DUPLICATION: {
    cause: 'Un identifiant est déjà pris, ou figure deux fois dans le fichier.',
    remedy: 'Donnez à chaque enregistrement un identifiant qui lui soit propre, puis importez de nouveau.',
  },
  EMPTY_REQUIRED_FIELD: {
    cause: 'Un champ obligatoire n’est pas renseigné.',
    remedy: 'Complétez les enregistrements que le détail désigne, puis recommencez.',
  },
  NOT_IN_ENUM: {
    cause: 'Une valeur n’est pas de celles qui sont admises.',
    remedy: 'Remplacez-la par une des valeurs admises, puis recommencez.',
  },
  AGENCY_NOT_FOUND: {
    cause: 'Un service agent désigné n’est pas au référentiel.',
    remedy: 'Importez d’abord ce service, ou corrigez son identifiant.',
  },
  PROFILE_NOT_FOUND: {
    cause: 'Un profil d’archivage désigné n’est pas au référentiel.',
    remedy: 'Importez d’abord ce profil, ou corrigez son identifiant.',
  },
  FORMAT_NOT_FOUND: {
    cause: 'Un format désigné n’est pas au référentiel des formats.',
    remedy: 'Corrigez son identifiant (PUID), ou faites importer un référentiel plus récent.',
  },
  MANAGEMENTCONTRACT_NOT_FOUND: {
    cause: 'Le contrat de gestion désigné n’est pas au référentiel.',
    remedy: 'Importez d’abord ce contrat, ou corrigez son identifiant.',
  },
  SECURITY_PROFILE_NOT_FOUND: {
    cause: 'Le profil de sécurité désigné n’existe pas.',
    remedy: 'Créez-le d’abord, ou corrigez son identifiant.',
  },
  UNKNOWN_PERMISSION: {
    cause: 'Une permission du profil de sécurité n’existe pas.',
    remedy: 'Choisissez les permissions dans la liste du formulaire.',
  },
  CHECK_RULES: {
    cause: 'Le fichier des règles de gestion est refusé.',
    remedy:
      'Téléchargez le rapport : il donne les lignes en cause. Corrigez-les, puis importez le fichier de nouveau.',
  },
  IMPORT_IN_PROCESS: {
    cause: 'Un autre import du même référentiel n’était pas terminé.',
    remedy: 'Attendez qu’il se termine, puis importez de nouveau.',
  },
  CONCURRENCE: {
    cause: 'Un autre import du même référentiel n’était pas terminé.',
    remedy: 'Attendez qu’il se termine, puis importez de nouveau.',
  },
  'STP_IMPORT_RULES.WARNING': {
    cause: 'Des règles modifiées servent à des unités archivistiques.',
    remedy:
      'Rien n’est à corriger : une opération « Mise à jour des règles de gestion des unités archivistiques » recalcule leurs échéances ; suivez-la dans le journal.',
  },
  DELETION: {
    cause: 'Le fichier supprime des services agents que des archives citent.',
    remedy: 'Laissez dans le fichier les services que le rapport désigne.',
  },
  CHECK_ONTOLOGY_IMPORT: {
    cause: 'Le vocabulaire proposé est incomplet, se contredit, ou change un type de façon interdite.',
    remedy: 'Téléchargez le rapport, corrigez les champs qu’il désigne, puis importez de nouveau.',
  },

  RETRIEVE_SECURE_TRACEABILITY_DATA_FILE: {
    cause: 'Le fichier d’un journal sécurisé ne peut pas être lu sur toutes les offres de stockage.',
    remedy: 'Prévenez l’exploitant du service : une copie manque, et doit être rétablie depuis une autre.',
  },
  CHECKS_SECURE_TRACEABILITY_DATA_HASHES: {
    cause: 'Le fichier d’un journal sécurisé n’a pas l’empreinte attendue.',
    remedy: 'Prévenez aussitôt l’exploitant du service, et gardez le compte rendu : une copie a changé.',
  },
  EXTRACT_SECURE_TRACEABILITY_DATA_FILE: {
    cause: 'Le fichier d’un journal sécurisé n’est pas un fichier que l’on puisse ouvrir.',
    remedy: 'Prévenez aussitôt l’exploitant du service, et gardez le compte rendu.',
  },
  CHECK_MERKLE_TREE: {
    cause: 'Ce que contient un journal sécurisé n’est plus ce qui a été scellé.',
    remedy:
      'Prévenez aussitôt l’exploitant du service, et gardez le compte rendu : il nomme le journal en cause.',
  },
  VERIFY_TIMESTAMP: {
    cause: 'L’horodatage d’un journal sécurisé n’est pas valable.',
    remedy: 'Prévenez l’exploitant du service, et gardez le compte rendu : il nomme le journal en cause.',
  },
  CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG: {
    cause: 'Un journal des écritures n’est plus celui qui a été sécurisé.',
    remedy: 'Prévenez aussitôt l’exploitant du service, et gardez le compte rendu.',
  },
  'STP_OP_SECURISATION.WARNING': {
    cause: 'Il n’y avait rien de nouveau à sécuriser.',
    remedy: 'Rien n’est à faire.',
  },
  'STP_STORAGE_SECURISATION.WARNING': {
    cause: 'Il n’y avait rien de nouveau à sécuriser.',
    remedy: 'Rien n’est à faire.',
  },
  'LOGBOOK_UNIT_LFC_TRACEABILITY.WARNING': {
    cause: 'Il n’y avait rien de nouveau à sécuriser.',
    remedy: 'Rien n’est à faire.',
  },
  'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY.WARNING': {
    cause: 'Il n’y avait rien de nouveau à sécuriser.',
    remedy: 'Rien n’est à faire.',
  },
  STP_PERSONAL_CERTIFICATE_CHECK: {
    cause: 'L’application n’a pas transmis de certificat personnel valable pour un appel qui en demande un.',
    remedy:
      'Faites enregistrer le certificat de la personne, ou remplacez celui qui est expiré ou révoqué (« Plate-forme »).',
  },

  technical: {
    cause: 'Le service a rencontré une erreur technique. Ce qui était demandé n’est pas en cause.',
    remedy:
      'Si l’opération est en attente, « Rejouer l’étape » ou « Reprendre » la fait continuer (« Gestion des opérations »). Si l’erreur revient, prévenez l’exploitant du service en lui donnant l’identifiant de l’opération.',
  },
  cancelled: {
    cause: 'L’opération a été annulée avant son terme ; aucune de ses étapes n’est en cause.',
    remedy: 'Si c’était par erreur, refaites la demande.',
  },
  /** Of an operation none of whose events has words of its own. */
  other: {
    cause: 'L’opération ne s’est pas déroulée comme demandé.',
    remedy:
      'Lisez le message et la précision des événements ci-dessous, et le compte rendu s’il y en a un ; corrigez, puis refaites la demande.',
  },
} as const satisfies Readonly<Record<string, Advice>>;
