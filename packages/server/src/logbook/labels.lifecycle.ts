/** Subjects of the events of updates of units (spec operations.md 10). */
export const LIFECYCLE_LABELS = {
  STP_UPDATE_UNIT: "du processus de mise à jour des métadonnées de l'unité archivistique",
  STP_UPDATE_UNIT_DESC: "du processus de mise à jour des métadonnées descriptives de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_PERMISSION:
    "de la vérification des droits de mise à jour des métadonnées de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_RULES: "de la vérification des règles de gestion de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_DT: "de la vérification du profil de l'unité archivistique",
  UNIT_METADATA_UPDATE: "de la mise à jour des métadonnées de l'unité archivistique",
} as const;
