import { choice, element, type Particle, sequence } from '../particles.ts';
import { type ComplexType, complex } from '../types.ts';
import { elementsOf, everyElement, localName, parseXml, type XmlElement } from './xml-tree.ts';

/** A simple type of the schemas in the reader's words: a name, or the values of an enumeration. */
export type OfficialText = string | readonly string[];

/** What the schemas say of an element, as far as the reader's model says it. */
export interface OfficialElement {
  readonly isNillable: boolean;
  readonly byDefault: string | undefined;
  /** By name with the usual prefix; value: type, and whether it must be there. */
  readonly attributes: ReadonlyMap<string, { readonly type: OfficialText; readonly isRequired: boolean }>;
  readonly text?: OfficialText;
  /** Its declarations lead back here through `of`. */
  readonly content?: ComplexType;
}

/** Reads XML Schema files as far as SEDA uses them: into content models that can be compared with the reader's. */
export class OfficialModel {
  /** Named components, by kind and name. */
  readonly #components = new Map<string, XmlElement>();
  readonly #made = new Map<XmlElement, OfficialElement>();
  readonly #byContent = new Map<ComplexType, OfficialElement>();

  constructor(schemas: readonly string[]) {
    for (const schema of schemas)
      for (const component of elementsOf(parseXml(schema)))
        this.#components.set(`${kind(component)} ${component.attributes.name}`, component);
  }

  /** A message. */
  root(name: string): OfficialElement {
    return this.#element(this.#component('element', name));
  }

  /** The element of a step through a content model of this class. */
  of(type: ComplexType): OfficialElement {
    return this.#byContent.get(type) as OfficialElement;
  }

