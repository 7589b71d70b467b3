import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { ManifestGenerator } from '../testing/generate.ts';
import { type Choices, choicesFrom } from '../testing/random.ts';
import { xmlOf } from '../testing/xml-tree.ts';
import { SEDA_VERSIONS } from '../versions.ts';
import { XmlFault } from './piece.ts';
import { XmlReader } from './xml-reader.ts';

/**
 * The reader against saxes, a generic parser, on the same text: events, faults and their places. Each change follows
 * from its number: `PERENNE_XML_MUTATIONS=100000 PERENNE_XML_SEED=7` goes through more of them.
 */
const MUTATIONS = Number(process.env.PERENNE_XML_MUTATIONS ?? 3_000);
const SEED = Number(process.env.PERENNE_XML_SEED ?? 1);

interface Outcome {
  readonly events: readonly string[];
  readonly fault?: { readonly message: string; readonly line: number; readonly column: number };
}

/** Texts that adjoin count as one: a section of CDATA is told for itself. */
class Events {
  readonly #told: string[] = [];
  #text = '';

  get told(): readonly string[] {
    this.#settle();
    return this.#told;
  }

  open(name: string, attributes: readonly (readonly [string, string])[]): void {
    this.#settle();
    this.#told.push(`<${name} ${JSON.stringify(attributes)}`);
  }
  text(text: string): void {
    this.#text += text;
  }
  close(): void {
    this.#settle();
    this.#told.push('/');
  }
  #settle(): void {
    if (this.#text !== '') this.#told.push(`"${this.#text}`);
    this.#text = '';
  }
}

function byReader(pieces: readonly string[]): Outcome {
  const events = new Events();
  const reader: XmlReader = new XmlReader({
    open: ({ qualified }) => {
      const { count, names, values } = reader.attributes;
      events.open(
        qualified,
        names.slice(0, count).map((name, at) => [name.qualified, values[at] as string]),
      );
    },
    text: (text) => events.text(text),
    close: () => events.close(),
  });
  try {
    for (const piece of pieces) reader.write(piece);
    reader.close();
    return { events: events.told };
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    return {
      events: events.told,
      fault: { message: error.message, line: reader.line, column: reader.column },
    };
  }
}

function bySaxes(pieces: readonly string[]): Outcome {
  const events = new Events();
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    events.open(name, Object.entries(attributes as Record<string, string>));
  });
  const told = (piece: string) => depth > 0 && events.text(piece);
  parser.on('text', told);
  parser.on('cdata', told);
  parser.on('closetag', () => {
    depth -= 1;
    events.close();
  });
  try {
    for (const piece of pieces) parser.write(piece);
    parser.close();
    return { events: events.told };
  } catch (error) {
    const message = (error as Error).message.replace(/^\d+:\d+: /, '');
    return { events: events.told, fault: { message, line: parser.line, column: parser.column } };
  }
}

const DECLARATION =
  /^(XML declaration|expected|did not expect|value|whitespace required|version number|encoding value|standalone value|The character \?)/;

/** Where the reader says otherwise than saxes, or at another place, on purpose. */
const OTHERWISE: readonly { readonly what: string; readonly own: RegExp; readonly other: RegExp }[] = [
  { what: 'it refuses a document type declaration as it begins', own: /^a document type/, other: /^/ },
  { what: 'it has one message for a bad XML declaration', own: /^/, other: DECLARATION },
  { what: 'it refuses a second XML declaration as it begins', own: /^an XML declaration must/, other: /./ },
  { what: 'it ends a bad reference where it is bad', own: /entity/, other: /./ },
  {
    what: 'it says where text outside begins',
    own: /^text data outside/,
    other: /^(text data outside|disallowed character)/,
  },
];

/** @returns how the outcomes differ, or undefined; notes an intended difference in `occurred` */
function difference(pieces: readonly string[], occurred: Set<string>): string | undefined {
  const [own, other] = [byReader(pieces), bySaxes(pieces)];
  if (JSON.stringify(own.fault) !== JSON.stringify(other.fault)) {
    const intended = OTHERWISE.find(
      (each) => own.fault && each.own.test(own.fault.message) && each.other.test(other.fault?.message ?? ''),
    );
    if (!intended) return JSON.stringify({ own: own.fault, other: other.fault });
    occurred.add(intended.what);
    return undefined;
  }
  // Saxes tells the end of another element first.
  const told = own.fault?.message === 'unexpected close tag.' ? other.events.slice(0, -1) : other.events;
  const at = own.events.findIndex((event, index) => event !== told[index]);
  if (at < 0 && own.events.length === told.length) return undefined;
  return `event ${at}: ${own.events[at]}, not ${told[at]}`;
}

