import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { decode, EncodingFault } from './decode.ts';
import { type Mode, type TransferModel, transferModel } from './model.ts';
import type { ContentState, ElementDeclaration } from './particles.ts';
import { RecordMaker } from './record-maker.ts';
import type { JsonObject, ManifestHandler, SedaFault, SedaVersion, TransferHeader } from './records.ts';
import { SedaError } from './seda-error.ts';
import type { Attributes, ComplexType, ElementType, SimpleType } from './types.ts';
import { SEDA_VERSIONS } from './versions.ts';

export interface ReadOptions {
  /** Default: compatible. */
  readonly mode?: Mode;
  /** Most elements open at once. Default 2,000. */
  readonly maxDepth?: number;
  /** Longest text or tag, characters. Default 64 Mi. */
  readonly maxTextLength?: number;
}

const MAX_DEPTH = 2_000;
const MAX_TEXT = 64 * 1024 * 1024;
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
const XML = 'http://www.w3.org/XML/1998/namespace';
const XLINK = 'http://www.w3.org/1999/xlink';
const SEDA_NAMESPACE = /^fr:gouv:culture:archivesdefrance:seda:v(\d\.\d+)$/;

/**
 * Reads an ArchiveTransfer once from end to end: validates it by the content model of its version and hands over its
 * records, in memory bounded by its identifiers and its longest unit.
 * @returns the header, complete at the end
 * @throws SedaError; what the source or the handler throws
 */
export async function readManifest(
  source: AsyncIterable<Uint8Array>,
  handler: ManifestHandler,
  options: ReadOptions = {},
): Promise<TransferHeader> {
  const reader = new ManifestReader(handler, options);
  try {
    for await (const text of decode(source)) {
      reader.write(text);
      const waiting = handler.drained?.();
      if (waiting) await waiting;
    }
  } catch (error) {
    if (error instanceof EncodingFault) throw reader.fault('NOT_XML', error.message, error);
    throw error;
  }
  const header = reader.finish();
  await handler.drained?.();
  return header;
}

/** An element under way. */
interface Frame {
  readonly name: string;
  /** Absent within an element of a wildcard. */
  readonly type: ElementType | undefined;
  readonly declaration: ElementDeclaration | undefined;
  state: ContentState | undefined;
  text: string;
  attributes: Readonly<Record<string, string>>;
  /** Members gathered; made at the first. */
  value: JsonObject | undefined;
  nil: boolean;
  /** Free metadata: the first text that is not blank wins if it precedes the elements. */
  freeText: boolean;
  /** Namespaces declared here, to be taken back at its end. */
  readonly scope: Scope | undefined;
}

/** Namespaces by prefix, '' being the default one. */
type Scope = Map<string, string>;

const NONE: Readonly<Record<string, string>> = Object.freeze({});

