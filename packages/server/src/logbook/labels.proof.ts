/** Subjects of the events of securing journals, and of checking what was secured (spec operations.md 13.4, 15). */
export const PROOF_LABELS = {
  STP_OP_SECURISATION: 'de la sécurisation du journal des opérations',
  OP_SECURISATION_TIMESTAMP: "de l'horodatage du journal sécurisé",
  OP_SECURISATION_STORAGE: 'du stockage du journal sécurisé des opérations',
  STP_STORAGE_SECURISATION: 'de la sécurisation du journal des écritures',
  STORAGE_SECURISATION_TIMESTAMP: "de l'horodatage du journal sécurisé des écritures",
  STORAGE_SECURISATION_STORAGE: 'du stockage du journal sécurisé des écritures',

  CHECK_CONCURRENT_WORKFLOW_LOCK: "de la vérification de l'absence d'opérations concurrentes",
  LOGBOOK_UNIT_LFC_TRACEABILITY: 'de la sécurisation des journaux du cycle de vie des unités archivistiques',
  STP_UNIT_LFC_TRACEABILITY:
    'du processus de sécurisation des journaux du cycle de vie des unités archivistiques',
  PREPARE_UNIT_LFC_TRACEABILITY:
    'de la préparation de la liste des journaux du cycle de vie des unités archivistiques',
  BUILD_UNIT_LFC_TRACEABILITY:
    'du relevé des journaux du cycle de vie des unités archivistiques et de leurs empreintes',
  GENERATE_UNIT_LFC_TRACEABILITY:
    'de la génération du journal sécurisé des cycles de vie des unités archivistiques',
  'GENERATE_UNIT_LFC_TRACEABILITY.OP_SECURISATION_TIMESTAMP': "de l'horodatage du journal sécurisé",
  'GENERATE_UNIT_LFC_TRACEABILITY.OP_SECURISATION_STORAGE_ON_WORKSPACE':
    "de l'écriture du journal sécurisé dans l'espace de travail",
  STP_UNIT_LFC_TRACEABILITY_FINALIZATION:
    'du processus de finalisation de la sécurisation des cycles de vie des unités archivistiques',
  FINALIZE_UNIT_LFC_TRACEABILITY:
    'du stockage du journal sécurisé des cycles de vie des unités archivistiques',

  LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY:
    "de la sécurisation des journaux du cycle de vie des groupes d'objets",
  STP_OG_LFC_TRACEABILITY: "du processus de sécurisation des journaux du cycle de vie des groupes d'objets",
  PREPARE_OG_LFC_TRACEABILITY:
    "de la préparation de la liste des journaux du cycle de vie des groupes d'objets",
  BUILD_OG_LFC_TRACEABILITY:
    "du relevé des journaux du cycle de vie des groupes d'objets et de leurs empreintes",
  GENERATE_OG_LFC_TRACEABILITY: "de la génération du journal sécurisé des cycles de vie des groupes d'objets",
  'GENERATE_OG_LFC_TRACEABILITY.OP_SECURISATION_TIMESTAMP': "de l'horodatage du journal sécurisé",
  'GENERATE_OG_LFC_TRACEABILITY.OP_SECURISATION_STORAGE_ON_WORKSPACE':
    "de l'écriture du journal sécurisé dans l'espace de travail",
  STP_OG_LFC_TRACEABILITY_FINALIZATION:
    "du processus de finalisation de la sécurisation des cycles de vie des groupes d'objets",
  FINALIZE_OG_LFC_TRACEABILITY: "du stockage du journal sécurisé des cycles de vie des groupes d'objets",

  LINKED_CHECK_SECURISATION: 'de la vérification des journaux sécurisés',
  STP_PREPARE_TRACEABILITY_LINKED_CHECK:
    'du processus de préparation de la vérification des journaux sécurisés',
  TRACEABILITY_LINKED_CHECK_PREPARE: 'de la préparation de la liste des journaux sécurisés à vérifier',
  PREPARE_STORAGE_STRATEGIES: 'de la préparation des stratégies de stockage',
  STP_TRACEABILITY_LINKED_CHECKS: 'du processus de vérification des journaux sécurisés',
  RETRIEVE_SECURE_TRACEABILITY_DATA_FILE: 'de la récupération du journal sécurisé sur les offres',
  CHECKS_SECURE_TRACEABILITY_DATA_HASHES: "de la vérification de l'empreinte du journal sécurisé",
  EXTRACT_SECURE_TRACEABILITY_DATA_FILE: "de l'extraction du journal sécurisé",
  CHECK_MERKLE_TREE: "de la vérification de l'arbre de Merkle du journal sécurisé",
  'CHECK_MERKLE_TREE.COMPARE_MERKLE_HASH_WITH_SAVED_HASH':
    "de la comparaison de la racine recalculée de l'arbre avec celle du journal sécurisé",
  'CHECK_MERKLE_TREE.COMPARE_MERKLE_HASH_WITH_INDEXED_HASH':
    "de la comparaison de la racine recalculée de l'arbre avec celle du journal des opérations",
  VERIFY_TIMESTAMP: "de la vérification de l'horodatage du journal sécurisé",
  'VERIFY_TIMESTAMP.COMPARE_TOKEN_TIMESTAMP':
    "de la comparaison du jeton d'horodatage avec celui du journal des opérations",
  'VERIFY_TIMESTAMP.VALIDATE_TOKEN_TIMESTAMP': "de la validation du jeton d'horodatage",
  'VERIFY_TIMESTAMP.VERIFY_TOKEN_TIMESTAMP': "de la vérification de l'empreinte du jeton d'horodatage",
  CHECKS_SECURE_TRACEABILITY_DATA_STORAGELOG: 'de la vérification des journaux des écritures sécurisés',
  STP_FINALIZE_TRACEABILITY_LINKED_CHECKS:
    'du processus de finalisation de la vérification des journaux sécurisés',
  EVIDENCE_AUDIT: "de l'audit de cohérence",
  STP_EVIDENCE_AUDIT_PREPARE: "du processus de préparation de l'audit de cohérence",
  EVIDENCE_AUDIT_LIST_OBJECT:
    "de la préparation de la liste des unités archivistiques et des groupes d'objets à auditer",
  STP_EVIDENCE_AUDIT_CHECK_DATABASE: 'du processus de relevé des métadonnées et des cycles de vie en base',
  EVIDENCE_AUDIT_CHECK_DATABASE: 'du relevé des métadonnées et des cycles de vie en base',
  STP_EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD: 'du processus de recherche des journaux sécurisés',
  EVIDENCE_AUDIT_LIST_SECURED_FILES_TO_DOWNLOAD: 'de la recherche des journaux sécurisés',
  STP_EVIDENCE_AUDIT_EXTRACT_ZIP_FILE: "du processus d'extraction des journaux sécurisés",
  EVIDENCE_AUDIT_EXTRACT_ZIP_FILE: "de l'extraction des journaux sécurisés",
  STP_EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS:
    'du processus de comparaison entre la base, les journaux sécurisés et les offres de stockage',
  EVIDENCE_AUDIT_PREPARE_GENERATE_REPORTS:
    'de la comparaison entre la base, les journaux sécurisés et les offres de stockage',
  STP_EVIDENCE_AUDIT_PREPARE_REPORT: "du processus de préparation du rapport de l'audit de cohérence",
  EVIDENCE_AUDIT_PREPARE_REPORT: "de la préparation du rapport de l'audit de cohérence",
  STP_EVIDENCE_AUDIT_FINALIZE: "du processus de finalisation de l'audit de cohérence",
  EVIDENCE_AUDIT_FINALIZE: "de la finalisation de l'audit de cohérence",

  RECTIFICATION_AUDIT: "de la correction à la suite d'un audit de cohérence",
  STP_CORRECTIVE_AUDIT: 'du processus de correction des copies fautives',
  CORRECTIVE_AUDIT_CHECK_RESOURCE_AVAILABILITY: 'de la vérification de la disponibilité des copies',
  CORRECTIVE_AUDIT: 'de la correction des copies fautives',
  STP_CORRECTION_FINALIZE: 'du processus de finalisation de la correction',
  CORRECTION_FINALIZE: 'de la finalisation de la correction',
  UNIT_CORRECTIVE_AUDIT: "de la correction d'une copie de l'unité archivistique",
  OBJECT_GROUP_CORRECTIVE_AUDIT: "de la correction d'une copie du groupe d'objets",
  OBJECT_CORRECTIVE_AUDIT: "de la correction d'une copie de l'objet",

  TRACEABILITY_FINALIZATION: 'de la finalisation de la vérification des journaux sécurisés',

  EXPORT_PROBATIVE_VALUE: "de l'établissement du relevé de valeur probante",
  STP_PROBATIVE_VALUE_PREPARE: 'du processus de préparation du relevé de valeur probante',
  PROBATIVE_VALUE_CREATE_DISTRIBUTION_FILE: "de la préparation de la liste des groupes d'objets du relevé",
  STP_PROBATIVE_VALUE_ACTION: 'du processus de vérification de la valeur probante des objets',
  PROBATIVE_VALUE_CREATE_PROBATIVE_REPORT_ENTRY: "de la vérification de la valeur probante de l'objet",
  STP_PROBATIVE_VALUE_GENERATE_REPORT: 'du processus de génération du relevé de valeur probante',
  PROBATIVE_VALUE_CREATE_REPORT: 'de la génération du relevé de valeur probante',
} as const;
