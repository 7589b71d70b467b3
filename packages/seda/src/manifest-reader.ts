import { collapsed } from './collapsed.ts';
import { addFree, type Frame, freeValue, newFrame, place, reset } from './frame.ts';
import { Identifiers, MAX_ID } from './identifiers.ts';
import type { Mode } from './model/edition.ts';
import { type TransferModel, transferModel } from './model.ts';
import { type Namespace, Namespaces, SEDA_NAMESPACE } from './namespaces.ts';
import type { Origin } from './particles.ts';
import { RecordMaker } from './record-maker.ts';
import type { JsonObject, ManifestHandler, SedaFault, SedaVersion, TransferHeader } from './records.ts';
import { SedaError } from './seda-error.ts';
import { BOOLEAN, type ElementType, GLOBAL_ATTRIBUTES, type SimpleType } from './types.ts';
import { SEDA_VERSIONS } from './versions.ts';
import type { XmlName } from './xml/known-names.ts';
import { XmlFault } from './xml/piece.ts';
import { type XmlHandler, XmlReader } from './xml/xml-reader.ts';

/** Empty texts count as absent, but for those that a control refuses when empty (spec ingest.md 8.4.2). */
const TOLD_EMPTY = new Set(['Uri', 'PhysicalId']);

export interface ReadOptions {
  /** Default: compatible. */
  readonly mode?: Mode;
  /** Most elements open at once. Default 2,000. */
  readonly maxDepth?: number;
  /** Longest text or tag, characters. Default 64 Mi. */
  readonly maxTextLength?: number;
  /** Most characters of descriptions held at once: of a unit with those that it is nested in. Default 64 Mi. */
  readonly maxHeldLength?: number;
}

const MAX_DEPTH = 2_000;
const MAX_TEXT = 64 * 1024 * 1024;
const MAX_HELD = 64 * 1024 * 1024;
/** What an element takes beside its name and text, in characters. */
const ELEMENT_ROOM = 16;

/** Runs a document through the content model of its version, and hands over its records. */
export class ManifestReader implements XmlHandler {
  readonly #xml: XmlReader;
  readonly #options: Required<ReadOptions>;
  readonly #records: RecordMaker;
  readonly #namespaces = new Namespaces();
  /** Elements under way and, beyond `#depth`, frames to be used again. */
  readonly #frames: Frame[] = [];
  #depth = 0;
  readonly #identifiers = new Identifiers();
  #model: TransferModel | undefined;
  #version: SedaVersion | undefined;
  #header: TransferHeader | undefined;
  #sinceEvent = 0;
  /** Characters of values read and not handed over yet. */
  #held = 0;
  /** First fault against the content model: kept to the end, since a document that is no XML at all is said to be so. */
  #invalid: SedaError | undefined;

