import { lookAtObjects } from '../../audits/index.ts';
import type { ObjectCopies } from './compare.ts';
import type { EvidenceRun } from './run.ts';

/** Reads every copy of objects again. @throws StorageError of an offer that does not answer */
export async function objectCopies(
  { tenant, house, signal }: EvidenceRun,
  objects: readonly string[],
): Promise<ObjectCopies> {
  const copiesOf = await lookAtObjects(house, tenant, objects, 'integrity', signal);
  return (object) =>
    (copiesOf(object) ?? []).map((copy) => ({
      offer: copy.offer,
      digest: copy.kind === 'read' ? copy.digest.toString('hex') : undefined,
    }));
}
