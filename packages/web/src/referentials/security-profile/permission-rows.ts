/** The permissions of applications as a table of services by what is done there (spec frontoffice.md B.26). Pure. */

export const DEEDS = ['read', 'write', 'delete', 'other'] as const;
export type Deed = (typeof DEEDS)[number];

export interface Permission {
  /** As profiles hold it: `accesscontracts:create:json`. */
  readonly name: string;
  /** Words of the service: `['units', 'objects']`. */
  readonly service: readonly string[];
  readonly deed: Deed;
  /** What tells it from others of its service and deed, the verb first: `['create', 'json']`. */
  readonly detail: readonly string[];
}

/** What a service lets be done. */
export interface ServiceRow {
  /** Words of the service, by colons. */
  readonly key: string;
  readonly service: readonly string[];
  readonly cells: Readonly<Record<Deed, readonly Permission[]>>;
}

/** Verbs by their beginnings: `deleteGotVersions` deletes. */
const VERBS: readonly (readonly [Exclude<Deed, 'other'>, RegExp])[] = [
  ['read', /^(read|stream|download)/],
  ['write', /^(create|update|upsert|upload)/],
  ['delete', /^(delet|remove)/],
];
/** Stands between the words of a service for one of its things. */
const ONE = 'id';

const deedOf = (word: string): Deed => VERBS.find(([, verb]) => verb.test(word))?.[0] ?? 'other';

/** A permission without a verb that is known here is another deed of the service that its first word names. */
export function permissionOf(name: string): Permission {
  const words = name.split(':');
  const found = words.findIndex((word, at) => at > 0 && deedOf(word) !== 'other');
  const at = found === -1 ? 1 : found;
  const [before, after] = [words.slice(0, at), words.slice(at)];
  const [verb, ...rest] = after;
  const one = before.filter((word) => word === ONE);
  return {
    name,
    service: before.filter((word) => word !== ONE),
    deed: found === -1 ? 'other' : deedOf(words[at] ?? ''),
    detail: [...(verb === undefined ? [] : [verb]), ...one.slice(0, 1), ...rest],
  };
}

/** Services in the order of their words, each with its permissions. @param names each once */
export function rowsOf(names: readonly string[]): ServiceRow[] {
  const services = Map.groupBy(names.map(permissionOf), ({ service }) => service.join(':'));
  return [...services]
    .map(([key, permissions]) => {
      const of = (deed: Deed) => permissions.filter((each) => each.deed === deed);
      const cells = { read: of('read'), write: of('write'), delete: of('delete'), other: of('other') };
      return { key, service: permissions[0]?.service ?? [], cells };
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}
