import type { Mode } from '../model/edition.ts';
import { transferModel } from '../model.ts';
import type { ElementDeclaration, Particle } from '../particles.ts';
import type { SedaVersion } from '../records.ts';
import type { AttributeDeclaration, ElementType, SimpleType } from '../types.ts';
import { namespaceOf } from '../versions.ts';
import type { Choices } from './random.ts';
import type { XmlElement } from './xml-tree.ts';

/** Where a document has a text of a simple type: an attribute, or the element's own. */
export interface ValuePlace {
  readonly element: XmlElement;
  readonly attribute?: string;
  readonly isRequired?: boolean;
  readonly type: SimpleType;
}

/** Deeper than this, only what must be there is made. */
const DEEP = 14;

/** Makes valid manifests by walking the content model, and goes for what it has not made yet. */
export class ManifestGenerator {
  readonly #version: SedaVersion;
  readonly #mode: Mode;
  /** Types met, each with the elements made in it. */
  readonly #made = new Map<ElementType, Set<ElementDeclaration>>();
  readonly #madeAttributes = new Map<ElementType, Set<string>>();
  #random!: Choices;
  #places: ValuePlace[] = [];
  #taken = 0;
  #ids: string[] = [];
  #references: (() => void)[] = [];

  constructor(version: SedaVersion, mode: Mode = 'strict') {
    this.#version = version;
    this.#mode = mode;
  }