class ManifestReader {
  readonly #parser = new SaxesParser({ xmlns: false, position: true });
  readonly #options: Required<ReadOptions>;
  readonly #handler: ManifestHandler;
  readonly #stack: Frame[] = [];
  readonly #ids = new Set<string>();
  /** References to identifiers not seen yet, with their line. */
  readonly #awaited = new Map<string, number>();
  #scope: Scope = new Map([
    ['xml', XML],
    ['', ''],
  ]);
  #namespace = '';
  #model: TransferModel | undefined;
  #records: RecordMaker | undefined;
  #version: SedaVersion | undefined;
  #header: TransferHeader | undefined;
  #sinceEvent = 0;
  /** First fault against the content model: kept to the end, since a document that is no XML at all is said to be so. */
  #invalid: SedaError | undefined;

  constructor(handler: ManifestHandler, options: ReadOptions) {
    this.#handler = handler;
    this.#options = {
      mode: options.mode ?? 'compatible',
      maxDepth: options.maxDepth ?? MAX_DEPTH,
      maxTextLength: options.maxTextLength ?? MAX_TEXT,
    };
    this.#parser.on('opentag', (tag) => this.#validated(() => this.#open(tag as SaxesTagPlain)));
    this.#parser.on('closetag', () => this.#validated(() => this.#close()));
    this.#parser.on('text', (text) => this.#validated(() => this.#text(text)));
    this.#parser.on('cdata', (text) => this.#validated(() => this.#text(text)));
    this.#parser.on('doctype', () => {
      throw this.fault('NOT_XML', 'a document type declaration is not allowed');
    });
    this.#parser.on('error', (error) => {
      throw this.fault('NOT_XML', error.message.replace(/^\d+:\d+: /, ''), error);
    });
  }

  /** Once a fault is found, the rest is only read as XML. */
  #validated(work: () => void): void {
    this.#sinceEvent = 0;
    if (this.#invalid) return;
    try {
      work();
    } catch (error) {
      if (!(error instanceof SedaError) || error.fault === 'NOT_XML') throw error;
      this.#invalid = error;
    }
  }

  fault(fault: SedaFault, message: string, cause?: unknown): SedaError {
    const path = this.#stack.map(({ name }) => name);
    const shown = path.length > 20 ? [...path.slice(0, 10), '…', ...path.slice(-9)] : path;
    return new SedaError(
      fault,
      message,
      { line: this.#parser.line, column: this.#parser.column + 1, path: `/${shown.join('/')}` },
      cause,
    );
  }

  write(text: string): void {
    // The parser holds a text or tag until its end: its length must be bounded from outside.
    this.#sinceEvent += text.length;
    this.#parser.write(text);
    if (this.#sinceEvent > this.#options.maxTextLength)
      throw this.fault('NOT_VALID', `a text or tag is longer than ${this.#options.maxTextLength} characters`);
  }

  finish(): TransferHeader {
    this.#parser.close();
    if (this.#invalid) throw this.#invalid;
    if (!this.#header) throw this.fault('NOT_XML', 'the document is empty');
    for (const [id, line] of this.#awaited)
      throw new SedaError('NOT_VALID', `the reference ${id} names nothing in the document`, {
        line,
        column: 1,
        path: '',
      });
    return this.#header;
  }

  #open(tag: SaxesTagPlain): void {
    const stack = this.#stack;
    if (stack.length >= this.#options.maxDepth)
      throw this.fault('NOT_VALID', `elements are nested more than ${this.#options.maxDepth} levels deep`);
    const scope = this.#declareNamespaces(tag);
    const { name: qualified } = tag;
    const colon = qualified.indexOf(':');
    const name = colon < 0 ? qualified : qualified.slice(colon + 1);
    const namespace = this.#resolve(colon < 0 ? '' : qualified.slice(0, colon));
    const parent = stack.at(-1);
    if (!parent) {
      stack.push(this.#root(name, namespace, tag, scope));
      return;
    }
    const seda = namespace === this.#namespace;
    if (parent.type === undefined) {
      stack.push(freeFrame(name, scope));
      return;
    }
    if (parent.type.kind === 'text')
      throw this.fault('NOT_VALID', `${name} is not allowed in ${parent.name}, which is a text`);
    const step = parent.state?.next(name, seda);
    if (!step) throw this.#unexpected(parent, name, seda);
    parent.state = step.state;
    const { declaration } = step;
    if (!declaration) {
      stack.push(freeFrame(name, scope));
      return;
    }
    const frame = typedFrame(name, declaration, declaration.type(), scope);
    stack.push(frame);
    this.#attributes(frame, tag);
    if (frame.type === this.#model?.unit) this.#records?.beginUnit(frame.attributes.id as string);
    else if (frame.type === this.#model?.objectGroup)
      this.#records?.beginGroup(frame.attributes.id as string);
  }

  #root(name: string, namespace: string, tag: SaxesTagPlain, scope: Scope | undefined): Frame {
    const version = SEDA_NAMESPACE.exec(namespace)?.[1];
    if (version === undefined)
      throw this.fault(
        'NO_SEDA_NAMESPACE',
        namespace === ''
          ? `${name} has no namespace`
          : `the namespace '${namespace.slice(0, 100)}' is not that of SEDA`,
      );
    const known = SEDA_VERSIONS.find((each) => each === version);
    if (!known)
      throw this.fault(
        'UNSUPPORTED_VERSION',
        `SEDA ${version} is not read; versions are ${SEDA_VERSIONS.join(', ')}`,
      );
    if (name !== 'ArchiveTransfer')
      throw this.fault('NOT_VALID', `the document is a ${name}, not an ArchiveTransfer`);
    this.#version = known;
    this.#namespace = namespace;
    this.#model = transferModel({ version: known, mode: this.#options.mode });
    this.#records = new RecordMaker(this.#handler);
    const frame = typedFrame(name, undefined, this.#model.root, scope);
    this.#attributes(frame, tag);
    return frame;
  }

  /** Puts the element's own declarations in force. @returns the scope before, when there are any */
  #declareNamespaces(tag: SaxesTagPlain): Scope | undefined {
    let before: Scope | undefined;
    for (const name in tag.attributes) {
      if (!name.startsWith('xmlns')) continue;
      const prefix = name === 'xmlns' ? '' : name.charAt(5) === ':' ? name.slice(6) : undefined;
      if (prefix === undefined) continue;
      if (!before) {
        before = this.#scope;
        this.#scope = new Map(before);
      }
      this.#scope.set(prefix, tag.attributes[name] as string);
    }
    return before;
  }

  #resolve(prefix: string): string {
    const namespace = this.#scope.get(prefix);
    if (namespace === undefined) throw this.fault('NOT_XML', `the prefix ${prefix} is not declared`);
    return namespace;
  }

  #attributes(frame: Frame, tag: SaxesTagPlain): void {
    const declared: Attributes = (frame.type as ElementType).attributes;
    let values: Record<string, string> | undefined;
    for (const name in tag.attributes) {
      const text = tag.attributes[name] as string;
      const known = this.#attributeName(name);
      if (known === undefined) continue;
      if (known === 'xsi:nil') {
        frame.nil =
          frame.type?.kind === 'text' &&
          frame.type.nillable &&
          (text.trim() === 'true' || text.trim() === '1');
        continue;
      }
      const declaration = declared[known];
      if (!declaration)
        throw this.fault('NOT_VALID', `the attribute ${name} is not allowed on ${frame.name}`);
      values ??= {};
      values[known] = this.#simple(declaration.type, text, `the attribute ${name}`);
    }
    for (const name in declared)
      if (declared[name]?.required && values?.[name] === undefined)
        throw this.fault('NOT_VALID', `${frame.name} lacks the attribute ${name}`);
    if (values) frame.attributes = values;
  }

  /** The name under which an attribute is declared; undefined for what every element may carry. */
  #attributeName(name: string): string | undefined {
    const colon = name.indexOf(':');
    if (colon < 0) return name === 'xmlns' ? undefined : name;
    const prefix = name.slice(0, colon);
    if (prefix === 'xmlns') return undefined;
    const namespace = this.#resolve(prefix);
    const local = name.slice(colon + 1);
    if (namespace === XSI) return local === 'nil' ? 'xsi:nil' : undefined;
    if (namespace === XML) return `xml:${local}`;
    if (namespace === XLINK) return `xlink:${local}`;
    return name;
  }

  #text(text: string): void {
    const frame = this.#stack.at(-1);
    if (!frame) return;
    if (frame.type?.kind === 'complex') {
      if (text.trim() !== '')
        throw this.fault(
          'NOT_VALID',
          `${frame.name} holds elements, not text: '${text.trim().slice(0, 60)}'`,
        );
      return;
    }
    frame.text = frame.text === '' ? text : frame.text + text;
  }

  #close(): void {
    const frame = this.#stack.at(-1) as Frame;
    const value = this.#valueOf(frame);
    this.#stack.pop();
    if (frame.scope) this.#scope = frame.scope;
    const parent = this.#stack.at(-1);
    if (!parent) {
      this.#header = (this.#records as RecordMaker).header(
        this.#version as SedaVersion,
        this.#namespace,
        value as JsonObject,
      );
      return;
    }
    if (this.#handOver(frame, value)) return;
    if (value === undefined) return;
    if (frame.declaration) place(parent, frame.declaration, value);
    // Unknown elements are kept where free metadata has a place, and dropped elsewhere (spec seda.md 7.4, 7.7, 9).
    else if (parent.type === undefined || (parent.type.kind === 'complex' && parent.type.free))
      addFree(parent, frame.name, value);
  }

  #valueOf(frame: Frame): unknown {
    const { type } = frame;
    if (type === undefined) return freeValue(frame);
    if (type.kind === 'text') {
      if (frame.nil) {
        if (frame.text !== '') throw this.fault('NOT_VALID', `${frame.name} is nil and has a text`);
        return undefined;
      }
      const text = this.#simple(type.type, frame.text, frame.name);
      if (type.value) return text === '' ? undefined : type.value(text, frame.attributes);
      return text === '' ? undefined : text;
    }
    if (!frame.state?.complete) throw this.#incomplete(frame);
    const value = frame.value;
    if (type.make) return type.make(value ?? {}, frame.attributes);
    return value;
  }

  #simple(type: SimpleType, raw: string, what: string): string {
    const text = type.collapse ? collapsed(raw) : raw;
    const wrong = type.check?.(text);
    if (wrong !== undefined)
      throw this.fault('NOT_VALID', `${what} ${wrong.startsWith("'") ? `: ${wrong}` : wrong}`);
    if (type.identity === 'id') {
      if (this.#ids.has(text)) throw this.fault('NOT_VALID', `the identifier ${text} is given twice`);
      this.#ids.add(text);
      this.#awaited.delete(text);
    } else if (type.identity === 'idref' && !this.#ids.has(text)) {
      this.#awaited.set(text, this.#parser.line);
    }
    return text;
  }

  /** Hands a record over at the end of its element. @returns true when that was all its value was for */
  #handOver(frame: Frame, value: unknown): boolean {
    const model = this.#model as TransferModel;
    const records = this.#records as RecordMaker;
    const { id } = frame.attributes;
    switch (frame.type) {
      case model.unit:
        records.unit(id as string, (value ?? {}) as JsonObject);
        return true;
      case model.binaryObject:
        records.object('binary', id as string, (value ?? {}) as JsonObject);
        return true;
      case model.physicalObject:
        records.object('physical', id as string, (value ?? {}) as JsonObject);
        return true;
      case model.objectGroup:
        records.group(id as string, (value ?? {}) as JsonObject);
        return true;
      case model.managementMetadata:
        records.management((value ?? {}) as JsonObject);
        return true;
      default:
        return false;
    }
  }

  #unexpected(parent: Frame, name: string, seda: boolean): SedaError {
    const expected = parent.state?.expected() ?? [];
    const shown = expected.length === 0 ? 'nothing more' : expected.slice(0, 12).join(', ');
    return this.fault(
      'NOT_VALID',
      `${name}${seda ? '' : ' (of another namespace)'} is not allowed here in ${parent.name}; expected: ${shown}`,
    );
  }

  #incomplete(frame: Frame): SedaError {
    return this.fault(
      'NOT_VALID',
      `${frame.name} ends too early; expected: ${frame.state?.expected().slice(0, 12).join(', ')}`,
    );
  }
}

