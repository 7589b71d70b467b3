import type { Texts } from '../index.ts';
import { count } from './forms.ts';

const archives = (units: number) => count(units, 'archive unit');
const held = (descendants: number) => `${count(descendants, 'other')} inside`;

/** Other parents for archives. */
export const MOVES = {
  title: 'Move or attach',
  lead: 'Take archives out of a folder, attach them to another, or both at once. All that they contain follows, with the rules that it inherits.',
  notYours: 'Your role in this safe does not allow to change the tree: ask an administrating archivist.',
  open: 'Move or attach',
  openBasket: 'Move or attach these archives',
  nothing: 'No archives to move',
  nothingAdvice: 'Open an archive unit and choose “Move or attach”, or put several into the basket.',
  moved: (units: number, descendants: number) =>
    descendants === 0
      ? `${archives(units)} to move`
      : `${archives(units)} to move, with ${held(descendants)}`,
  others: (units: number) => `And ${count(units, 'other')}.`,
  parents: 'Attachments',
  remove: 'Take out of',
  noParents: 'At the top of the holdings: nothing to take out of.',
  having: (units: number) => `holds ${archives(units)} of this selection`,
  add: 'Attach to',
  addHint: 'Choose a position in the tree, or paste the identifier of an archive unit.',
  noIdentifier: 'The identifier of an archive unit has 36 small letters and digits.',
  unchecked: 'The move could not be checked',
  choose: 'Choose at least one attachment to remove or to add.',
  refused: 'Correct what is pointed out.',
  faults: {
    UNKNOWN: (ids, units) =>
      units === 1 ? `Position ${ids} is not to be found.` : `These positions are not to be found: ${ids}.`,
    ATTACHED: () => 'This attachment is there already.',
    NOT_ATTACHED: () => 'This attachment is there no more.',
    BELOW: () => 'The target lies below the unit that is moved.',
    TYPE: () =>
      'A position of a plan cannot lie under an archive unit, nor a position of the tree under a plan or an archive unit.',
    HELD: (_ids, units) =>
      `${count(units, 'archive unit is', 'archive units are')} under a hold rule that forbids rearrangement.`,
    BOTH: () => 'One position cannot be removed and added at once.',
  },
  submit: 'Start the move',
  confirmTitle: 'Change the tree?',
  confirm: (units: number, descendants: number) =>
    descendants === 0
      ? `${archives(units)} will change places.`
      : `${archives(units)} will change places, with ${held(descendants)}. Inherited rules follow.`,
  followed: 'Move requested',
  outcomes: {
    running: 'The move is under way: nothing changes before it is complete.',
    done: 'The move is done.',
    refused: 'The move did not take place: nothing has changed.',
  },
  again: 'Go on',
} satisfies Texts['moves'];
