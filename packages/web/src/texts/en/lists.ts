import type { LISTS as FRENCH } from '../fr/lists.ts';

/** Texts of every list: its columns, its pages, the views of it that a person keeps. */
export const LISTS = {
  rowsPerPage: 'Rows per page',
  columns: 'Columns shown',
  columnsAdvice: 'Your choice is kept on this device, for this list.',
  usualColumns: 'Back to the usual columns',
  earlier: 'Move forward',
  earlierNamed: (title: string) => `Move the column ${title} one place forward`,
  views: 'My views',
  viewsHint:
    'A view keeps the filters and columns that are shown, under a name. Only you see it, from one session to the next.',
  viewName: 'Name of the view',
  saveView: 'Save this view',
  viewSaved: (name: string) => `“${name}” is saved.`,
  replaceView: 'Replace',
  replaceViewNamed: (name: string) => `Replace “${name}” by what is shown`,
  askReplaceView: 'Replace this view?',
  replaceViewWords: (name: string) => `“${name}” will keep the filters and columns that are shown now.`,
  viewReplaced: (name: string) => `“${name}” is replaced.`,
  deleteView: 'Delete',
  deleteViewNamed: (name: string) => `Delete “${name}”`,
  askDeleteView: 'Delete this view?',
  deleteViewWords: (name: string) => `“${name}” will no longer be offered. The list itself does not change.`,
  viewDeleted: (name: string) => `“${name}” is deleted.`,
} satisfies typeof FRENCH;