  make(random: Choices): XmlElement {
    this.#random = random;
    this.#places = [];
    this.#taken = 0;
    this.#ids = [];
    this.#references = [];
    const { root } = transferModel({ version: this.#version, mode: this.#mode });
    const element = this.#element('ArchiveTransfer', root, 0);
    Object.assign(element.attributes, {
      xmlns: namespaceOf(this.#version),
      'xmlns:xlink': 'http://www.w3.org/1999/xlink',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:other': 'urn:example:other',
    });
    if (this.#ids.length === 0) {
      element.attributes['xml:id'] = 'only';
      this.#ids.push('only');
    }
    for (const settle of this.#references) settle();
    return element;
  }

  /** Of the last document. */
  get places(): readonly ValuePlace[] {
    return this.#places;
  }

  /** Elements and attributes of the model that no document made so far holds, as `Type/Element` and `Type@attribute`. */
  missing(): string[] {
    const { root } = transferModel({ version: this.#version, mode: this.#mode });
    const missing: string[] = [];
    const seen = new Set<ElementType>();
    const visit = (name: string, type: ElementType) => {
      if (seen.has(type)) return;
      seen.add(type);
      for (const attribute of Object.keys(type.attributes))
        if (!this.#madeAttributes.get(type)?.has(attribute)) missing.push(`${name}@${attribute}`);
      if (type.kind !== 'complex') return;
      for (const declaration of declarationsOf(type.content.particle)) {
        if (!this.#made.get(type)?.has(declaration)) missing.push(`${type.name}/${declaration.name}`);
        visit(declaration.name, declaration.type());
      }
    };
    visit('ArchiveTransfer', root);
    return missing;
  }

  #element(name: string, type: ElementType, depth: number): XmlElement {
    const element: XmlElement = { name, attributes: {}, children: [] };
    this.#attributes(element, type);
    if (type.kind === 'complex') {
      if (type.content.isAnyOrder) this.#anyOrder(element, type.content.particle, type, depth);
      else this.#particle(element, type.content.particle, type, depth);
    } else if (type.nillable && this.#random.chance(0.2)) element.attributes['xsi:nil'] = 'true';
    else if (type.byDefault === undefined || this.#random.chance(0.7))
      this.#value({ element, type: type.type }, (text) => {
        if (text !== '') element.children.push(text);
      });
    return element;
  }

  #attributes(element: XmlElement, type: ElementType): void {
    const made = this.#madeAttributes.get(type) ?? new Set<string>();
    this.#madeAttributes.set(type, made);
    for (const [name, declaration] of Object.entries<AttributeDeclaration>(type.attributes)) {
      if (!declaration.required && made.has(name) && !this.#random.chance(0.15)) continue;
      made.add(name);
      this.#value(
        { element, attribute: name, type: declaration.type, isRequired: declaration.required },
        (text) => {
          element.attributes[name] = text;
        },
      );
    }
  }

  #particle(parent: XmlElement, particle: Particle, type: ElementType, depth: number): void {
    switch (particle.kind) {
      case 'element':
        this.#child(parent, particle.declaration, type, depth);
        return;
      case 'any':
        parent.children.push(this.#foreign(depth));
        return;
      case 'sequence':
        for (const each of particle.particles) this.#particle(parent, each, type, depth);
        return;
      case 'choice': {
        const fresh = particle.particles.filter((each) => depth < DEEP && this.#isFresh(each, type));
        const among = fresh.length > 0 ? fresh : particle.particles;
        this.#particle(parent, this.#random.pick(among), type, depth);
        return;
      }
      case 'repeat':
        for (let times = this.#times(particle, type, depth); times > 0; times--)
          this.#particle(parent, particle.particle, type, depth);
    }
  }

  #times(particle: Particle & { kind: 'repeat' }, type: ElementType, depth: number): number {
    const least = particle.optional ? 0 : 1;
    if (depth >= DEEP) return least;
    const fresh = this.#isFresh(particle.particle, type);
    // The outer elements hold all the others.
    const likely = depth < 4 ? 0.9 : 0.3;
    if (!particle.unbounded) return fresh || this.#random.chance(likely) ? 1 : least;
    const more = this.#random.chance(likely) ? 1 + this.#random.below(2) : 0;
    return Math.max(fresh ? 1 : least, more);
  }

  #isFresh(particle: Particle, type: ElementType): boolean {
    const made = this.#made.get(type);
    return declarationsOf(particle).some((declaration) => !made?.has(declaration));
  }

  #anyOrder(parent: XmlElement, particle: Particle, type: ElementType, depth: number): void {
    const left = [...declarationsOf(particle)];
    while (left.length > 0) {
      const [declaration] = left.splice(this.#random.below(left.length), 1);
      if (declaration && (this.#random.chance(0.4) || !this.#made.get(type)?.has(declaration)))
        this.#child(parent, declaration, type, depth);
    }
  }

  #child(parent: XmlElement, declaration: ElementDeclaration, type: ElementType, depth: number): void {
    const made = this.#made.get(type) ?? new Set<ElementDeclaration>();
    this.#made.set(type, made.add(declaration));
    parent.children.push(this.#element(declaration.name, declaration.type(), depth + 1));
  }

  /** An element of another namespace, as free metadata. */
  #foreign(depth: number): XmlElement {
    const name = `other:${this.#random.pick(['Colour', 'Resolution', 'Note', 'Block'])}`;
    const inside = depth < DEEP && this.#random.chance(0.3) ? 1 + this.#random.below(2) : 0;
    const children =
      inside > 0 ? Array.from({ length: inside }, () => this.#foreign(depth + 1)) : [this.#words()];
    return { name, attributes: this.#random.chance(0.2) ? { unit: 'x' } : {}, children };
  }

  #value(place: ValuePlace, set: (text: string) => void): void {
    const { type } = place;
    this.#places.push(place);
    if (type.identity === 'id') {
      const id = `${this.#random.pick(['ID', '_', 'é', 'a.b-'])}${this.#taken}`;
      this.#taken += 1;
      // Identifiers of units, groups and objects are those that records keep.
      if (place.attribute === 'id' && place.isRequired) this.#ids.push(id);
      set(id);
    } else if (type.identity === 'idref') this.#references.push(() => set(this.#random.pick(this.#ids)));
    else set(this.#text(type));
  }

  #words(): string {
    return this.#random.pick(['archives', 'Délibération du conseil', 'n° 12 & suivants', 'a < b', '東京 𝒜']);
  }

  #text(type: SimpleType): string {
    const { pick, below } = this.#random;
    if (type.values) return pick(type.values);
    const examples = EXAMPLES[type.name];
    if (examples) return pick(examples);
    if (type.name === 'string') return pick([this.#words(), '', ' leading and  double ', `${below(1_000)}`]);
    if (type.name === 'token') return pick([this.#words(), '', `T-${below(1_000)}`]);
    return this.#words();
  }
}

/** Texts in the form of each simple type of XML Schema that the standard uses. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  boolean: ['true', 'false', '0', '1'],
  decimal: ['12', '-0.5', '+3.', '.25', '007.10'],
  integer: ['0', '-12', '+7', '123456789012345678901'],
  int: ['0', '-2147483648', '2147483647', '+5', '007'],
  positiveInteger: ['1', '+42', '0012', '123456789012'],
  language: ['fr', 'en-GB', 'x-perenne', 'zh-Hant-TW'],
  anyURI: ['content/a.txt', 'http://example.org/a?b=c#d', '', 'urn:isbn:0'],
  date: ['2024-02-29', '1999-12-31Z', '0001-01-01', '2016-09-26+02:00', '12024-01-01', '-0044-03-15'],
  dateTime: [
    '2024-01-15T10:00:00',
    '2016-10-18T21:03:30.123Z',
    '1999-12-31T23:59:59+14:00',
    '2020-06-30T24:00:00',
  ],
  DateType: [
    '2024',
    '2024-05',
    '--05',
    '--02-29',
    '---31',
    '2016-09-26Z',
    '2016-09-26T10:00:00',
    '-0100',
    '2020-12Z',
  ],
  BinaryType: ['00', 'cafe', 'YWJj', 'YQ==', 'YWI=', '', 'YW Jj'],
  base64Binary: ['YWJj', 'YQ==', '', 'YWJjZGVm'],
};

export function declarationsOf(particle: Particle): ElementDeclaration[] {
  switch (particle.kind) {
    case 'element':
      return [particle.declaration];
    case 'any':
      return [];
    case 'repeat':
      return declarationsOf(particle.particle);
    default:
      return particle.particles.flatMap(declarationsOf);
  }
}