function typedFrame(
  name: string,
  declaration: ElementDeclaration | undefined,
  type: ElementType,
  scope: Scope | undefined,
): Frame {
  return {
    name,
    type,
    declaration,
    state: type.kind === 'complex' ? type.content.start : undefined,
    text: '',
    attributes: NONE,
    value: undefined,
    nil: false,
    freeText: false,
    scope,
  };
}

function freeFrame(name: string, scope: Scope | undefined): Frame {
  return {
    name,
    type: undefined,
    declaration: undefined,
    state: undefined,
    text: '',
    attributes: NONE,
    value: undefined,
    nil: false,
    freeText: false,
    scope,
  };
}

/** Spec seda.md 7.8: a text that comes before any element, else the children, else nothing. */
function freeValue(frame: Frame): unknown {
  if (frame.freeText) return frame.text;
  if (frame.value) return frame.value;
  return frame.text.trim() === '' ? undefined : frame.text;
}

function place(parent: Frame, { placement, as, name }: ElementDeclaration, value: unknown): void {
  if (placement === 'drop') return;
  parent.value ??= {};
  const members = parent.value;
  switch (placement) {
    case 'member':
      members[as] = value;
      return;
    case 'list':
    case 'free': {
      const known = members[as] as unknown[] | undefined;
      if (known) known.push(value);
      else members[as] = [value];
      return;
    }
    case 'localised': {
      const { text, lang } = value as { text: string; lang?: string };
      if (lang === undefined || lang === '') {
        // The first without language stands (spec seda.md 7.3).
        members[as] ??= text;
        return;
      }
      const languages = (members[`${as}_`] ?? {}) as Record<string, string>;
      languages[lang] ??= text;
      members[`${as}_`] = languages;
      return;
    }
    case 'own':
      (parent.type as ComplexType).own?.(members, name, value);
  }
}

function addFree(parent: Frame, name: string, value: unknown): void {
  if (parent.type === undefined && parent.value === undefined && parent.text.trim() !== '') {
    parent.freeText = true;
    return;
  }
  if (parent.freeText) return;
  parent.value ??= {};
  const known = parent.value[name];
  if (Array.isArray(known)) known.push(value);
  // A member that the standard places otherwise keeps its value: free metadata never overwrites it.
  else if (known === undefined) parent.value[name] = [value];
}

/** White space of xsd:token. */
function collapsed(text: string): string {
  return /^[^\t\n\r ]*$/.test(text) ? text : text.replace(/[\t\n\r ]+/g, ' ').replace(/^ | $/g, '');
}