  #component(of: string, name: string): XmlElement {
    const found = this.#components.get(`${of} ${localName(name)}`);
    if (!found) throw new Error(`the schemas have no ${of} ${name}`);
    return found;
  }

  #element(declaration: XmlElement): OfficialElement {
    const known = this.#made.get(declaration);
    if (known) return known;
    const { type, nillable, default: byDefault } = declaration.attributes;
    const inline = elementsOf(declaration).find((each) => /Type$/.test(kind(each)));
    const definition = inline ?? this.#components.get(`complexType ${localName(type ?? '')}`);
    const isComplex = definition !== undefined && kind(definition) === 'complexType';
    const text = isComplex ? this.#textContent(definition) : this.#text(type, inline);
    const made: OfficialElement = {
      isNillable: nillable === 'true',
      byDefault,
      attributes: isComplex ? this.#attributes(definition) : new Map(),
      ...(text === undefined && definition ? { content: this.#content(definition) } : { text }),
    } as OfficialElement;
    this.#made.set(declaration, made);
    return made;
  }

  #content(definition: XmlElement): ComplexType {
    const anyOrder = elementsOf(definition).some((each) => this.#isAll(each));
    return complex('official', this.#contentOf(definition), { anyOrder });
  }

  #isAll(node: XmlElement): boolean {
    if (kind(node) !== 'group') return kind(node) === 'all';
    return elementsOf(this.#component('group', node.attributes.ref as string)).some((each) =>
      this.#isAll(each),
    );
  }

  /** Base content first, then what an extension adds. */
  #contentOf(definition: XmlElement): Particle {
    const extension = extensionOf(definition);
    const base = extension?.attributes.base;
    const own = elementsOf(extension ?? definition).flatMap((each) => this.#particle(each) ?? []);
    return sequence(
      ...(base === undefined ? [] : [this.#contentOf(this.#component('complexType', base))]),
      ...own,
    );
  }

  #particle(node: XmlElement): Particle | undefined {
    const bare = this.#bareParticle(node);
    if (!bare) return undefined;
    const { minOccurs = '1', maxOccurs = '1' } = node.attributes;
    if (minOccurs === '1' && maxOccurs === '1') return bare;
    return {
      kind: 'repeat',
      particle: bare,
      optional: minOccurs === '0',
      unbounded: maxOccurs === 'unbounded',
    };
  }

  #bareParticle(node: XmlElement): Particle | undefined {
    const inside = () => elementsOf(node).flatMap((each) => this.#particle(each) ?? []);
    switch (kind(node)) {
      case 'element':
        return this.#elementParticle(node);
      case 'any':
        return { kind: 'any', namespaces: node.attributes.namespace === '##other' ? 'other' : 'any' };
      case 'sequence':
        return sequence(...inside());
      case 'choice':
        return choice(...inside());
      case 'all':
        return { kind: 'repeat', particle: choice(...inside()), optional: true, unbounded: true };
      case 'group': {
        const parts = elementsOf(this.#component('group', node.attributes.ref as string));
        return sequence(...parts.flatMap((each) => this.#particle(each) ?? []));
      }
      default:
        return undefined;
    }
  }

  /** Nothing for what is abstract: no document can hold it. */
  #elementParticle(node: XmlElement): Particle | undefined {
    const { ref } = node.attributes;
    const declaration = ref === undefined ? node : this.#component('element', ref);
    const { name, type } = declaration.attributes;
    const definition = this.#components.get(`complexType ${localName(type ?? '')}`);
    if (declaration.attributes.abstract === 'true' || definition?.attributes.abstract === 'true')
      return undefined;
    return element(name as string, () => this.#stepTo(declaration));
  }

  readonly #steps = new Map<XmlElement, ComplexType>();

  /** A type that stands for the element alone, so that a step through a content model tells where it led. */
  #stepTo(declaration: XmlElement): ComplexType {
    const known = this.#steps.get(declaration);
    if (known) return known;
    const made = complex('step', sequence());
    this.#steps.set(declaration, made);
    this.#byContent.set(made, this.#element(declaration));
    return made;
  }

  #attributes(definition: XmlElement): OfficialElement['attributes'] {
    const extension = extensionOf(definition);
    const base = this.#components.get(`complexType ${localName(extension?.attributes.base ?? '')}`);
    const found = new Map(base ? this.#attributes(base) : []);
    const parts = elementsOf(extension ?? definition).flatMap((node) =>
      kind(node) === 'attributeGroup'
        ? elementsOf(this.#component('attributeGroup', node.attributes.ref as string))
        : [node],
    );
    for (const node of parts) {
      if (kind(node) !== 'attribute') continue;
      const { name, ref, use, type } = node.attributes;
      const inline = elementsOf(node).find((each) => kind(each) === 'simpleType');
      const global: Record<string, OfficialText> = {
        'xml:id': 'ID',
        'xml:lang': 'language',
        'xlink:href': 'anyURI',
      };
      found.set((ref ?? name) as string, {
        type: ref === undefined ? this.#text(type, inline) : (global[ref] as OfficialText),
        isRequired: use === 'required',
      });
    }
    return found;
  }

  /** Of a complex type that holds a text. */
  #textContent(definition: XmlElement): OfficialText | undefined {
    const base = extensionOf(definition)?.attributes.base;
    if (base === undefined) return undefined;
    const complexBase = this.#components.get(`complexType ${localName(base)}`);
    return complexBase ? this.#textContent(complexBase) : this.#text(base, undefined);
  }

  #text(name: string | undefined, inline: XmlElement | undefined): OfficialText {
    const definition = inline ?? this.#components.get(`simpleType ${localName(name ?? '')}`);
    if (!definition) return localName(name as string);
    const parts = everyElement(definition);
    const values = parts
      .filter((each) => kind(each) === 'enumeration')
      .map((each) => each.attributes.value as string);
    if (values.length > 0) return values;
    const members = parts.find((each) => kind(each) === 'union');
    // One with identifiers is one of identifiers.
    if (members)
      return parts.some((each) => each.attributes.base === 'xsd:ID') ? 'ID' : localName(name as string);
    if (parts.some((each) => kind(each) === 'minLength')) return 'NonEmptyToken';
    const restriction = parts.find((each) => kind(each) === 'restriction');
    return this.#text(restriction?.attributes.base, undefined);
  }
}

const kind = ({ name }: XmlElement) => localName(name);

function extensionOf(definition: XmlElement): XmlElement | undefined {
  const content = elementsOf(definition).find((each) => /^(complex|simple)Content$/.test(kind(each)));
  return content && elementsOf(content)[0];
}
