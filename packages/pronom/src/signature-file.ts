import { SaxesParser } from 'saxes';
import { PatternError, parsePattern } from './pattern.ts';
import type { ByteSequence, Fragment, Signature, SubSequence } from './signature.ts';

/** A format as a signature file describes it. */
export interface PronomFormat {
  readonly puid: string;
  readonly name: string;
  /** '' when the format has none. */
  readonly version: string;
  /** As in the file: one or several, separated by commas; '' when it gives none. */
  readonly mimeType: string;
  readonly extensions: readonly string[];
  /** PUIDs of the formats over which this one is preferred. */
  readonly hasPriorityOver: readonly string[];
  readonly group?: string;
  /** Signatures any of which tells the format. */
  readonly signatures: readonly string[];
}

/** What a DROID signature file holds: formats, and the signatures that tell them. */
export interface SignatureFile {
  readonly version: string;
  readonly dateCreated: string;
  readonly formats: readonly PronomFormat[];
  readonly signatures: readonly Signature[];
}

export type PronomErrorCode = 'NOT_XML' | 'NOT_A_SIGNATURE_FILE' | 'BAD_SIGNATURE';

/** A file that is no signature file: what is wrong, and on which line (from 1). */
export class PronomError extends Error {
  readonly code: PronomErrorCode;
  readonly line: number;

  constructor(code: PronomErrorCode, message: string, line: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PronomError';
    this.code = code;
    this.line = line;
  }
}

const NAMESPACE = 'http://www.nationalarchives.gov.uk/pronom/SignatureFile';
const PUID = /^(x-)?fmt\/\d{1,9}$/;

/** Reads a DROID signature file. @throws PronomError */
export async function parseSignatureFile(xml: string | AsyncIterable<Uint8Array>): Promise<SignatureFile> {
  const reader = new SignatureFileReader();
  if (typeof xml === 'string') reader.write(xml);
  else {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    for await (const piece of xml)
      reader.write(reader.decoded(() => decoder.decode(piece, { stream: true })));
    reader.write(reader.decoded(() => decoder.decode()));
  }
  return reader.finish();
}

interface OpenFormat {
  readonly id: string;
  readonly puid: string;
  readonly name: string;
  readonly version: string;
  readonly mimeType: string;
  readonly group: string | undefined;
  readonly extensions: string[];
  readonly signatures: string[];
  readonly over: string[];
}

interface OpenPart {
  readonly position: number;
  readonly minOffset: number;
  readonly maxOffset: number;
  anchor: string;
  readonly left: Map<number, Fragment[]>;
  readonly right: Map<number, Fragment[]>;
}

class SignatureFileReader {
  readonly #parser = new SaxesParser({ xmlns: false });
  readonly #formats: OpenFormat[] = [];
  readonly #signatures: Signature[] = [];
  #root: Record<string, string> | undefined;
  #text = '';
  #attributes: Record<string, string> = {};
  #format: OpenFormat | undefined;
  #signature: { id: string; sequences: ByteSequence[] } | undefined;
  #sequence: { origin: ByteSequence['origin']; parts: OpenPart[] } | undefined;
  #part: OpenPart | undefined;

