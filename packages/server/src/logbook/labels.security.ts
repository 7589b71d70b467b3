/** Subjects of the journals that the door itself writes (spec security-and-scale.md 4). */
export const SECURITY_LABELS = {
  STP_PERSONAL_CERTIFICATE_CHECK: 'du contrôle du certificat personnel',
  'STP_PERSONAL_CERTIFICATE_CHECK.KO':
    'Échec du contrôle du certificat personnel : certificat absent ou refusé',
} as const;
