import { labelled, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

/** What journals record as JSON in a text, in words. */

function membersOf(text: string | null): [name: string, value: string][] {
  if (text === null) return [];
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, each]) =>
      typeof each === 'string' && each !== '' ? [[name, each]] : [],
    );
  } catch {
    return [];
  }
}

/** `contrat d’entrée : CE-1, profil d’archivage : PR-1`; a text of another form, as it is; null when there is none. */
const inWords = (text: string | null, words: Readonly<Record<string, string>>): string | null => {
  const said = membersOf(text).map(([name, value]) => labelled(wordFor(words, name), value));
  return said.length > 0 ? said.join(', ') : text;
};

/** Contracts and profiles under which an operation was asked for. */
export const rightsInWords = (text: string | null) => inWords(text, TEXTS.logbook.rights);
/** Agencies that it names. */
export const agentsInWords = (text: string | null) => inWords(text, TEXTS.logbook.agentNames);

/** In a list: the identifiers alone. */
export const rightsInBrief = (text: string | null) =>
  membersOf(text)
    .map(([, value]) => value)
    .join(', ') || text;

/** Name of the component that carries an operation out. */
export const actorName = (text: string | null) =>
  membersOf(text).find(([name]) => name === 'Name')?.[1] ?? text;

/** A detail as people can read it: JSON over several lines. */
export function spreadOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
