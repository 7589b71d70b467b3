/** What stands on every screen. */
export const COMMON = {
  product: 'Pérenne',
  tagline: 'Archivage électronique',
  safe: 'Coffre',
  safeNamed: (number: number, name: string) =>
    name.endsWith(String(number)) ? name : `${name}, coffre ${number}`,
  loading: 'Chargement…',
  copied: 'Copié',
  copy: 'Copier',
  retry: 'Réessayer',
  skip: { content: 'Aller au contenu', navigation: 'Aller au menu', links: 'Accès rapide' },
};

/** What went wrong. */
export const ERRORS = {
  offline: 'Le service ne répond pas. Vérifiez votre connexion, puis réessayez.',
  failed: 'Le service n’a pas répondu comme prévu. Réessayez dans un instant.',
  refused: 'Le service a refusé cette demande.',
  /** A refusal by status and stable code; the service speaks French: its own words are the most precise. */
  ofCode: (_key: string): string | undefined => undefined,
  title: 'Cette page ne peut pas être affichée',
  reason: 'Ce qui s’est passé',
  reference: (id: string) => `Référence à communiquer : ${id}`,
  unknownTitle: 'Page introuvable',
  unknown: 'Cette adresse ne mène à rien. Elle a pu être mal recopiée, ou la page a changé de place.',
  backHome: 'Revenir à l’accueil',
  noRight: 'Aucun droit ne vous est encore ouvert. Adressez-vous à l’administrateur de votre organisation.',
  foreignSafe: (tenant: string) =>
    `Le coffre ${tenant} n’existe pas, ou ne vous est pas ouvert. Choisissez un autre coffre dans l’en-tête.`,
};

/** What is asked before an action. */
export const CONFIRM = {
  leave: 'Ne rien changer',
  failed: 'Cette action n’a pas été faite',
};
