import type { Mode } from './model/edition.ts';
import { type TransferModel, transferModel } from './model.ts';
import type { Particle } from './particles.ts';
import type { SedaVersion } from './records.ts';
import {
  type Attributes,
  type ComplexType,
  type ElementType,
  GLOBAL_ATTRIBUTES,
  type SimpleType,
} from './types.ts';
import { namespaceOf } from './versions.ts';
import { attributeText } from './xml-text.ts';

/* XML Schemas written from the content model. */

const XSD = 'http://www.w3.org/2001/XMLSchema';
/** Namespaces of attributes that SEDA takes from others, by their usual prefix. */
const OTHERS = {
  xml: 'http://www.w3.org/XML/1998/namespace',
  xlink: 'http://www.w3.org/1999/xlink',
} as const;

/** Types that XML Schema has not itself. */
const OWN_TYPES: Readonly<Record<string, string>> = {
  NonEmptyToken:
    '<xsd:simpleType name="NonEmptyToken"><xsd:restriction base="xsd:token"><xsd:minLength value="1"/></xsd:restriction></xsd:simpleType>',
  DateType:
    '<xsd:simpleType name="DateType"><xsd:union memberTypes="xsd:date xsd:dateTime xsd:gYear xsd:gYearMonth xsd:gMonth xsd:gMonthDay xsd:gDay"/></xsd:simpleType>',
  BinaryType:
    '<xsd:simpleType name="BinaryType"><xsd:union memberTypes="xsd:base64Binary xsd:hexBinary"/></xsd:simpleType>',
};

/**
 * The model of a version as files of XML Schema 1.0 that name one another and nothing else: for editors, and for
 * whoever validates with another tool. That of the compatible mode takes less than the reader: of the elements for which
 * the model only keeps a place, those of other namespaces and of none. One that is of SEDA's own namespace, and that no
 * schema declares, would stand there beside a declared one, and XML Schema 1.0 has no wildcard that tells these apart
 * (1.1 has, `notQName`); libxml2 refuses such a schema as ambiguous (spec seda.md 1).
 * @returns texts by file name; the first is the one to give to a processor
 */