/** What means something to a reader, or nearly. */
const PARTS = [
  '<',
  '>',
  '/',
  '/>',
  '</',
  '<a',
  '<a>',
  '</a>',
  '<a/>',
  '<a b="c">',
  "<a b='\"'/>",
  ' ',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '&',
  ';',
  '&amp;',
  '&lt;',
  '&#65;',
  '&#x41;',
  '&#xFFFF;',
  '&#0;',
  '&#x110000;',
  '&#55296;',
  '&b;',
  '&;',
  '&1;',
  '&#;',
  '&#x;',
  '&amp',
  '&#13;',
  '<!--',
  '-->',
  '--',
  '-',
  '<!-- a -- b -->',
  '<!---->',
  '<![CDATA[',
  ']]>',
  ']]',
  ']',
  '<![CDATA[]]>',
  '<![CDATA[<a>&]]]]>',
  '<?',
  '?>',
  '<?a b?>',
  '<?a??>',
  '<?xml?>',
  '<?xml version="1.0"?>',
  '<?XML a?>',
  '?',
  '!',
  '<!',
  '<!x',
  '<!DOCTYPE a>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<!ELEMENT a>',
  '=',
  '"',
  "'",
  ' b="1"',
  ' b="1" b="2"',
  ' b',
  ' b=1',
  ' b="<"',
  ' b="&amp;\n"',
  ' xmlns:p="urn:p"',
  '<p:a>',
  '<:a/>',
  '<-a/>',
  '<1/>',
  '\u0000',
  '\u0001',
  '\ufffe',
  '\uffff',
  '\ufeff',
  'é',
  '’',
  '\u{1f5c4}',
  '<é/>',
  '<\u{10000}a/>',
  '<a\u{1f5c4}/>',
  '\u0085',
  '\u2028',
  '\u00b7',
  'x',
];

function changed(text: string, random: Choices): string {
  const characters = [...text];
  for (let left = random.below(3) + (random.chance(0.9) ? 1 : 0); left > 0; left--) {
    const at = random.below(characters.length + 1);
    const length = random.chance(0.5) ? 0 : random.below(30);
    characters.splice(at, length, ...(random.chance(0.8) ? random.pick(PARTS) : ''));
  }
  return characters.join('');
}

/** In pieces of any size, no pair of surrogates cut. */
function cut(text: string, random: Choices): string[] {
  const characters = [...text];
  const most = random.pick([1, 3, 20, 500, 1e9]);
  const pieces: string[] = [];
  for (let at = 0; at < characters.length; ) {
    const length = 1 + random.below(Math.min(most, characters.length));
    pieces.push(characters.slice(at, at + length).join(''));
    at += length;
  }
  return pieces;
}

const DOCUMENTS = [
  '<a/>',
  '\ufeff<?xml version=\'1.0\' encoding="UTF-8" standalone="yes" ?>\r\n<!-- c --><a>\r\n<b c = "d&#10;e\tf"\r>g&amp;h</b >\n<!--i--><?j k?><![CDATA[<l>]]>\u{1f5c4} m</a>\n<?n?>',
  '<p:a xmlns:p="urn:p" p:b=\'"\'><é\u{10400}/>]] > ] ]&gt;</p:a>',
];

describe('the reader of XML', () => {
  it(`tells what saxes tells, of ${MUTATIONS} changed documents from seed ${SEED}`, { timeout: 0 }, () => {
    const occurred = new Set<string>();
    const differences: string[] = [];
    let faults = 0;
    const generators = SEDA_VERSIONS.map((version) => new ManifestGenerator(version, 'compatible'));
    for (let number = 0; number < MUTATIONS; number++) {
      const random = choicesFrom(SEED * 1_000_003 + number);
      // Half of the documents are short, so that changes meet one another.
      const original = random.chance(0.5)
        ? random.pick(DOCUMENTS)
        : xmlOf(random.pick(generators).make(random));
      const text = changed(original, random);
      const pieces = cut(text, random);
      const found = difference(pieces, occurred);
      if (found) differences.push(`number ${number}: ${found}, of ${text.slice(0, 300)}`);
      if (bySaxes(pieces).fault) faults += 1;
    }
    expect(differences.slice(0, 10)).toEqual([]);
    // Both outcomes occur, and each intended difference, or nothing was compared.
    expect(faults).toBeGreaterThan(MUTATIONS / 4);
    expect(MUTATIONS - faults).toBeGreaterThan(MUTATIONS / 20);
    expect([...occurred].sort()).toEqual(OTHERWISE.map(({ what }) => what).sort());
  });

  it('reads each character of a long tag a few times at most, however it is cut', () => {
    const count = 20_000;
    const attributes = Array.from({ length: count }, (_, at) => ` a${at}=">"`).join('');
    const events: number[] = [];
    const reader: XmlReader = new XmlReader({
      open: () => events.push(reader.attributes.count),
      text: () => undefined,
      close: () => undefined,
    });
    reader.write('<a');
    for (let at = 0; at < attributes.length; at += 10) reader.write(attributes.slice(at, at + 10));
    reader.write('/>');
    reader.close();
    expect(events).toEqual([count]);
  });
});
