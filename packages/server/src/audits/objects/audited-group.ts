import { Type } from 'typebox';
import type { Told } from '../../platform/index.ts';

/** Object groups as audits read them and tell of them (spec operations.md 13.1, 24.2). */

export type AuditStatus = 'OK' | 'KO';

export interface AuditedObject {
  readonly id: string;
  readonly opi: string;
  /** Usage: `BinaryMaster`. */
  readonly qualifier: string;
  /** `BinaryMaster_1` */
  readonly version: string;
  readonly strategyId: string;
  /** SHA-512 as the archive recorded it, hexadecimal. */
  readonly digest?: string;
}

export interface AuditedGroup {
  readonly id: string;
  readonly opi: string;
  readonly originatingAgency: string;
  /** Units by which it was reached. */
  readonly parentUnitIds: readonly string[];
  readonly objects: readonly AuditedObject[];
}

/** What is wrong with a copy; of an object that is only described: it should not be there at all. */
export const ObjectFault = Type.Enum(
  ['MISSING', 'SIZE_MISMATCH', 'UNREADABLE', 'DIGEST_MISMATCH', 'UNEXPECTED'],
  { title: 'ObjectFault' },
);
export type ObjectFault = Told<typeof ObjectFault>;

export interface OfferVerdict {
  readonly id: string;
  readonly status: AuditStatus;
  /** Pérenne's own: why it is not OK. */
  readonly fault?: ObjectFault;
}

export interface ObjectVerdict extends Omit<AuditedObject, 'digest'> {
  readonly offerIds: readonly OfferVerdict[];
  readonly status: AuditStatus;
}

export interface GroupVerdict extends Omit<AuditedGroup, 'objects'> {
  readonly status: AuditStatus;
  readonly objectVersions: readonly ObjectVerdict[];
}

/** An object outside the archive, a box or a reel, of which there is only a description. */
export const isPhysical = ({ qualifier }: Pick<AuditedObject, 'qualifier'>) => qualifier === 'PhysicalMaster';

export function verdictOfObject(
  { digest: _digest, ...object }: AuditedObject,
  offers: readonly Omit<OfferVerdict, 'status'>[],
): ObjectVerdict {
  const offerIds = offers.map(({ id, fault }): OfferVerdict => {
    return fault === undefined ? { id, status: 'OK' } : { id, status: 'KO', fault };
  });
  return { ...object, offerIds, status: worst(offerIds) };
}

export function verdictOfGroup(
  { objects: _objects, ...group }: AuditedGroup,
  objectVersions: readonly ObjectVerdict[],
): GroupVerdict {
  return { ...group, status: worst(objectVersions), objectVersions };
}

const worst = (parts: readonly { readonly status: AuditStatus }[]): AuditStatus =>
  parts.some(({ status }) => status === 'KO') ? 'KO' : 'OK';
