import { collapsed } from './collapsed.ts';
import type { ElementDeclaration, Particle } from './particles.ts';
import type { JsonObject } from './records.ts';
import { type ComplexType, type ElementType, isName, type TextElementType } from './types.ts';
import { attributeText, escaped, wrapped } from './xml-text.ts';

/** The standard has no place for a value in the version asked for, or takes no such value. */
export class NoPlace extends Error {
  /** Names from the outermost element, `/` between them. */
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'NoPlace';
    this.path = path;
  }
}

/** Prefix of free elements where the standard wants a namespace other than its own. */
export const FREE_PREFIX = 'free';
export const FREE_NAMESPACE = 'urn:perenne:free-metadata';

/**
 * The inverse of the reader: an element of a type, out of the value that the reader makes of it. Elements come in the
 * order of the content model, unknown members as free elements where these are allowed (spec seda.md 7.8).
 * @throws NoPlace when a member would be lost or refused
 */
export function valueXml(name: string, type: ElementType, value: unknown, attributes = ''): string {
  return elementXml({ name, type, value, path: name }, attributes);
}

/** Declaration of a child; it must be there. */
export function childOf(type: ComplexType, name: string): ElementDeclaration {
  const found = findDeclaration(type.content.particle, name);
  if (!found) throw new Error(`${type.name} has no ${name}`);
  return found;
}

function findDeclaration(particle: Particle, name: string): ElementDeclaration | undefined {
  if (particle.kind === 'element')
    return particle.declaration.name === name ? particle.declaration : undefined;
  if (particle.kind === 'any') return undefined;
  if (particle.kind === 'repeat') return findDeclaration(particle.particle, name);
  for (const each of particle.particles) {
    const found = findDeclaration(each, name);
    if (found) return found;
  }
  return undefined;
}

interface Writing {
  readonly name: string;
  readonly type: ElementType;
  readonly value: unknown;
  readonly path: string;
}

