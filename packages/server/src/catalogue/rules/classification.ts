/** Levels that the platform takes; a unit may have none (spec ingest.md 12.3). */
export const CLASSIFICATION_LEVELS: readonly string[] = [
  'Non protégé',
  'Secret Défense',
  'Confidentiel Défense',
];
