import type { Choices } from './random.ts';
import { elementsOf, everyElement, isElement, localName, textOf, type XmlElement } from './xml-tree.ts';

/** What a mutation has to work with: a document that it may change, and names and texts of the standard. */
export interface Material {
  readonly root: XmlElement;
  readonly elements: readonly XmlElement[];
  readonly random: Choices;
  /** Names of elements of any version. */
  readonly names: readonly string[];
}

/** Changes a document in place. @returns false where it holds nothing that can be changed so */
type Mutation = (material: Material) => boolean;

export const BAD_DATES = [
  '2023-02-29',
  '2024-13-01',
  '2024-1-1',
  '24-01-01',
  '01/02/2024',
  '2024-01-15T25:00:00',
  '2024-01-15T10:00',
  '2024-01-15 10:00:00',
  '2024-01-15T24:00:01',
  '2024-01-15T10:60:00',
  '2024-01-15+15:00',
  '02024-01-01',
  '+2024-01-01',
  '2024-00-10',
  '2024-04-31',
  '1900-02-29',
  '--02-30',
  '--13',
  '---32',
  '-2024',
  '0000-01-01',
  '2024-01-15T10:00:00z',
  '2024-01-15T10:00:00.',
  '10:00:00',
  '2024-01-15T10:00:00+14:01',
  '99999-01-01',
  '--02-29',
  '--11-31',
  '2024-W01',
];
export const BAD_TEXTS = [
  '',
  ' ',
  'x',
  '-1',
  '0',
  '+0',
  '1.5',
  '1e3',
  '2147483648',
  '-2147483649',
  'TRUE',
  'yes',
  '٣',
  'NaN',
  'INF',
  '.',
  '+',
  '-',
  'a b',
  '1a',
  ':a',
  'a:b',
  'é',
  '-a',
  'toolonglanguage',
  'fr_FR',
  'fr-',
  'Y',
  'YQ',
  'YQ=',
  'YQ==YQ==',
  'YR==',
  'Y Q = =',
  'abc',
  'abcd',
  'é===',
  '%zz',
  'http://[',
  'content/a[1].pdf',
  '100%',
  'a%20b',
  'http://h:x/',
  'é:b',
  'a b#c#d',
  '\\',
  'http://example.org/é',
  '00 ',
  '0x12',
  '1,5',
  '\u00a0',
  '\u2003x',
  '\u0085',
];

const withText = ({ elements }: Material) =>
  elements.filter((element) => elementsOf(element).length === 0 && textOf(element) !== '');
const withChildren = ({ elements }: Material) => elements.filter((element) => elementsOf(element).length > 0);

/** A child with its parent and place. */
function anyChild(material: Material): { parent: XmlElement; child: XmlElement; at: number } | undefined {
  const parents = withChildren(material);
  if (parents.length === 0) return undefined;
  const parent = material.random.pick(parents);
  const child = material.random.pick(elementsOf(parent));
  return { parent, child, at: parent.children.indexOf(child) };
}

const onChild =
  (
    change: (at: { parent: XmlElement; child: XmlElement; at: number }, material: Material) => void,
  ): Mutation =>
  (material) => {
    const found = anyChild(material);
    if (found) change(found, material);
    return found !== undefined;
  };

const onText =
  (change: (element: XmlElement, text: string, random: Choices) => void): Mutation =>
  (material) => {
    const texts = withText(material);
    if (texts.length === 0) return false;
    const element = material.random.pick(texts);
    change(element, textOf(element), material.random);
    return true;
  };

const onElement =
  (change: (element: XmlElement, material: Material) => void): Mutation =>
  (material) => {
    change(material.random.pick(material.elements), material);
    return true;
  };

