import { count } from './forms.ts';

const CONTRACT = 'Le contrat nommé existe dans ce coffre et il est actif.';

/** Texts of the panel of an application context. */
export const CONTEXT = {
  change: 'Modifier les coffres et les contrats',
  credentials: 'Clés et certificats',
  kinds: { key: 'Clé d’API', certificate: 'Certificat' },
  neverCalled: 'Aucun appel n’a encore été reçu sous ce contexte.',
  called: (at: string, calls: number) => `Dernier appel le ${at} ; ${count(calls, 'appel')} en trente jours.`,
  noCredential: 'Ni clé ni certificat en service : l’application ne peut pas entrer.',
  endless: 'sans fin',
  ends: (at: string) => `jusqu’au ${at}`,
  neverUsed: 'jamais employé',
  used: (at: string, calls: number) => `dernier appel le ${at}, ${count(calls, 'appel')} en trente jours`,
  soon: (days: number) =>
    days === 0
      ? 'Fin dans moins d’un jour : renouvelez-le sans attendre.'
      : `Fin dans ${count(days, 'jour')} : préparez son renouvellement.`,
  manage: 'Créer, renouveler ou révoquer une clé ou un certificat',
  trial: {
    title: 'Essayer un appel',
    lead: 'Chaque contrôle dit ce qu’il ferait de cet appel. Rien n’est appelé ni inscrit.',
    safe: 'Coffre',
    service: 'Service',
    serviceHint: 'Sa permission, telle que units:read ; tapez un mot pour la trouver.',
    accessContract: 'Contrat d’accès',
    ingestContract: 'Contrat d’entrée',
    contractHint: 'Son identifiant ; vide : l’appel n’en nomme pas.',
    run: 'Essayer',
    failed: 'L’essai n’a pas eu lieu',
    passes: 'Cet appel passerait tous les contrôles.',
    refused: (checks: number) => `Cet appel serait refusé (${count(checks, 'contrôle')}).`,
    wanted: 'Ce service veut aussi un certificat personnel, qui accompagne l’appel.',
    checks: {
      CREDENTIAL: {
        PASSED: 'Une clé ou un certificat est en service.',
        REFUSED: 'Aucune clé ni aucun certificat n’est en service.',
      },
      TENANT: { PASSED: 'Le coffre existe.', REFUSED: 'Le coffre n’existe pas.' },
      CONTEXT: {
        PASSED: 'Le contexte est actif.',
        REFUSED: 'Le contexte est inactif : activez-le.',
      },
      PROFILE: {
        PASSED: 'Le profil de sécurité existe.',
        REFUSED: 'Le profil de sécurité n’existe pas.',
      },
      CONTROL: {
        PASSED: 'Le coffre et les contrats sont permis, ou le contexte ne les contrôle pas.',
        REFUSED: 'Les permissions du contexte n’ont pas ce coffre, ou pas ce contrat : ajoutez-les.',
      },
      ADMINISTRATION: {
        PASSED: 'Ce service s’appelle dans le coffre d’administration.',
        REFUSED: 'Ce service ne s’appelle que dans le coffre d’administration.',
      },
      PERMISSION: {
        PASSED: 'Le profil de sécurité permet ce service.',
        REFUSED: 'Le profil de sécurité ne permet pas ce service : ajoutez-lui sa permission.',
      },
      ACCESS_CONTRACT: {
        PASSED: CONTRACT,
        REFUSED: 'Le contrat d’accès n’existe pas dans ce coffre, ou il est inactif.',
      },
      INGEST_CONTRACT: {
        PASSED: CONTRACT,
        REFUSED:
          'Le contrat d’entrée n’existe pas dans ce coffre, il est inactif, ou les permissions du contexte ne l’ont pas.',
      },
    },
  },
};