function elementXml({ name, type, value, path }: Writing, attributes = ''): string {
  if (type.kind === 'text') return textXml(name, type, value, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NoPlace(path, 'it holds elements, and the value is none of several');
  return wrapped(name, membersXml(type, value as JsonObject, path), attributes);
}

function textXml(name: string, type: TextElementType, value: unknown, path: string): string {
  const isObject = typeof value === 'object' && value !== null;
  if (isObject && !type.written) throw new NoPlace(path, 'it holds one text');
  const { text, attributes } =
    isObject && type.written ? type.written(value as JsonObject) : { text: value, attributes: {} };
  const written = scalar(text, path);
  const fault = type.type.check?.(type.type.collapse ? collapsed(written) : written);
  if (fault !== undefined) throw new NoPlace(path, fault);
  const given = Object.entries(attributes).filter(([, each]) => each !== undefined);
  return wrapped(
    name,
    escaped(written),
    given.map(([key, each]) => attributeText(key, scalar(each, path))).join(''),
  );
}

function scalar(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new NoPlace(path, 'it holds one text');
}

/** Members of a value, and which of them have found their place. */
class Members {
  readonly values: JsonObject;
  readonly repeated: readonly JsonObject[] | undefined;
  readonly taken: Set<string>;
  readonly path: string;

  constructor(
    values: JsonObject,
    path: string,
    repeated?: readonly JsonObject[],
    taken: Set<string> = new Set(),
  ) {
    this.values = values;
    this.path = path;
    this.repeated = repeated;
    this.taken = taken;
  }

  /** The same members, of which what is taken counts only once it is kept. */
  trial(): Members {
    return new Members(this.values, this.path, this.repeated, new Set(this.taken));
  }

  keep({ taken }: Members): void {
    for (const name of taken) this.taken.add(name);
  }
}

function membersXml(type: ComplexType, value: JsonObject, path: string): string {
  const { own, free } = type.freeInto === undefined ? { own: value, free: {} } : setFreeApart(type, value);
  const { repeated, rest } = type.disowned?.(own) ?? { repeated: undefined, rest: own };
  const members = new Members(rest, path, repeated);
  let xml = particleXml(type.content.particle, members, true);
  for (const [name, each] of Object.entries(rest)) {
    if (members.taken.has(name) || isNothing(each)) continue;
    if (!type.free || type.content.declares(name))
      throw new NoPlace(`${path}/${name}`, 'there is no place for it in this version of SEDA');
    xml += freeXml(name, each, type.name === 'OpenType' ? `${FREE_PREFIX}:` : '', path);
  }
  for (const [name, each] of Object.entries(free)) xml += freeXml(name, each, '', path);
  return xml;
}

/** Free elements of one member that stand beside it in the document (spec seda.md 8.2, PhysicalDimensions). */
function setFreeApart(type: ComplexType, value: JsonObject): { own: JsonObject; free: JsonObject } {
  const into = type.freeInto as string;
  const inner = childOf(type, into).type();
  const entries = Object.entries((value[into] ?? {}) as JsonObject);
  if (inner.kind === 'text' || entries.length === 0) return { own: value, free: {} };
  const declared = entries.filter(([name]) => inner.content.declares(name));
  const free = entries.filter(([name]) => !inner.content.declares(name));
  return { own: { ...value, [into]: Object.fromEntries(declared) }, free: Object.fromEntries(free) };
}

/** @param isRequired what must be there is written although it has no value: it was empty */
function particleXml(particle: Particle, members: Members, isRequired: boolean): string {
  switch (particle.kind) {
    case 'any':
      return '';
    case 'element':
      return declaredXml(particle.declaration, members, isRequired);
    case 'sequence':
      return particle.particles.map((each) => particleXml(each, members, isRequired)).join('');
    case 'choice':
      return choiceXml(particle.particles, members, isRequired);
    case 'repeat':
      return repeatXml(particle, members, isRequired);
  }
}

/** The first alternative that has a place for a member; what only another has a place for is found to be left over. */
function choiceXml(particles: readonly Particle[], members: Members, isRequired: boolean): string {
  for (const each of particles) {
    const trial = members.trial();
    const xml = particleXml(each, trial, false);
    if (xml === '') continue;
    members.keep(trial);
    return xml;
  }
  const [first] = particles;
  return isRequired && first ? particleXml(first, members, true) : '';
}

function repeatXml(
  { particle, optional, unbounded }: Particle & { kind: 'repeat' },
  members: Members,
  isRequired: boolean,
): string {
  if (unbounded && particle.kind === 'sequence' && members.repeated)
    return members.repeated.map((each) => repetitionXml(particle, each, members.path)).join('');
  if (unbounded && particle.kind === 'choice')
    return particle.particles.map((each) => particleXml(each, members, false)).join('');
  const trial = members.trial();
  const xml = particleXml(particle, trial, false);
  if (xml === '') return optional || !isRequired ? '' : particleXml(particle, members, true);
  if (particle.kind === 'element') {
    members.keep(trial);
    return xml;
  }
  return particleXml(particle, members, true);
}

function repetitionXml(particle: Particle, value: JsonObject, path: string): string {
  const members = new Members(value, path);
  const xml = particleXml(particle, members, true);
  const lost = Object.keys(value).find((name) => !members.taken.has(name) && !isNothing(value[name]));
  if (lost !== undefined)
    throw new NoPlace(`${path}/${lost}`, 'there is no place for it in this version of SEDA');
  return xml;
}

function declaredXml(declaration: ElementDeclaration, members: Members, isRequired: boolean): string {
  const { name, as, placement } = declaration;
  if (placement === 'drop') return '';
  const path = `${members.path}/${name}`;
  const type = declaration.type();
  const values = valuesOf(declaration, members, path);
  if (values.length > 0) {
    members.taken.add(as);
    if (placement === 'localised') members.taken.add(`${as}_`);
    return values.map((value) => elementXml({ name, type, value, path })).join('');
  }
  if (!isRequired) return '';
  if (type.kind === 'complex') return elementXml({ name, type, value: {}, path });
  // The reader keeps no empty text, nor what its attributes say.
  if (type.type.check?.('') !== undefined) throw new NoPlace(path, 'it must be there, and has no value');
  return wrapped(name, '', type.requiredAttributes.map((each) => attributeText(each, 'none')).join(''));
}

function valuesOf({ as, placement }: ElementDeclaration, members: Members, path: string): unknown[] {
  const value = members.values[as];
  if (placement === 'localised') {
    const byLanguage = Object.entries((members.values[`${as}_`] ?? {}) as JsonObject);
    return [...(isNothing(value) ? [] : [value]), ...byLanguage.map(([lang, text]) => ({ lang, text }))];
  }
  if (isNothing(value)) return [];
  if (!Array.isArray(value)) return [value];
  if (placement === 'member' && value.length > 1) throw new NoPlace(path, 'there is place for one only');
  return value;
}

/** Null, or a list without anything: written as nothing. An object without members is an empty element. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

/** Free metadata (spec seda.md 7.8). */
function freeXml(name: string, value: unknown, prefix: string, path: string): string {
  const place = `${path}/${name}`;
  if (name.includes(':') || isName(name) !== undefined)
    throw new NoPlace(place, 'this is no name of an element');
  return [value]
    .flat()
    .map((each) => freeElementXml(name, each, prefix, place))
    .join('');
}

function freeElementXml(name: string, value: unknown, prefix: string, path: string): string {
  if (isNothing(value)) return '';
  if (typeof value !== 'object') return wrapped(`${prefix}${name}`, escaped(scalar(value, path)));
  const inside = Object.entries(value as JsonObject).map(([member, each]) =>
    freeXml(member, each, prefix, path),
  );
  return wrapped(`${prefix}${name}`, inside.join(''));
}
