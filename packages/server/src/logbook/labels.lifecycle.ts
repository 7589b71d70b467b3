/** Subjects of the events of what changes units, or what is computed of them (spec operations.md 10, 11). */
export const LIFECYCLE_LABELS = {
  STP_UPDATE_UNIT: "du processus de mise à jour des métadonnées de l'unité archivistique",
  STP_UPDATE_UNIT_DESC: "du processus de mise à jour des métadonnées descriptives de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_PERMISSION:
    "de la vérification des droits de mise à jour des métadonnées de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_RULES: "de la vérification des règles de gestion de l'unité archivistique",
  UNIT_METADATA_UPDATE_CHECK_DT: "de la vérification du profil de l'unité archivistique",
  UNIT_METADATA_UPDATE: "de la mise à jour des métadonnées de l'unité archivistique",

  MASS_UPDATE_UNIT_DESC:
    "du processus de mise à jour de masse des métadonnées descriptives d'unités archivistiques",
  MASS_UPDATE_UNIT_RULE: "du processus de mise à jour de masse des règles de gestion d'unités archivistiques",
  STP_CHECK_AND_COMPUTE: 'du processus de préparation de la mise à jour',
  MASS_UPDATE_CHECK: 'du contrôle de la demande de mise à jour',
  MASS_UPDATE_RULES_CHECK: 'du contrôle de la demande de mise à jour des règles de gestion',
  UNIT_METADATA_CHECK_CONSISTENCY: 'du contrôle de cohérence des métadonnées de gestion demandées',
  PREPARE_UPDATE_UNIT_LIST: 'de la préparation de la liste des unités archivistiques à mettre à jour',
  COMPUTE_INHERITED_RULES_PROGENY_IDENTIFIER:
    "de l'identification des unités archivistiques dont les règles calculées ne valent plus",
  STP_UPDATE: 'du processus de mise à jour des unités archivistiques',
  MASS_UPDATE_UNITS: 'de la mise à jour des métadonnées descriptives des unités archivistiques',
  MASS_UPDATE_UNITS_RULES: 'de la mise à jour des règles de gestion des unités archivistiques',
  BULK_ATOMIC_UPDATE_UNIT_DESC:
    "du processus de mise à jour par lot de métadonnées descriptives d'unités archivistiques",
  CHECK_QUERIES_THRESHOLD: 'de la vérification du seuil du nombre de requêtes',
  PREPARE_BULK_ATOMIC_UPDATE_UNIT_LIST:
    'de la préparation de la liste des unités archivistiques, une par requête, à mettre à jour',
  BULK_ATOMIC_UPDATE_UNITS:
    'de la mise à jour par lot des métadonnées descriptives des unités archivistiques',
  STP_BULK_ATOMIC_UPDATE_FINALIZE: 'du processus de finalisation de la mise à jour par lot',
  BULK_ATOMIC_UPDATE_FINALIZE: 'de la finalisation de la mise à jour par lot',
  REVERT_ESSENTIAL_METADATA: "du processus de retour sur une mise à jour d'unités archivistiques",
  STP_CHECK_REVERT: 'du processus de préparation du retour sur une mise à jour',
  REVERT_CHECK: 'du contrôle de la demande de retour sur une mise à jour',
  STP_REVERT_UPDATE: 'du processus de retour sur la mise à jour des unités archivistiques',
  REVERT_UPDATE_UNITS: 'du retour sur la mise à jour des unités archivistiques',
  STP_REVERT_UPDATE_FINALIZE: 'du processus de finalisation du retour sur une mise à jour',
  REVERT_UPDATE_FINALIZE: 'de la finalisation du retour sur une mise à jour',
  STP_MASS_UPDATE_FINALIZE: 'du processus de finalisation de la mise à jour de masse',
  MASS_UPDATE_FINALIZE: 'de la finalisation de la mise à jour de masse',

  RECLASSIFICATION: "du processus de modification d'arborescence d'unités archivistiques",
  STP_RECLASSIFICATION_PREPARATION: "du processus de préparation de la modification d'arborescence",
  RECLASSIFICATION_PREPARATION_LOAD_REQUEST: "du chargement de la demande de modification d'arborescence",
  RECLASSIFICATION_PREPARATION_CHECK_GRAPH: "du contrôle de cohérence de l'arborescence demandée",
  RECLASSIFICATION_PREPARATION_CHECK_HOLD_RULES:
    "de la vérification des règles de gel qui interdisent la modification d'arborescence",
  RECLASSIFICATION_PREPARATION_UPDATE_DISTRIBUTION:
    'de la préparation des listes des unités archivistiques à détacher et à rattacher',
  STP_UNIT_DETACHMENT: 'du processus de détachement des unités archivistiques',
  UNIT_DETACHMENT: 'du détachement des unités archivistiques',
  STP_UNIT_ATTACHMENT: 'du processus de rattachement des unités archivistiques',
  UNIT_ATTACHMENT: 'du rattachement des unités archivistiques',
  STP_UNIT_GRAPH_COMPUTE: "du processus de calcul de l'arborescence des unités archivistiques",
  UNIT_GRAPH_COMPUTE: "du calcul de l'arborescence des unités archivistiques",
  STP_OBJECT_GROUP_GRAPH_COMPUTE: "du processus de calcul de l'arborescence des groupes d'objets techniques",
  OBJECT_GROUP_GRAPH_COMPUTE: "du calcul de l'arborescence des groupes d'objets techniques",
  STP_RECLASSIFICATION_FINALIZATION: "du processus de finalisation de la modification d'arborescence",
  RECLASSIFICATION_FINALIZATION: "de la finalisation de la modification d'arborescence",

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