export function schemaFiles(version: SedaVersion, mode: Mode = 'strict'): ReadonlyMap<string, string> {
  const name = mode === 'strict' ? `seda-${version}.xsd` : `seda-${version}-compatible.xsd`;
  return new Map([
    [name, new SchemaWriter(transferModel({ version, mode })).write(version)],
    ...(['xml', 'xlink'] as const).map((prefix): [string, string] => [
      `${prefix}.xsd`,
      attributeSchema(prefix),
    ]),
  ]);
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function attributeSchema(prefix: keyof typeof OTHERS): string {
  const attributes = Object.entries(GLOBAL_ATTRIBUTES)
    .filter(([name]) => name.startsWith(`${prefix}:`))
    .map(([name, type]) => globalAttributeXml(name.slice(prefix.length + 1), type));
  return `${HEAD}<xsd:schema xmlns:xsd="${XSD}" targetNamespace="${OTHERS[prefix]}">\n${attributes.join('\n')}\n</xsd:schema>\n`;
}

class SchemaWriter {
  readonly #model: TransferModel;
  /** Types written or to be written, with their names: those of the model, numbered where it uses one twice. */
  readonly #names = new Map<ComplexType, string>();
  readonly #taken = new Set<string>();
  readonly #pending: ComplexType[] = [];
  readonly #enumerations = new Map<SimpleType, string>();

  constructor(model: TransferModel) {
    this.#model = model;
  }

  write(version: SedaVersion): string {
    const namespace = namespaceOf(version);
    const root = `<xsd:element name="ArchiveTransfer" type="${this.#nameOf(this.#model.root)}"/>`;
    const types: string[] = [];
    for (let type = this.#pending.shift(); type; type = this.#pending.shift())
      types.push(this.#complexType(type));
    const enumerations = [...this.#enumerations].map(
      ([type, name]) => `<xsd:simpleType name="${name}">${enumerationXml(type)}</xsd:simpleType>`,
    );
    const imports = Object.entries(OTHERS).map(
      ([prefix, uri]) => `<xsd:import namespace="${uri}" schemaLocation="${prefix}.xsd"/>`,
    );
    const lines = [...imports, root, ...types, ...enumerations, ...Object.values(OWN_TYPES)];
    return (
      `${HEAD}<xsd:schema xmlns:xsd="${XSD}" xmlns="${namespace}" xmlns:xlink="${OTHERS.xlink}"` +
      ` targetNamespace="${namespace}" elementFormDefault="qualified">\n${lines.join('\n')}\n</xsd:schema>\n`
    );
  }

  #nameOf(type: ComplexType): string {
    const known = this.#names.get(type);
    if (known !== undefined) return known;
    let name = type.name;
    for (let number = 2; this.#taken.has(name); number++) name = `${type.name}${number}`;
    this.#taken.add(name);
    this.#names.set(type, name);
    this.#pending.push(type);
    return name;
  }

  #complexType(type: ComplexType): string {
    const { particle, isEmpty, isAnyOrder } = type.content;
    const inside = isEmpty ? '' : isAnyOrder ? this.#anyOrder(particle) : this.#group(particle);
    return `<xsd:complexType name="${this.#nameOf(type)}">${inside}${this.#attributes(type.attributes)}</xsd:complexType>`;
  }

  /** A type's content is a group, with or without number of times. */
  #group(particle: Particle): string {
    // Beside nothing else, elements of any namespace.
    if (
      particle.kind === 'repeat' &&
      particle.particle.kind === 'any' &&
      particle.particle.namespaces === 'any'
    )
      return `<xsd:sequence>${wildcard('##any', timesOf(particle))}</xsd:sequence>`;
    const isGroup = particle.kind === 'sequence' || particle.kind === 'choice';
    return isGroup ? this.#particle(particle) : this.#particle({ kind: 'sequence', particles: [particle] });
  }

  #anyOrder(particle: Particle): string {
    const each = particle.kind === 'repeat' ? particle.particle : particle;
    const elements = each.kind === 'choice' ? each.particles : [each];
    return `<xsd:all>${elements.map((one) => this.#particle(one, ' minOccurs="0"')).join('')}</xsd:all>`;
  }

  #particle(particle: Particle, times = ''): string {
    switch (particle.kind) {
      case 'any':
        return particle.namespaces === 'other'
          ? wildcard('##other', times)
          : `<xsd:choice${times}>${wildcard('##other')}${wildcard('##local')}</xsd:choice>`;
      case 'element':
        return this.#element(particle.declaration.name, particle.declaration.type(), times);
      case 'sequence':
      case 'choice': {
        const inside = particle.particles.map((each) => this.#particle(each)).join('');
        return `<xsd:${particle.kind}${times}>${inside}</xsd:${particle.kind}>`;
      }
      case 'repeat': {
        const [inner, often] = [particle.particle, timesOf(particle)];
        // What is repeated twice over needs a group around the inner one.
        return inner.kind === 'repeat'
          ? `<xsd:sequence${often}>${this.#particle(inner)}</xsd:sequence>`
          : this.#particle(inner, often);
      }
    }
  }

  #element(name: string, type: ElementType, times: string): string {
    if (type.kind === 'complex') return `<xsd:element name="${name}" type="${this.#nameOf(type)}"${times}/>`;
    const more =
      times +
      (type.nillable ? ' nillable="true"' : '') +
      (type.byDefault === undefined ? '' : attributeText('default', type.byDefault));
    const base = this.#simple(type.type);
    const attributes = this.#attributes(type.attributes);
    if (attributes === '') return `<xsd:element name="${name}" type="${base}"${more}/>`;
    return (
      `<xsd:element name="${name}"${more}><xsd:complexType><xsd:simpleContent>` +
      `<xsd:extension base="${base}">${attributes}</xsd:extension></xsd:simpleContent></xsd:complexType></xsd:element>`
    );
  }

  #attributes(attributes: Attributes): string {
    return Object.entries(attributes)
      .map(([name, { type, required }]) => {
        const named = name.includes(':') ? `ref="${name}"` : `name="${name}" type="${this.#simple(type)}"`;
        return `<xsd:attribute ${named}${required ? ' use="required"' : ''}/>`;
      })
      .join('');
  }

  #simple(type: SimpleType): string {
    if (!type.values) return Object.hasOwn(OWN_TYPES, type.name) ? type.name : `xsd:${type.name}`;
    let name = this.#enumerations.get(type);
    if (name === undefined) {
      name = `Enumeration${this.#enumerations.size + 1}`;
      this.#enumerations.set(type, name);
    }
    return name;
  }
}

const timesOf = ({ optional, unbounded }: Particle & { kind: 'repeat' }) =>
  (optional ? ' minOccurs="0"' : '') + (unbounded ? ' maxOccurs="unbounded"' : '');

const wildcard = (namespaces: string, times = '') =>
  `<xsd:any namespace="${namespaces}" processContents="lax"${times}/>`;

function enumerationXml({ values = [], collapse }: SimpleType): string {
  const each = values.map((value) => `<xsd:enumeration${attributeText('value', value)}/>`).join('');
  return `<xsd:restriction base="xsd:${collapse ? 'token' : 'string'}">${each}</xsd:restriction>`;
}

/** An attribute that others define; what differs from XML Schema's own types is seen by what they make of nothing. */
function globalAttributeXml(name: string, type: SimpleType): string {
  const takesNothing = type.check?.('') === undefined;
  const restricted = type.values
    ? enumerationXml(type)
    : type.name === 'language' && takesNothing
      ? '<xsd:union memberTypes="xsd:language"><xsd:simpleType><xsd:restriction base="xsd:string"><xsd:enumeration value=""/></xsd:restriction></xsd:simpleType></xsd:union>'
      : type.name === 'anyURI' && !takesNothing
        ? '<xsd:restriction base="xsd:anyURI"><xsd:minLength value="1"/></xsd:restriction>'
        : undefined;
  if (restricted === undefined) return `<xsd:attribute name="${name}" type="xsd:${type.name}"/>`;
  return `<xsd:attribute name="${name}"><xsd:simpleType>${restricted}</xsd:simpleType></xsd:attribute>`;
}
