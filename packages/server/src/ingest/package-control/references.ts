import type { JsonObject } from '@perenne/seda';

/** Identifiers that the archive gave to what the manifest names. */
export interface GivenIdentifiers {
  unit(manifestId: string): string | undefined;
  object(manifestId: string): string | undefined;
  /** Group of that manifest id, or of the object of that manifest id. */
  group(manifestId: string): string | undefined;
}

const UNIT_REFERENCES = ['ArchiveUnitRefId', 'RepositoryArchiveUnitPID', 'RepositoryObjectPID'] as const;

/**
 * A unit's description with its inner references turned into identifiers of the archive (spec seda.md 7.3, 7.5);
 * what names nothing of the manifest stays as it is.
 */
export function withReferences(content: JsonObject, given: GivenIdentifiers): JsonObject {
  const { RelatedObjectReference, CustodialHistory, Signature } = content;
  if (!RelatedObjectReference && !CustodialHistory && !Signature) return content;
  const result: JsonObject = { ...content };
  if (RelatedObjectReference)
    result.RelatedObjectReference = mapMembers(
      RelatedObjectReference as Record<string, JsonObject[]>,
      (references) => references.map((reference) => relatedObject(reference, given)),
    );
  const file = (CustodialHistory as JsonObject | undefined)?.CustodialHistoryFile as JsonObject | undefined;
  if (file)
    result.CustodialHistory = {
      ...(CustodialHistory as JsonObject),
      CustodialHistoryFile: mapMembers(file as Record<string, string>, (id) => given.group(id) ?? id),
    };
  if (Signature) result.Signature = (Signature as JsonObject[]).map((signature) => signed(signature, given));
  return result;
}

function relatedObject(reference: JsonObject, given: GivenIdentifiers): JsonObject {
  const result: JsonObject = { ...reference };
  for (const member of UNIT_REFERENCES)
    if (typeof reference[member] === 'string')
      result[member] = given.unit(reference[member]) ?? reference[member];
  const object = reference.DataObjectReference as Record<string, string> | undefined;
  if (object)
    result.DataObjectReference = Object.fromEntries(
      Object.entries(object).map(([name, id]) => [
        name,
        (name === 'DataObjectReferenceId' ? given.object(id) : given.group(id)) ?? id,
      ]),
    );
  return result;
}

function signed(signature: JsonObject, given: GivenIdentifiers): JsonObject {
  const referenced = signature.ReferencedObject as JsonObject | undefined;
  const id = referenced?.SignedObjectId;
  if (typeof id !== 'string') return signature;
  return { ...signature, ReferencedObject: { ...referenced, SignedObjectId: given.object(id) ?? id } };
}

function mapMembers<T, R>(members: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, map(value)]));
}