const onAttribute =
  (change: (element: XmlElement, name: string, random: Choices) => void): Mutation =>
  ({ elements, random }) => {
    const names = (element: XmlElement) =>
      Object.keys(element.attributes).filter((name) => !name.startsWith('xmlns'));
    const carriers = elements.filter((element) => names(element).length > 0);
    if (carriers.length === 0) return false;
    const element = random.pick(carriers);
    change(element, random.pick(names(element)), random);
    return true;
  };

const copy = (element: XmlElement): XmlElement => structuredClone(element);

/** A copy whose identifiers are new, so that only its place is at fault. */
function copyWithNewIds(element: XmlElement, random: Choices): XmlElement {
  const made = copy(element);
  for (const { attributes } of everyElement(made))
    for (const name of ['id', 'xml:id'])
      if (attributes[name] !== undefined) attributes[name] = `new-${random.below(1e9)}`;
  return made;
}

const SEDA = 'fr:gouv:culture:archivesdefrance:seda:v';

export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'an element is missing': onChild(({ parent, at }) => {
    parent.children.splice(at, 1);
  }),
  'an element is repeated': onChild(({ parent, child, at }, { random }) => {
    parent.children.splice(at, 0, copyWithNewIds(child, random));
  }),
  'an element is given twice, identifiers too': onChild(({ parent, child, at }) => {
    parent.children.splice(at, 0, copy(child));
  }),
  'neighbours change places': onChild(({ parent, child, at }) => {
    const next = parent.children[at + 1];
    if (next === undefined) parent.children.reverse();
    else parent.children.splice(at, 2, next, child);
  }),
  'an element stands elsewhere': onChild(({ parent, child, at }, { random, elements }) => {
    parent.children.splice(at, 1);
    const inside = new Set(everyElement(child));
    const target = random.pick(elements.filter((element) => !inside.has(element)));
    target.children.splice(random.below(target.children.length + 1), 0, child);
  }),
  'an element of another place is put in': ({ elements, random }) => {
    // An emptied document has its root alone.
    if (elements.length === 1) return false;
    const element = random.pick(elements);
    const guest = copyWithNewIds(random.pick(elements.slice(1)), random);
    element.children.splice(random.below(element.children.length + 1), 0, guest);
    return true;
  },
  'an element of the standard is put in': onElement((element, { random, names }) => {
    const guest = { name: random.pick(names), attributes: {}, children: random.chance(0.5) ? ['x'] : [] };
    element.children.splice(random.below(element.children.length + 1), 0, guest);
  }),
  'an element is renamed': onChild(({ child }, { random, names }) => {
    child.name = random.pick([...names, `${child.name}x`, child.name.toLowerCase()]);
  }),
  'an element is empty': onElement((element) => {
    element.children = [];
  }),
  'a text is mistyped': onText((element, _text, random) => {
    element.children = [random.pick(BAD_TEXTS)];
  }),
  'a date is bad': (material) => {
    const dated = withText(material).filter((element) => /Date|Time|LastModified/.test(element.name));
    if (dated.length === 0) return false;
    material.random.pick(dated).children = [material.random.pick(BAD_DATES)];
    return true;
  },
  'an enumeration is bad': (material) => {
    const names = /^(DescriptionLevel|LegalStatus|KeywordType|FinalAction|SigningRole|DetachedSigningRole)$/;
    const listed = withText(material).filter(({ name }) => names.test(name));
    if (listed.length === 0) return false;
    const element = material.random.pick(listed);
    const text = textOf(element);
    element.children = [
      material.random.pick([text.toLowerCase(), `${text}s`, 'Keep', 'Copy', 'Signature', 'name', '']),
    ];
    return true;
  },
  'a text has blanks around it': onText((element, text, random) => {
    element.children = [random.pick([` ${text}`, `${text}\n`, `\t${text} `, `\r\n${text}`])];
  }),
  'a text has blanks within it': onText((element, text, random) => {
    const at = random.below(text.length + 1);
    element.children = [text.slice(0, at) + random.pick([' ', '\n', '\t', '  ']) + text.slice(at)];
  }),
  'a text is cut by markup': onText((element, text, random) => {
    const at = random.below(text.length + 1);
    const markup = random.pick([
      '<!-- x -->',
      '<?x y?>',
      '<![CDATA[1]]>',
      '<![CDATA[]]>',
      '&#32;',
      '<!---->',
    ]);
    element.children = [text.slice(0, at), { markup }, text.slice(at)];
  }),
  'text stands between elements': onElement((element, { random }) => {
    const markup = random.pick([
      'x',
      ' ',
      '<![CDATA[ ]]>',
      '&#32;',
      '&#160;',
      '<![CDATA[x]]>',
      '<!-- x -->',
      '<?x y?>',
    ]);
    element.children.splice(random.below(element.children.length + 1), 0, { markup });
  }),
  'an attribute is unknown': onElement((element, { random }) => {
    const name = random.pick([
      'id',
      'ID',
      'xml:id',
      'xml:lang',
      'xml:space',
      'xml:base',
      'xlink:href',
      'xlink:type',
      'other:a',
      'when',
      'algorithm',
      'schemeID',
      'listID',
      'filename',
      'unit',
      'target',
      'listVersionID',
      'xsi:nil',
      'xsi:schemaLocation',
      'xsi:other',
      'xsi:type',
      'xsi:noNamespaceSchemaLocation',
    ]);
    if (Object.hasOwn(element.attributes, name)) return;
    element.attributes[name] = random.pick([
      'x',
      '1',
      'true',
      'false',
      '',
      'new-1',
      'metre',
      'a b',
      'fr',
      'preserve',
      '2024',
    ]);
  }),
  'an attribute is missing': onAttribute((element, name) => {
    delete element.attributes[name];
  }),
  'an attribute is renamed': onAttribute((element, name, random) => {
    const value = element.attributes[name] as string;
    delete element.attributes[name];
    element.attributes[random.pick([`${localName(name)}x`, localName(name), `other:${localName(name)}`])] =
      value;
  }),
  'an attribute is mistyped': onAttribute((element, name, random) => {
    element.attributes[name] = random.pick([...BAD_TEXTS, ...BAD_DATES, ' metre', 'Metre', 'a  b', 'a\tb']);
  }),
  'an identifier is given twice': ({ elements, random }) => {
    const carriers = elements.filter(({ attributes }) => attributes.id !== undefined);
    if (carriers.length < 2) return false;
    random.pick(carriers).attributes.id = random.pick(carriers).attributes.id as string;
    return true;
  },
  'an element is of another namespace': onElement((element, { random }) => {
    const xmlns = random.pick([`${SEDA}2.1`, `${SEDA}2.2`, `${SEDA}2.3`, 'urn:example', '']);
    if (random.chance(0.5)) element.attributes.xmlns = xmlns;
    else if (element.name.includes(':')) element.name = localName(element.name);
    else element.name = `other:${element.name}`;
  }),
  'an element has a prefix of the namespace': onElement((element, { root }) => {
    const uri = root.attributes.xmlns;
    if (uri === undefined || element.name.includes(':')) return;
    element.attributes['xmlns:s'] = uri;
    element.name = `s:${element.name}`;
  }),
  'the version is another': ({ root, random }) => {
    if (root.attributes.xmlns === undefined) return false;
    root.attributes.xmlns = SEDA + random.pick(['2.1', '2.2', '2.3']);
    return true;
  },
  'nothing is changed': () => true,
};

/** Changes a document once, or twice in one case of eight. @returns what was done */
export function mutate(root: XmlElement, names: readonly string[], random: Choices): string {
  const done: string[] = [];
  const times = random.chance(1 / 8) ? 2 : 1;
  while (done.length < times) {
    const name = random.pick(Object.keys(MUTATIONS));
    const elements = everyElement(root).filter(isElement);
    if (MUTATIONS[name]?.({ root, elements, random, names })) done.push(name);
  }
  return done.join(', then ');
}
