/** Subjects of the events of what changes units, or what is computed of them (spec operations.md 10, 11). */
export const LIFECYCLE_LABELS = {
  STP_UPDATE_UNIT: "du processus de mise à jour des métadonnées de l'unité archivistique",
  STP_UPDATE_UNIT_DESC: "du processus de mise à jour des métadonnées descriptives de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_PERMISSION:
    "de la vérification des droits de mise à jour des métadonnées de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_RULES: "de la vérification des règles de gestion de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_DT: "de la vérification du profil de l'unité archivistique",
  UNIT_METADATA_UPDATE: "de la mise à jour des métadonnées de l'unité archivistique",

  COMPUTE_INHERITED_RULES: 'du processus de calcul des règles héritées',
  STP_COMPUTE_INHERITED_RULES_PREPARATION: 'du processus de préparation du calcul des règles héritées',
  COMPUTED_INHERITED_RULES_CHECK_DISTRIBUTION_THRESHOLD:
    "de la vérification du seuil du nombre d'unités archivistiques",
  COMPUTE_INHERITED_RULES_PREPARATION:
    'de la préparation de la liste des unités archivistiques pour le calcul des règles héritées',
  STP_COMPUTE_INHERITED_RULES: 'du processus de calcul des règles héritées des unités archivistiques',
  COMPUTE_INHERITED_RULES_ACTION: 'du calcul des règles héritées des unités archivistiques',
  STP_COMPUTE_INHERITED_RULES_FINALIZATION: 'du processus de finalisation du calcul des règles héritées',
  COMPUTE_INHERITED_RULES_FINALIZATION: 'de la finalisation du calcul des règles héritées',
  COMPUTE_INHERITED_RULES_DELETE: 'de la suppression des règles héritées calculées',
  STP_COMPUTE_INHERITED_RULES_DELETE: 'du processus de suppression des règles héritées calculées',
} as const;
