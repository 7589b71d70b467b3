/** Subjects of the backup of the storage logs and of their traceability (spec operations.md 15.5). */
export const STORAGE_LABELS = {
  STORAGE_BACKUP: 'de la sauvegarde des journaux des écritures',
  STORAGE_ACCESS_BACKUP: 'de la sauvegarde des journaux des accès',
} as const;
