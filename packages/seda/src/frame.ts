import type { Namespace } from './namespaces.ts';
import type { ContentState, ElementDeclaration } from './particles.ts';
import type { JsonObject } from './records.ts';
import type { ElementType } from './types.ts';

/** An element under way: what was read of it. Frames are used again, one for each depth. */
export interface Frame {
  name: string;
  /** Absent within an element matched by a wildcard. */
  type: ElementType | undefined;
  declaration: ElementDeclaration | undefined;
  state: ContentState | undefined;
  text: string;
  attributes: Readonly<Record<string, string>>;
  /** Members gathered; made at the first. */
  value: JsonObject | undefined;
  nil: boolean;
  /** False when nobody listens to what it is part of: it is only validated. */
  kept: boolean;
  /** Of an unknown element: its text is its value, its elements are not. */
  textWins: boolean;
  /** Of an unknown element: text counts no more. */
  hasElements: boolean;
  /** Of the reader's account of what is held, when it began. */
  heldBefore: number;
  /** Namespaces declared here, to be taken back at its end. */
  declaredNamespaces: (readonly [string, Namespace | undefined])[] | undefined;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

export function newFrame(): Frame {
  return {
    name: '',
    type: undefined,
    declaration: undefined,
    state: undefined,
    text: '',
    attributes: NO_ATTRIBUTES,
    value: undefined,
    nil: false,
    kept: true,
    textWins: false,
    hasElements: false,
    heldBefore: 0,
    declaredNamespaces: undefined,
  };
}

export function reset(
  frame: Frame,
  name: string,
  declaration: ElementDeclaration | undefined,
  type: ElementType | undefined,
  kept: boolean,
): void {
  frame.name = name;
  frame.type = type;
  frame.declaration = declaration;
  frame.state = type?.kind === 'complex' ? type.content.start : undefined;
  frame.text = '';
  frame.attributes = NO_ATTRIBUTES;
  frame.value = undefined;
  frame.nil = false;
  frame.kept = kept;
  frame.textWins = false;
  frame.hasElements = false;
  frame.declaredNamespaces = undefined;
}

/** Spec seda.md 7.8: a text that comes before any element, else the children, else nothing. */
export function freeValue(frame: Frame): unknown {
  if (frame.textWins) return frame.text;
  if (frame.hasElements) return frame.value;
  return frame.text.trim() === '' ? undefined : frame.text;
}

/** Puts the value of a child among the members of its parent, as its declaration says. */
export function place(parent: Frame, { placement, as, name }: ElementDeclaration, value: unknown): void {
  parent.value ??= {};
  const members = parent.value;
  switch (placement) {
    case 'drop':
      return;
    case 'member':
      members[as] = value;
      return;
    case 'list': {
      const known = members[as] as unknown[] | undefined;
      if (known) known.push(value);
      else members[as] = [value];
      return;
    }
    case 'localised':
      placeLocalised(members, as, value as { text: string; lang?: string });
      return;
    case 'own':
      if (parent.type?.kind === 'complex') parent.type.own?.(members, name, value);
  }
}

function placeLocalised(
  members: JsonObject,
  name: string,
  { text, lang }: { text: string; lang?: string },
): void {
  if (lang === undefined || lang === '') {
    // The first without language stands (spec seda.md 7.3).
    members[name] ??= text;
    return;
  }
  const languages = (members[`${name}_`] ?? {}) as Record<string, string>;
  languages[lang] ??= text;
  members[`${name}_`] = languages;
}

/** Keeps an unknown element where free metadata has a place; it is dropped elsewhere (spec seda.md 7.4, 7.7, 9). */
export function addFree(parent: Frame, name: string, value: unknown): void {
  const { type } = parent;
  if (type === undefined) {
    if (!parent.textWins) parent.value = withFree(parent.value, name, value);
    return;
  }
  if (type.kind !== 'complex') return;
  if (type.free) parent.value = withFree(parent.value, name, value);
  else if (type.freeInto !== undefined && parent.value?.[type.freeInto])
    withFree(parent.value[type.freeInto] as JsonObject, name, value);
}

function withFree(members: JsonObject = {}, name: string, value: unknown): JsonObject {
  // Names come from outside: `constructor` or `__proto__` are names like others.
  const known = Object.hasOwn(members, name) ? members[name] : undefined;
  if (Array.isArray(known)) known.push(value);
  // A member that the standard places otherwise keeps its value: free metadata never overwrites it.
  else if (known === undefined)
    Object.defineProperty(members, name, {
      value: [value],
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return members;
}
