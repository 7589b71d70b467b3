import type { JsonObject } from '@perenne/seda';

/** What a message holds: only that may be referred to. */
export interface Delivered {
  readonly units: { has(id: string): boolean };
  readonly groups: { has(id: string): boolean };
  /** Group that holds a delivered object. */
  groupOf(object: string): string | undefined;
}

/**
 * A unit's description with its inner references as the message can hold them. A related unit or object that is not
 * delivered is named by its identifier; a custodial file or a signed object that is not delivered has no such place,
 * and what refers to it is left out.
 */
export function deliveredReferences(content: JsonObject, delivered: Delivered): JsonObject {
  const { RelatedObjectReference, CustodialHistory, Signature } = content;
  if (!RelatedObjectReference && !CustodialHistory && !Signature) return content;
  const result: JsonObject = { ...content };
  if (RelatedObjectReference)
    result.RelatedObjectReference = Object.fromEntries(
      Object.entries(RelatedObjectReference as Record<string, JsonObject[]>).map(([relation, references]) => [
        relation,
        references.map((reference) => related(reference, delivered)),
      ]),
    );
  if (CustodialHistory) result.CustodialHistory = custody(CustodialHistory as JsonObject, delivered);
  if (Signature)
    result.Signature = (Signature as JsonObject[]).filter(
      ({ ReferencedObject }) => delivered.groupOf(signedObject(ReferencedObject as JsonObject)) !== undefined,
    );
  return result;
}

function signedObject(referenced: JsonObject): string {
  return String(referenced?.SignedObjectId);
}

function related(reference: JsonObject, delivered: Delivered): JsonObject {
  const { ArchiveUnitRefId: unit, DataObjectReference: object } = reference;
  if (typeof unit === 'string')
    return delivered.units.has(unit) ? reference : { RepositoryArchiveUnitPID: unit };
  if (object === undefined) return reference;
  const { DataObjectReferenceId, DataObjectGroupReferenceId } = object as Record<string, string>;
  const id = DataObjectGroupReferenceId ?? DataObjectReferenceId ?? '';
  const group = delivered.groups.has(id) ? id : delivered.groupOf(id);
  return group === undefined
    ? { RepositoryObjectPID: id }
    : { DataObjectReference: { DataObjectGroupReferenceId: group } };
}

/** Whatever its member's name, the file is kept as its group (spec seda.md 7.3). */
function custody({ CustodialHistoryFile, ...history }: JsonObject, { groups }: Delivered): JsonObject {
  const [id] = Object.values((CustodialHistoryFile ?? {}) as Record<string, string>);
  if (id === undefined || !groups.has(id)) return history;
  return { ...history, CustodialHistoryFile: { DataObjectGroupReferenceId: id } };
}
