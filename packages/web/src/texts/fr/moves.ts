import { count } from './forms.ts';

const archives = (units: number) => count(units, 'archive');
const change = (units: number) => (units === 1 ? 'changera' : 'changeront');
const held = (descendants: number) =>
  count(descendants, 'unité archivistique placée dessous', 'unités archivistiques placées dessous');

/** Other parents for archives. */
export const MOVES = {
  title: 'Déplacer ou rattacher',
  lead: 'Retirez des archives d’un dossier, rattachez-les à un autre, ou les deux à la fois. Tout ce qu’elles contiennent suit, avec les règles dont il hérite.',
  notYours:
    'Votre rôle dans ce coffre ne permet pas de modifier l’arborescence : adressez-vous à un archiviste administrateur.',
  open: 'Déplacer ou rattacher',
  openBasket: 'Déplacer ou rattacher ces archives',
  nothing: 'Aucune archive à déplacer',
  nothingAdvice:
    'Ouvrez une archive et choisissez « Déplacer ou rattacher », ou mettez-en plusieurs dans le panier.',
  moved: (units: number, descendants: number) =>
    descendants === 0
      ? `${archives(units)} à déplacer`
      : `${archives(units)} à déplacer, avec ${held(descendants)}`,
  others: (units: number) => `Et ${count(units, 'autre')}.`,
  parents: 'Rattachements',
  remove: 'Retirer de',
  noParents: 'Au sommet du fonds : rien à retirer.',
  having: (units: number) => `contient ${archives(units)} de cette sélection`,
  add: 'Rattacher à',
  addHint: 'Choisissez une position dans l’arbre, ou collez l’identifiant d’une unité archivistique.',
  noIdentifier: 'Un identifiant d’unité archivistique compte 36 lettres minuscules et chiffres.',
  unchecked: 'Le déplacement n’a pas pu être vérifié',
  choose: 'Choisissez au moins un rattachement à retirer ou à ajouter.',
  refused: 'Corrigez ce qui est signalé.',
  faults: {
    UNKNOWN: (ids: string, units: number) =>
      units === 1 ? `La position ${ids} est introuvable.` : `Ces positions sont introuvables : ${ids}.`,
    ATTACHED: () => 'Ce rattachement existe déjà.',
    NOT_ATTACHED: () => 'Ce rattachement n’existe plus.',
    BELOW: () => 'La cible se trouve sous l’unité déplacée.',
    TYPE: () =>
      'Une position du plan ne peut dépendre d’une archive, ni une position de l’arbre d’un plan ou d’une archive.',
    HELD: (_ids: string, units: number) =>
      `${count(units, 'archive fait', 'archives font')} l’objet d’une règle de gel qui interdit les réorganisations.`,
    BOTH: () => 'Une même position ne peut être à la fois retirée et ajoutée.',
  } satisfies Record<string, (ids: string, units: number) => string>,
  submit: 'Lancer le déplacement',
  confirmTitle: 'Modifier l’arborescence ?',
  confirm: (units: number, descendants: number) =>
    descendants === 0
      ? `${archives(units)} ${change(units)} de place.`
      : `${archives(units)} ${change(units)} de place, avec ${held(descendants)}. Les règles héritées suivent.`,
  followed: 'Déplacement demandé',
  outcomes: {
    running: 'Le déplacement est en cours : rien ne change avant qu’il soit complet.',
    done: 'Le déplacement est fait.',
    refused: 'Le déplacement n’a pas eu lieu : rien n’a changé.',
  },
  again: 'Continuer',
};
