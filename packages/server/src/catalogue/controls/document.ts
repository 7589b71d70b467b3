import { convertByOntology, ONTOLOGY_FAULT, type TypeOf } from './ontology-values.ts';
import { textFault } from './sane-text.ts';

/** Limits of one document and of one of its texts, characters (spec ingest.md 3.3). */
const DOCUMENT_CHARACTERS = 16_000_000;
const FIELD_CHARACTERS = 10_000_000;

export type JsonObject = { [name: string]: unknown };

export interface DocumentFault {
  readonly kind: 'sanity' | 'ontology';
  readonly text: string;
}

/** Markup, control characters and sizes, over all names and texts of a document; undefined when nothing is wrong. */
export function sanityFault(document: unknown): DocumentFault | undefined {
  let size = 0;
  const fault = (text: string): DocumentFault => ({ kind: 'sanity', text });
  const visit = (value: unknown, name: string): DocumentFault | undefined => {
    if (typeof value === 'string') {
      size += value.length;
      if (value.length > FIELD_CHARACTERS)
        return fault(`the field '${name}' is longer than ${FIELD_CHARACTERS} characters`);
      const found = textFault(value);
      return found === undefined ? undefined : fault(`the field '${name}' holds ${found}`);
    }
    if (Array.isArray(value)) {
      for (const each of value) {
        const found = visit(each, name);
        if (found) return found;
      }
    } else if (value !== null && typeof value === 'object') {
      for (const key of Object.keys(value)) {
        size += key.length;
        const wrong = textFault(key);
        if (wrong !== undefined) return fault(`the name of a field holds ${wrong}`);
        const found = visit((value as JsonObject)[key], key);
        if (found) return found;
      }
    }
    return undefined;
  };
  const found = visit(document, '');
  if (found) return found;
  return size > DOCUMENT_CHARACTERS
    ? fault(`the document is longer than ${DOCUMENT_CHARACTERS} characters`)
    : undefined;
}

/** Sanity, then the vocabulary's types; the document comes back in its stored form. */
export function checkDocument(
  document: JsonObject,
  ontology: ReadonlyMap<string, { readonly type: string }>,
): { doc: JsonObject; fault?: DocumentFault } {
  const unsane = sanityFault(document);
  if (unsane) return { doc: document, fault: unsane };
  const typeOf: TypeOf = (name) => ontology.get(name)?.type as ReturnType<TypeOf>;
  const { document: converted, faults } = convertByOntology(document, typeOf);
  const doc = converted as JsonObject;
  return faults.length === 0
    ? { doc }
    : { doc, fault: { kind: 'ontology', text: ONTOLOGY_FAULT + faults.join(',') } };
}
