import type { Origin } from './particles.ts';

/** Namespaces of SEDA messages, any version. */
export const SEDA_NAMESPACE = /^fr:gouv:culture:archivesdefrance:seda:v(\d\.\d+)$/;

const USUAL: Readonly<Record<string, string>> = {
  'http://www.w3.org/XML/1998/namespace': 'xml',
  'http://www.w3.org/1999/xlink': 'xlink',
  'http://www.w3.org/2001/XMLSchema-instance': 'xsi',
};

export interface Namespace {
  readonly uri: string;
  readonly origin: Origin;
  /** Prefix under which the content model names attributes of this namespace. */
  readonly usual?: string;
}

const NONE: Namespace = { uri: '', origin: 'none' };

/** Namespaces in force by prefix, the empty one being the default. */
export class Namespaces {
  readonly #byPrefix = new Map<string, Namespace>();
  /** The default one, which nearly every element has. */
  #default = NONE;
  #seda = '';

  constructor() {
    this.declare('xml', 'http://www.w3.org/XML/1998/namespace');
  }

  /** The namespace of the message, known once its root is. */
  get seda(): string {
    return this.#seda;
  }

  set seda(uri: string) {
    this.#seda = uri;
    this.#default = this.#known(this.#default);
    for (const [prefix, namespace] of this.#byPrefix) this.#byPrefix.set(prefix, this.#known(namespace));
  }

  of(prefix: string): Namespace | undefined {
    return prefix === '' ? this.#default : this.#byPrefix.get(prefix);
  }

  /** @returns what the prefix stood for, to be given to `takeBack` at the end of the element */
  declare(prefix: string, uri: string): Namespace | undefined {
    const before = this.of(prefix);
    this.#set(prefix, uri === '' ? NONE : this.#made(uri));
    return before;
  }

  /** Undoes declarations, the last one first. */
  takeBack(declared: readonly (readonly [string, Namespace | undefined])[]): void {
    for (let at = declared.length - 1; at >= 0; at--) {
      const [prefix, before] = declared[at] as readonly [string, Namespace | undefined];
      if (before) this.#set(prefix, this.#known(before));
      else this.#byPrefix.delete(prefix);
    }
  }

  #set(prefix: string, namespace: Namespace): void {
    if (prefix === '') this.#default = namespace;
    else this.#byPrefix.set(prefix, namespace);
  }

  #made(uri: string): Namespace {
    const usual = Object.hasOwn(USUAL, uri) ? USUAL[uri] : undefined;
    return {
      uri,
      origin: uri === this.#seda ? 'seda' : 'other',
      ...(usual === undefined ? {} : { usual }),
    };
  }

  #known(namespace: Namespace): Namespace {
    return namespace.uri === '' ? NONE : this.#made(namespace.uri);
  }
}
