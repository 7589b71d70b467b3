/** Subjects of a delivery's events (spec operations.md 3.2). */
export const DELIVERY_LABELS = {
  EXPORT_DIP: 'du processus d’export du DIP',
  STP_CREATE_MANIFEST: 'du processus de création du bordereau de mise à disposition',
  CHECK_DISTRIBUTION_THRESHOLD: 'de la vérification du seuil du nombre d’unités archivistiques',
  'CHECK_DISTRIBUTION_THRESHOLD.KO':
    'Échec de la vérification du seuil du nombre d’unités archivistiques : la sélection en compte trop',
  CREATE_MANIFEST: 'de la création du bordereau de mise à disposition',
  STP_PUT_BINARY_ON_WORKSPACE: 'du processus de rassemblement des objets',
  EXPORT_CHECK_RESOURCE_AVAILABILITY: 'de la vérification de la disponibilité des objets',
  PUT_BINARY_ON_WORKSPACE: 'du rassemblement des objets',
  STP_STORE_MANIFEST: 'du processus de constitution du DIP',
  STORE_MANIFEST: 'de la constitution du DIP',
} as const;