  constructor() {
    this.#parser.on('doctype', () => {
      throw this.#fault('NOT_XML', 'a document type declaration is not allowed');
    });
    this.#parser.on('error', (error) => {
      throw this.#fault('NOT_XML', error.message, error);
    });
    this.#parser.on('opentag', ({ name, attributes }) =>
      this.#open(name, attributes as Record<string, string>),
    );
    this.#parser.on('text', (text) => {
      this.#text += text;
    });
    this.#parser.on('closetag', ({ name }) => this.#close(name));
  }

  write(text: string): void {
    this.#parser.write(text);
  }

  decoded(read: () => string): string {
    try {
      return read();
    } catch (error) {
      throw this.#fault('NOT_XML', 'the text is not UTF-8', error);
    }
  }

  finish(): SignatureFile {
    this.#parser.close();
    if (!this.#root) throw this.#fault('NOT_XML', 'the document is empty');
    const puids = new Map(this.#formats.map(({ id, puid }) => [id, puid]));
    return {
      version: this.#root.Version as string,
      dateCreated: this.#root.DateCreated ?? '',
      signatures: this.#signatures,
      formats: this.#formats.map(({ id: _id, over, group, ...format }) => ({
        ...format,
        ...(group === undefined ? {} : { group }),
        hasPriorityOver: over.flatMap((id) => puids.get(id) ?? []),
      })),
    };
  }

  #fault(code: PronomErrorCode, message: string, cause?: unknown): PronomError {
    return new PronomError(code, message, this.#parser.line, { cause });
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#text = '';
    this.#attributes = attributes;
    if (!this.#root) {
      if (name !== 'FFSignatureFile' || attributes.xmlns !== NAMESPACE || !attributes.Version)
        throw this.#fault(
          'NOT_A_SIGNATURE_FILE',
          `the document is a ${name}, not a PRONOM signature file with its version`,
        );
      this.#root = attributes;
      return;
    }
    switch (name) {
      case 'InternalSignature':
        this.#signature = { id: this.#required('ID'), sequences: [] };
        return;
      case 'ByteSequence':
        this.#sequence = { origin: originOf(attributes.Reference), parts: [] };
        return;
      case 'SubSequence':
        this.#part = {
          position: this.#number('Position', 1),
          minOffset: this.#number('SubSeqMinOffset', 0),
          maxOffset: this.#number('SubSeqMaxOffset', Number.POSITIVE_INFINITY),
          anchor: '',
          left: new Map(),
          right: new Map(),
        };
        return;
      case 'FileFormat':
        this.#format = this.#openFormat(attributes);
    }
  }

  #openFormat(attributes: Record<string, string>): OpenFormat {
    const puid = this.#required('PUID');
    if (!PUID.test(puid)) throw this.#fault('NOT_A_SIGNATURE_FILE', `'${puid.slice(0, 40)}' is not a PUID`);
    return {
      id: this.#required('ID'),
      puid,
      name: attributes.Name ?? '',
      version: attributes.Version ?? '',
      mimeType: attributes.MIMEType ?? '',
      group: attributes.FormatType,
      extensions: [],
      signatures: [],
      over: [],
    };
  }

  #required(name: string): string {
    const value = this.#attributes[name];
    if (!value) throw this.#fault('NOT_A_SIGNATURE_FILE', `the attribute ${name} is missing`);
    return value;
  }

  #number(name: string, fallback: number): number {
    const text = this.#attributes[name];
    if (text === undefined) return fallback;
    if (!/^\d{1,9}$/.test(text))
      throw this.#fault('NOT_A_SIGNATURE_FILE', `the attribute ${name} is not a number`);
    return Number(text);
  }

  #close(name: string): void {
    const text = this.#text.trim();
    this.#text = '';
    switch (name) {
      case 'Sequence':
        if (this.#part) this.#part.anchor = text;
        return;
      case 'LeftFragment':
      case 'RightFragment':
        this.#addFragment(name === 'LeftFragment' ? this.#part?.left : this.#part?.right, text);
        return;
      case 'SubSequence':
        if (this.#part) this.#sequence?.parts.push(this.#part);
        this.#part = undefined;
        return;
      case 'ByteSequence':
        if (this.#sequence) this.#signature?.sequences.push(this.#closeSequence(this.#sequence));
        this.#sequence = undefined;
        return;
      case 'InternalSignature':
        if (this.#signature) this.#signatures.push(this.#signature);
        this.#signature = undefined;
        return;
      case 'Extension':
        this.#format?.extensions.push(text.toLowerCase());
        return;
      case 'InternalSignatureID':
        this.#format?.signatures.push(text);
        return;
      case 'HasPriorityOverFileFormatID':
        this.#format?.over.push(text);
        return;
      case 'FileFormat':
        if (this.#format) this.#formats.push(this.#format);
        this.#format = undefined;
    }
  }

  #addFragment(side: Map<number, Fragment[]> | undefined, text: string): void {
    if (!side) return;
    const position = this.#number('Position', 1);
    const fragment = {
      pattern: this.#pattern(text),
      minGap: this.#number('MinOffset', 0),
      maxGap: this.#number('MaxOffset', 0),
    };
    side.set(position, [...(side.get(position) ?? []), fragment]);
  }

  #pattern(text: string) {
    try {
      return parsePattern(text);
    } catch (error) {
      if (error instanceof PatternError) throw this.#fault('BAD_SIGNATURE', error.message, error);
      throw error;
    }
  }

  #closeSequence({ origin, parts }: { origin: ByteSequence['origin']; parts: OpenPart[] }): ByteSequence {
    const ordered = [...parts].sort((a, b) => a.position - b.position);
    // From the end, the last subsequence is met first.
    if (origin === 'end') ordered.reverse();
    return { origin, parts: ordered.map((part, at) => this.#closePart(part, origin, at)) };
  }

  #closePart(part: OpenPart, origin: ByteSequence['origin'], at: number): SubSequence {
    const levels = (side: Map<number, Fragment[]>) =>
      [...side].sort(([a], [b]) => a - b).map(([, fragments]) => fragments);
    const free = origin === 'anywhere' && at === 0;
    return {
      anchor: this.#pattern(part.anchor),
      left: levels(part.left),
      right: levels(part.right),
      minOffset: part.minOffset,
      maxOffset: free ? Number.POSITIVE_INFINITY : part.maxOffset,
    };
  }
}

function originOf(reference: string | undefined): ByteSequence['origin'] {
  if (reference === 'BOFoffset') return 'start';
  return reference === 'EOFoffset' ? 'end' : 'anywhere';
}
