/** What surrounds the pages. */
export const SHELL = {
  language: 'Langue',
  signOut: 'Se déconnecter',
  chooseSafe: 'Coffre affiché',
  menu: 'Menu',
  navigation: 'Menu principal',
  home: 'Accueil',
  logbook: 'Journal',
  transfers: 'Versements',
  deposit: 'Déposer',
  search: 'Rechercher',
  deliveries: 'Mises à disposition',
  basket: (archives: number) => (archives === 0 ? 'Panier' : `Panier (${archives})`),
  breadcrumb: 'Vous êtes ici :',
  footer: 'Pérenne, archivage électronique libre (licence Apache-2.0)',
  accessibility: 'Accessibilité : non conforme (pas encore auditée)',
  api: 'État du service',
};
