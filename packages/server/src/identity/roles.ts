/**
 * Roles of persons in a tenant (spec frontoffice.md A.1): R1 producing service, R2 archivist, R3 functional
 * administrator, R4 administrator of the organisation's rights, R5 operator of the shared service.
 */
export const ROLES = {
  R1: 'Service producteur',
  R2: 'Archiviste',
  R3: 'Archiviste administrateur',
  R4: 'Administrateur de l’organisation',
  R5: 'Exploitant du service',
} as const;

export type Role = keyof typeof ROLES;
