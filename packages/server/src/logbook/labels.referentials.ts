/**
 * Labels of the operations on referentials (spec api.md 6.3.13). Clients compare these texts to the letter: straight
 * apostrophes, and the irregular forms that the reference system has.
 */

const IMPORT = "du processus d'import";
const UPDATE = 'du processus de mise à jour';
const BACKUP = 'du processus de sauvegarde';

/** What follows the colon, by sub-code, where all the kinds agree. */
const TAILS = {
  IDENTIFIER_DUPLICATION: "l'identifiant est déjà utilisé",
  EMPTY_REQUIRED_FIELD: "au moins un des champs obligatoires n'est pas renseigné",
  NOT_IN_ENUM: 'une valeur ne correspond pas aux valeurs attendues',
  AGENCY_NOT_FOUND: 'au moins un service agent est inconnu',
  UNKNOWN_VALUE: 'au moins un objet déclare une valeur inconnue',
  SECURITY_PROFILE_NOT_FOUND: 'profil de sécurité non trouvé',
  STRATEGY_VALIDATION_ERROR: 'stratégie de stockage non trouvée ou invalide',
  VERSION_RETENTION_POLICY_ERROR: 'politique de conservation de versions invalide',
  PROFILE_NOT_FOUND: "profil d'archivage non trouvé",
  FORMAT_NOT_FOUND: 'Un ou plusieurs formats ne sont pas référencés dans le référentiel des formats',
  FORMAT_MUST_BE_EMPTY: 'La liste blanche des formats doit être vide lorsque tous les formats sont autorisés',
  FORMAT_MUST_NOT_BE_EMPTY:
    'La liste blanches des formats ne peut pas être vide lorsque tous les formats ne sont pas autorisés',
  FILEFORMAT_NOT_FOUND: 'au moins un identifiant de format est inconnu',
  MANAGEMENTCONTRACT_NOT_FOUND: 'contrat de gestion non trouvé',
  INVALID_JSON_SCHEMA: 'schéma JSON non valide',
  BAD_REQUEST: 'une mauvaise requête a été saisie',
} as const;
type Tail = keyof typeof TAILS;

interface Subject {
  /** After the head of an import or update: `du contrat d'accès`. */
  readonly object: string;
  readonly importing: readonly Tail[];
  readonly updating: readonly Tail[];
  /** Heads refusals with a sub-code, where it is not the head of the operation. */
  readonly shortHead?: true;
}

/** `STP_IMPORT_<name>` and `STP_UPDATE_<name>`. */
const SUBJECTS = {
  ACCESS_CONTRACT: {
    object: "du contrat d'accès",
    importing: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'AGENCY_NOT_FOUND',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
    ],
    updating: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'AGENCY_NOT_FOUND',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
    ],
  },
  INGEST_CONTRACT: {
    object: "du contrat d'entrée",
    importing: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
      'PROFILE_NOT_FOUND',
      'FORMAT_NOT_FOUND',
      'FORMAT_MUST_BE_EMPTY',
      'FORMAT_MUST_NOT_BE_EMPTY',
    ],
    updating: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
      'FORMAT_MUST_BE_EMPTY',
      'FORMAT_MUST_NOT_BE_EMPTY',
      'MANAGEMENTCONTRACT_NOT_FOUND',
    ],
    shortHead: true,
  },
  MANAGEMENT_CONTRACT: {
    object: 'du contrat de gestion',
    importing: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'BAD_REQUEST',
      'STRATEGY_VALIDATION_ERROR',
      'VERSION_RETENTION_POLICY_ERROR',
    ],
    updating: [
      'IDENTIFIER_DUPLICATION',
      'EMPTY_REQUIRED_FIELD',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
      'STRATEGY_VALIDATION_ERROR',
      'VERSION_RETENTION_POLICY_ERROR',
    ],
    shortHead: true,
  },
  CONTEXT: {
    object: 'du contexte applicatif',
    importing: ['IDENTIFIER_DUPLICATION', 'UNKNOWN_VALUE', 'SECURITY_PROFILE_NOT_FOUND'],
    updating: [
      'IDENTIFIER_DUPLICATION',
      'UNKNOWN_VALUE',
      'SECURITY_PROFILE_NOT_FOUND',
      'NOT_IN_ENUM',
      'BAD_REQUEST',
    ],
    shortHead: true,
  },
  SECURITY_PROFILE: {
    object: 'du profil de sécurité',
    importing: ['IDENTIFIER_DUPLICATION', 'EMPTY_REQUIRED_FIELD'],
    updating: ['IDENTIFIER_DUPLICATION', 'EMPTY_REQUIRED_FIELD', 'BAD_REQUEST'],
  },
  PROFILE_JSON: {
    object: "du profil d'archivage",
    importing: ['IDENTIFIER_DUPLICATION', 'EMPTY_REQUIRED_FIELD'],
    updating: [],
  },
  PROFILE_FILE: {
    object: "du profil d'archivage (fichier xsd ou rng)",
    importing: [],
    updating: [],
  },
} as const satisfies Readonly<Record<string, Subject>>;

