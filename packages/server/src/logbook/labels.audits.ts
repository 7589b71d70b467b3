/** Subjects of the events of audits (spec operations.md 13.1). */
export const AUDIT_LABELS = {
  PROCESS_AUDIT: "de l'audit de l'existence ou de l'intégrité des objets",
  STP_PREPARE_AUDIT: "du processus de préparation de l'audit",
  LIST_OBJECTGROUP_ID: "de la préparation de la liste des groupes d'objets à auditer",
  STP_AUDIT: "du processus d'audit des objets",
  AUDIT_CHECK_OBJECT: "de l'audit des objets",
  'AUDIT_CHECK_OBJECT.AUDIT_FILE_EXISTING': "de l'audit de l'existence des objets",
  'AUDIT_CHECK_OBJECT.AUDIT_FILE_INTEGRITY': "de l'audit de l'intégrité des objets",
  STP_FINALISE_AUDIT: "du processus de finalisation de l'audit",
  REPORT_AUDIT: "de la génération du rapport d'audit",
} as const;
