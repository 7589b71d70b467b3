/** The sign-in page. */
export const SIGN_IN = {
  title: 'Connexion',
  lead: 'Versez, retrouvez et consultez les archives de votre organisation.',
  email: 'Adresse électronique',
  emailHint: 'Exemple : prenom.nom@exemple.fr',
  password: 'Mot de passe',
  show: 'Afficher le mot de passe',
  submit: 'Se connecter',
  submitting: 'Connexion en cours…',
  refused: 'L’adresse ou le mot de passe n’est pas le bon. Vérifiez-les, puis réessayez.',
  tooMany: 'Trop d’essais sans succès : attendez vingt minutes avant de réessayer.',
  emailMissing: 'Renseignez votre adresse électronique.',
  passwordMissing: 'Renseignez votre mot de passe.',
  failed: 'Connexion impossible',
  ended: 'Connectez-vous pour ouvrir cette page.',
};