type SubjectKey = {
  [Name in keyof typeof SUBJECTS]:
    | `STP_${'IMPORT' | 'UPDATE'}_${Name}`
    | `STP_IMPORT_${Name}.${(typeof SUBJECTS)[Name]['importing'][number]}`
    | `STP_UPDATE_${Name}.${(typeof SUBJECTS)[Name]['updating'][number]}`;
}[keyof typeof SUBJECTS];

function subjectLabels(): Record<SubjectKey, string> {
  const labels: Record<string, string> = {};
  for (const [name, subject] of Object.entries(SUBJECTS)) {
    const { object, importing, updating, shortHead }: Subject = subject;
    labels[`STP_IMPORT_${name}`] = `${IMPORT} ${object}`;
    labels[`STP_UPDATE_${name}`] = `${UPDATE} ${object}`;
    const head = shortHead ? "de l'import" : IMPORT;
    for (const tail of importing) labels[`STP_IMPORT_${name}.${tail}`] = `${head} ${object} : ${TAILS[tail]}`;
    for (const tail of updating)
      labels[`STP_UPDATE_${name}.${tail}`] = `${UPDATE} ${object} : ${TAILS[tail]}`;
  }
  return labels as Record<SubjectKey, string>;
}

/** Subjects, and the sentences of the outcomes that deserve their own; see `labels.ts`. */
export const REFERENTIAL_LABELS = {
  ...subjectLabels(),
  'STP_IMPORT_ACCESS_CONTRACT.VALIDATION_ERROR': `${IMPORT} du contrat d'accès : erreur lors de la validation du contrat d'accès`,
  'STP_UPDATE_ACCESS_CONTRACT.VALIDATION_ERROR': `${UPDATE} du contrat d'accès : erreur lors de la validation du contrat d'accès`,
  'STP_UPDATE_ACCESS_CONTRACT.CONTRACT_NOT_FOUND': `${UPDATE} du contrat d'accès : contrat d'accès non trouvé`,
  'STP_UPDATE_INGEST_CONTRACT.CONTRACT_NOT_FOUND': `${UPDATE} du contrat d'entrée : contrat d'entrée non trouvé`,
  'STP_UPDATE_INGEST_CONTRACT.PROFILE_NOT_FOUND': `${UPDATE} du contrat d'entrée : au moins un profil d'archivage est inconnu`,
  'STP_UPDATE_INGEST_CONTRACT.FILEFORMAT_NOT_FOUND': `${UPDATE} du contrat d'entrée: ${TAILS.FILEFORMAT_NOT_FOUND}`,
  'STP_IMPORT_INGEST_CONTRACT.MANAGEMENTCONTRACT_NOT_FOUND': `${IMPORT} du contrat d'entrée: Contrat de gestion non trouvé`,
  'STP_IMPORT_MANAGEMENT_CONTRACT.VALIDATION_ERROR': `${IMPORT} du contrat de gestion : erreur lors de la validation du contrat de gestion`,
  'STP_UPDATE_MANAGEMENT_CONTRACT.CONTRACT_NOT_FOUND': `${UPDATE} du contrat de gestion : contrat de gestion non trouvé`,
  'STP_IMPORT_CONTEXT.EMPTY_REQUIRED_FIELD': `de l'import du contexte : ${TAILS.EMPTY_REQUIRED_FIELD}`,
  'STP_UPDATE_CONTEXT.KO': 'Échec du processus mise à jour du contexte applicatif',
  'STP_UPDATE_PROFILE_JSON.PROFILE_NOT_FOUND': `${UPDATE}  du profil d'archivage : profil non trouvé`,
  'STP_UPDATE_PROFILE_JSON.NOT_IN_ENUM': `${UPDATE}  du profil d'archivage : ${TAILS.NOT_IN_ENUM}`,
  'STP_UPDATE_PROFILE_JSON.IDENTIFIER_DUPLICATION': `${UPDATE}  du profil d'archivage : ${TAILS.IDENTIFIER_DUPLICATION}`,

  'STP_IMPORT_SECURITY_PROFILE.UNKNOWN_PERMISSION': `${IMPORT} du profil de sécurité : Au moins une permission n'existe pas.`,
  'STP_UPDATE_SECURITY_PROFILE.UNKNOWN_PERMISSION': `${UPDATE} du profil de sécurité : Au moins une permission n'existe pas.`,
  IMPORT_ARCHIVEUNITPROFILE: `${IMPORT} du profil d'unité archivistique`,
  UPDATE_ARCHIVEUNITPROFILE: `${UPDATE} du profil d'unité archivistique`,
  'UPDATE_ARCHIVEUNITPROFILE.STARTED': "Début du processus de mise à jour du  profil d'unité archivistique",
  'IMPORT_ARCHIVEUNITPROFILE.IDENTIFIER_DUPLICATION': `${IMPORT} du profil d'unité archivistique : ${TAILS.IDENTIFIER_DUPLICATION}`,
  'IMPORT_ARCHIVEUNITPROFILE.EMPTY_REQUIRED_FIELD': `${IMPORT} du profil d'unité archivistique: ${TAILS.EMPTY_REQUIRED_FIELD}`,
  'IMPORT_ARCHIVEUNITPROFILE.INVALID_JSON_SCHEMA': `${IMPORT} du profil d'unité archivistique: ${TAILS.INVALID_JSON_SCHEMA}`,
  'UPDATE_ARCHIVEUNITPROFILE.IDENTIFIER_DUPLICATION': `${UPDATE} du profil d'unité archivistique : ${TAILS.IDENTIFIER_DUPLICATION}`,
  'UPDATE_ARCHIVEUNITPROFILE.NOT_IN_ENUM': `${UPDATE} du profil d'unité archivistique : ${TAILS.NOT_IN_ENUM}`,
  BACKUP_ARCHIVEUNITPROFILE: `${BACKUP} des profils d'unité archivistique`,
  STP_DELETE_SECURITY_PROFILE: 'du processus de suppression du profil de sécurité',
  STP_BACKUP_SECURITY_PROFILE: `${BACKUP} des profils de sécurité`,

  IMPORT_ONTOLOGY: `${IMPORT} de l'ontologie`,
  STP_BACKUP_ONTOLOGY: `${BACKUP} du référentiel des ontologies`,
  CHECK_ONTOLOGY_IMPORT: "du contrôle de l'ontologie",
  ONTOLOGY_REPORT: "de la génération du rapport d'import de l'ontologie",
  STP_IMPORT_GRIFFIN: `${IMPORT} du référentiel des griffons`,
  STP_BACKUP_GRIFFIN: `${BACKUP} des griffons`,
  GRIFFIN_REPORT: "de la génération du rapport d'import des griffons",
  STP_IMPORT_PRESERVATION_SCENARIO: `${IMPORT} du référentiel des scénarios de préservation`,
  STP_BACKUP_SCENARIO: `${BACKUP} des scénarios de préservation`,
  SCENARIO_REPORT: "de la génération du rapport d'import des scénarios de préservation",
  IMPORT_EXTERNAL_SCHEMA: `${IMPORT} du schéma externe`,
  DELETE_EXTERNAL_SCHEMA: 'du processus de suppression du schéma externe',
  BACKUP_SCHEMA: `${BACKUP} du schéma`,
  SCHEMA_REPORT: "de la génération du rapport d'import du schéma externe",
  EXTERNAL_LOGBOOK: "de l'enregistrement de l'opération externe",

  STP_BACKUP_ACCESS_CONTRACT: `${BACKUP} des contrats d'accès`,
  STP_BACKUP_INGEST_CONTRACT: `${BACKUP} des contrats d'entrée`,
  STP_BACKUP_MANAGEMENT_CONTRACT: `${BACKUP} des contrats de gestion`,
  STP_BACKUP_CONTEXT: `${BACKUP} des contextes applicatifs`,
  STP_BACKUP_REFERENTIAL_FORMAT: `${BACKUP} du référentiel des formats`,
  STP_IMPORT_RULES_BACKUP: `${BACKUP} du référentiel des règles de gestion`,
  BACKUP_PROFILE: `${BACKUP} des profils d'archivage`,
  BACKUP_AGENCIES: `${BACKUP} du référentiel des services agents`,

  IMPORT_AGENCIES: `${IMPORT} du référentiel des services agents`,
  'IMPORT_AGENCIES.FATAL': "Erreur technique lors du processus d'import du référentiel service agents",
  'IMPORT_AGENCIES.DELETION': `${IMPORT} du référentiel des services agents : des services agents supprimés sont référencés par des unités archivistiques déjà présentes dans le système`,
  'IMPORT_AGENCIES.CONCURRENCE': `${IMPORT} du référentiel des services agents : une autre opération d'import des services agents est en cours.`,
  'IMPORT_AGENCIES.CHECK_CONCURRENT_AGENCIES_IMPORT':
    "de la recherche d'un autre import des services agents en cours",
  'IMPORT_AGENCIES.USED_CONTRACT':
    "de la vérification de l'usage des services agents par les contrats d'accès",
  'IMPORT_AGENCIES.USED_AU': "de la vérification de l'usage des services agents par les archives",
  IMPORT_AGENCIES_BACKUP_CSV: 'de la sauvegarde du fichier CSV des services agents',
  AGENCIES_REPORT: "de la génération du rapport d'import du référentiel des services agents",

  STP_IMPORT_RULES: `${IMPORT} du référentiel des règles de gestion`,
  'STP_IMPORT_RULES.WARNING':
    "Avertissement lors du processus d'import du référentiel des règles de gestion : des règles de gestions ont été modifiées et sont utilisées par des unités archivistiques existantes",
  CHECK_RULES: 'du contrôle de la conformité du fichier des règles de gestion',
  'CHECK_RULES.INVALID_CSV':
    'du contrôle du fichier des règles de gestion : une ligne au moins est incorrecte',
  'CHECK_RULES.MAX_DURATION_EXCEEDS':
    'du contrôle du fichier des règles de gestion : une durée est inférieure au minimum du coffre',
  'CHECK_RULES.INVALID_CSV_ENCODING_NOT_UTF_EIGHT':
    "du contrôle du fichier des règles de gestion : le fichier n'est pas un CSV lisible en UTF-8",
  'CHECK_RULES.IMPORT_IN_PROCESS':
    'du contrôle du fichier des règles de gestion : un autre import des règles est en cours',
  UPDATE_RULES_ARCHIVE_UNITS: 'du processus de mise à jour des règles de gestion des unités archivistiques',
  STP_PREPARE_LISTS: 'du processus de préparation des listes',
  LIST_ARCHIVE_UNITS: 'de la préparation de la liste des unités archivistiques à mettre à jour',
  STP_INVALIDATE: "du processus d'invalidation des règles calculées",
  COMPUTE_INHERITED_RULES_INVALIDATOR: "de l'invalidation des règles héritées calculées",
  STP_UNIT_UPDATE: 'du processus de mise à jour des unités archivistiques',
  UPDATE_UNIT_RULES: "de la mise à jour des échéances des règles de gestion de l'unité archivistique",
  COMMIT_RULES: "de l'enregistrement des règles de gestion",
  RULES_REPORT: "de la génération du rapport d'import des règles de gestion",
  STP_IMPORT_RULES_BACKUP_CSV: 'de la sauvegarde du fichier CSV des règles de gestion',

  STP_REFERENTIAL_FORMAT_IMPORT: `${IMPORT} du référentiel des formats`,
  FILE_FORMAT_REPORT: "de la génération du rapport d'import du référentiel des formats",
} as const;