  constructor(handler: ManifestHandler, options: ReadOptions) {
    this.#records = new RecordMaker(handler);
    this.#options = {
      mode: options.mode ?? 'compatible',
      maxDepth: options.maxDepth ?? MAX_DEPTH,
      maxTextLength: options.maxTextLength ?? MAX_TEXT,
      maxHeldLength: options.maxHeldLength ?? MAX_HELD,
    };
    this.#xml = new XmlReader(this);
  }

  open(name: XmlName): void {
    this.#sinceEvent = 0;
    if (this.#invalid) return;
    try {
      this.#open(name);
    } catch (error) {
      this.#keep(error);
    }
  }

  text(text: string): void {
    this.#sinceEvent = 0;
    if (this.#invalid) return;
    try {
      this.#text(text);
    } catch (error) {
      this.#keep(error);
    }
  }

  close(): void {
    this.#sinceEvent = 0;
    if (this.#invalid) return;
    try {
      this.#close();
    } catch (error) {
      this.#keep(error);
    }
  }

  /** Once a fault is found, the rest is only read as XML. */
  #keep(error: unknown): void {
    if (!(error instanceof SedaError) || error.fault === 'NOT_XML') throw error;
    this.#invalid = error;
  }

  fault(fault: SedaFault, message: string, cause?: unknown): SedaError {
    const path = this.#frames.slice(0, this.#depth).map(({ name }) => name);
    const shown = path.length > 20 ? [...path.slice(0, 10), '…', ...path.slice(-9)] : path;
    return new SedaError(
      fault,
      message,
      { line: this.#xml.line, column: this.#xml.column + 1, path: `/${shown.join('/')}` },
      cause,
    );
  }

  write(text: string): void {
    // The parser holds a text or tag until its end: its length must be bounded from outside.
    this.#sinceEvent += text.length;
    this.#read(() => this.#xml.write(text));
    if (this.#sinceEvent > this.#options.maxTextLength) throw this.#tooLong();
  }

  finish(): TransferHeader {
    this.#read(() => this.#xml.close());
    if (this.#invalid) throw this.#invalid;
    if (!this.#header) throw this.fault('NOT_XML', 'the document is empty');
    const dangling = this.#identifiers.dangling;
    if (dangling)
      throw new SedaError('NOT_VALID', `the reference ${dangling.id} names nothing in the document`, {
        line: dangling.line,
        column: 1,
        path: '/ArchiveTransfer',
      });
    return this.#header;
  }

  #read(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof XmlFault) throw this.fault('NOT_XML', error.message, error);
      throw error;
    }
  }

  #open({ prefix, local: name }: XmlName): void {
    const depth = this.#depth;
    if (depth >= this.#options.maxDepth)
      throw this.fault('NOT_VALID', `elements are nested more than ${this.#options.maxDepth} levels deep`);
    const hasAttributes = this.#xml.attributes.count > 0;
    const declared = hasAttributes ? this.#declareNamespaces() : undefined;
    const namespace = this.#namespace(prefix);
    const frame = this.#frame(depth);
    if (depth === 0) {
      this.#root(name, namespace);
      reset(frame, name, undefined, this.#model?.root, true);
    } else this.#child(frame, this.#frames[depth - 1] as Frame, name, namespace);
    frame.heldBefore = this.#held;
    frame.declaredNamespaces = declared;
    this.#depth = depth + 1;
    if (frame.type) this.#attributes(frame, frame.type);
    else if (hasAttributes) this.#looseAttributes();
    if (frame.type === this.#model?.unit) this.#records.beginUnit(frame.attributes.id as string);
    else if (frame.type === this.#model?.objectGroup) this.#records.beginGroup(frame.attributes.id as string);
  }

  #frame(depth: number): Frame {
    let frame = this.#frames[depth];
    if (!frame) {
      frame = newFrame();
      this.#frames.push(frame);
    }
    return frame;
  }

  /** Readies the frame of a child of `parent`. @throws SedaError when there is no place for it */
  #child(frame: Frame, parent: Frame, name: string, namespace: Namespace): void {
    const { type } = parent;
    if (type === undefined) {
      // A text before the first element is the value; after it, it is nothing (spec seda.md 7.8).
      parent.textWins ||= parent.value === undefined && parent.text.trim() !== '';
      parent.hasElements = true;
      reset(frame, name, undefined, undefined, parent.kept);
      return;
    }
    if (type.kind === 'text')
      throw this.fault('NOT_VALID', `${name} is not allowed in ${parent.name}, which holds a text`);
    const origin: Origin = namespace.origin;
    const step = parent.state?.next(name, origin);
    if (!step) throw this.#unexpected(parent, name, origin);
    parent.state = step.state;
    const kept = parent.kept && this.#records.wants(step.type, this.#model as TransferModel);
    reset(frame, name, step.declaration, step.type, kept);
  }

  #root(name: string, { uri }: Namespace): void {
    const version = SEDA_NAMESPACE.exec(uri)?.[1];
    if (version === undefined)
      throw this.fault(
        'NO_SEDA_NAMESPACE',
        uri === '' ? `${name} has no namespace` : `the namespace '${uri.slice(0, 100)}' is not that of SEDA`,
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
    this.#namespaces.seda = uri;
    this.#model = transferModel({ version: known, mode: this.#options.mode });
  }

  /** Puts the tag's own declarations in force. @returns what is to be taken back at its end */
  #declareNamespaces(): (readonly [string, Namespace | undefined])[] | undefined {
    let declared: (readonly [string, Namespace | undefined])[] | undefined;
    const { count, names, values: texts } = this.#xml.attributes;
    for (let at = 0; at < count; at++) {
      const { qualified, prefix, local } = names[at] as XmlName;
      if (prefix !== 'xmlns' && qualified !== 'xmlns') continue;
      const declaredPrefix = prefix === '' ? '' : local;
      declared ??= [];
      declared.push([declaredPrefix, this.#namespaces.declare(declaredPrefix, texts[at] as string)]);
    }
    return declared;
  }

  #namespace(prefix: string): Namespace {
    const namespace = this.#namespaces.of(prefix);
    if (!namespace) throw this.fault('NOT_XML', `the prefix ${prefix} is not declared`);
    return namespace;
  }

  #attributes(frame: Frame, type: ElementType): void {
    let values: Record<string, string> | undefined;
    const { count, names, values: texts } = this.#xml.attributes;
    for (let at = 0; at < count; at++) {
      const name = names[at] as XmlName;
      const known = this.#attributeName(name);
      if (known === undefined) continue;
      const text = texts[at] as string;
      if (known === 'xsi:nil') {
        this.#nil(frame, type, text);
        continue;
      }
      const declaration = Object.hasOwn(type.attributes, known) ? type.attributes[known] : undefined;
      if (!declaration)
        throw this.fault('NOT_VALID', `the attribute ${name.qualified} is not allowed on ${frame.name}`);
      values ??= {};
      values[known] = this.#simple(
        declaration.type,
        text,
        `the attribute ${name.qualified} of ${frame.name}`,
      );
    }
    if (values) frame.attributes = values;
    for (const name of type.requiredAttributes)
      if (values?.[name] === undefined)
        throw this.fault('NOT_VALID', `${frame.name} lacks the attribute ${name}`);
  }

  #nil(frame: Frame, type: ElementType, text: string): void {
    if (type.kind !== 'text' || !type.nillable) throw this.fault('NOT_VALID', `${frame.name} cannot be nil`);
    const value = this.#simple(BOOLEAN, text, 'the attribute nil');
    frame.nil = value === 'true' || value === '1';
  }

  /** Attributes of an unknown element: free, but those that XML itself defines. */
  #looseAttributes(): void {
    const { count, names, values: texts } = this.#xml.attributes;
    for (let at = 0; at < count; at++) {
      const name = this.#attributeName(names[at] as XmlName);
      const type =
        name === undefined || !Object.hasOwn(GLOBAL_ATTRIBUTES, name) ? undefined : GLOBAL_ATTRIBUTES[name];
      if (type) this.#simple(type, texts[at] as string, `the attribute ${name}`);
    }
  }

  /** The name under which an attribute is declared; undefined for what every element may carry. */
  #attributeName({ qualified, prefix, local }: XmlName): string | undefined {
    if (prefix === '') return qualified === 'xmlns' ? undefined : qualified;
    if (prefix === 'xmlns') return undefined;
    const { usual } = this.#namespace(prefix);
    if (usual === undefined) return qualified;
    if (usual !== 'xsi') return `${usual}:${local}`;
    if (local === 'type' && this.#options.mode === 'strict')
      throw this.fault('NOT_VALID', 'xsi:type is not read: the name of an element says its type');
    return ALWAYS_ALLOWED.has(local) ? undefined : `xsi:${local}`;
  }

  #text(text: string): void {
    const frame = this.#frames[this.#depth - 1] as Frame;
    if (frame.type?.kind === 'complex') {
      if (frame.type.content.isEmpty && text !== '')
        throw this.fault('NOT_VALID', `${frame.name} holds nothing, not even blanks`);
      if (!isBlank(text))
        throw this.fault(
          'NOT_VALID',
          `${frame.name} holds elements, not text: '${text.trim().slice(0, 60)}'`,
        );
      return;
    }
    if (frame.hasElements) return;
    if (frame.text === '') {
      frame.text = text;
      return;
    }
    frame.text += text;
    if (frame.text.length > this.#options.maxTextLength) throw this.#tooLong();
  }

  #tooLong(): SedaError {
    return this.fault(
      'NOT_VALID',
      `a text or tag is longer than ${this.#options.maxTextLength} characters, the limit`,
    );
  }

  #close(): void {
    const frame = this.#frames[this.#depth - 1] as Frame;
    const value = this.#valueOf(frame);
    this.#depth--;
    if (frame.declaredNamespaces) this.#namespaces.takeBack(frame.declaredNamespaces);
    if (this.#depth === 0) {
      this.#header = this.#records.header(
        this.#version as SedaVersion,
        this.#namespaces.seda,
        value as JsonObject,
      );
      return;
    }
    if (frame.declaration?.placement === 'drop') {
      this.#handOver(frame, value);
      this.#held = frame.heldBefore;
    } else if (value !== undefined && frame.kept) {
      this.#hold(frame.name.length + (typeof value === 'string' ? value.length : 0));
      const parent = this.#frames[this.#depth - 1] as Frame;
      if (frame.name === 'ArchiveUnitRefId' && parent.type === this.#model?.unit && value !== frame.text)
        this.#records.padLink();
      if (frame.declaration) place(parent, frame.declaration, value);
      else addFree(parent, frame.name, value);
    }
  }

  #hold(characters: number): void {
    this.#held += characters + ELEMENT_ROOM;
    if (this.#held > this.#options.maxHeldLength)
      throw this.fault(
        'NOT_VALID',
        `a description is longer than ${this.#options.maxHeldLength} characters, the limit`,
      );
  }

  #valueOf(frame: Frame): unknown {
    const { type } = frame;
    if (type === undefined) return frame.kept ? freeValue(frame) : undefined;
    if (type.kind === 'text') {
      if (frame.nil) {
        if (frame.text !== '') throw this.fault('NOT_VALID', `${frame.name} is nil and has a text`);
        return undefined;
      }
      const raw = frame.text === '' && type.byDefault !== undefined ? type.byDefault : frame.text;
      const text = this.#simple(type.type, raw, frame.name);
      if (!frame.kept || (text === '' && !TOLD_EMPTY.has(frame.name))) return undefined;
      return type.value ? type.value(text, frame.attributes) : text;
    }
    if (!frame.state?.complete) throw this.#incomplete(frame);
    return type.make && frame.value ? type.make(frame.value, frame.attributes) : frame.value;
  }

  #simple(type: SimpleType, raw: string, what: string): string {
    const text = type.collapse ? collapsed(raw) : raw;
    const wrong = type.check?.(text);
    if (wrong !== undefined)
      throw this.fault('NOT_VALID', `${what}${wrong.startsWith("'") ? ':' : ''} ${wrong}`);
    return type.identity === undefined ? text : this.#identity(type, text);
  }

  #identity(type: SimpleType, id: string): string {
    if (id.length > MAX_ID)
      throw this.fault('NOT_VALID', `an identifier is longer than ${MAX_ID} characters, the limit`);
    if (type.identity === 'idref') return this.#identifiers.refer(id, () => this.#xml.line);
    const given = this.#identifiers.give(id);
    if (given === undefined) throw this.fault('NOT_VALID', `the identifier ${id} is given twice`);
    return given;
  }

  /** Hands a record over at the end of its element. */
  #handOver(frame: Frame, value: unknown): void {
    const model = this.#model as TransferModel;
    const { type } = frame;
    const { id } = frame.attributes as { id: string };
    const members = (value ?? {}) as JsonObject;
    if (type === model.unit) this.#records.unit(id, members);
    else if (type === model.binaryObject) this.#records.object('binary', id, members);
    else if (type === model.physicalObject) this.#records.object('physical', id, members);
    else if (type === model.objectGroup) this.#records.group(id, members);
    else if (type === model.managementMetadata) this.#records.management(members);
  }

  #unexpected(parent: Frame, name: string, origin: Origin): SedaError {
    const expected = parent.state?.expected() ?? [];
    const shown = expected.length === 0 ? 'nothing more' : listed(expected);
    const whose = origin === 'seda' ? '' : ' (of another namespace)';
    return this.fault(
      'NOT_VALID',
      `${name}${whose} is not allowed here in ${parent.name}; expected: ${shown}`,
    );
  }

  #incomplete(frame: Frame): SedaError {
    return this.fault(
      'NOT_VALID',
      `${frame.name} ends too early; expected: ${listed(frame.state?.expected() ?? [])}`,
    );
  }
}

/** Attributes of the schema-instance namespace that tell a reader nothing of the content. */
const ALWAYS_ALLOWED = new Set(['schemaLocation', 'noNamespaceSchemaLocation', 'type']);

const LISTED = 12;
const listed = (names: readonly string[]) =>
  names.length > LISTED ? `${names.slice(0, LISTED).join(', ')}…` : names.join(', ');

function isBlank(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x20) return false;
  return true;
}
