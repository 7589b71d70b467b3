import type { FastifyReply, FastifyRequest } from 'fastify';
import { ArchiveError } from '../platform/index.ts';
import { logAccess } from './access-log.ts';
import { allowsUsage } from './access-rights.ts';
import type { AccessHouse } from './house.ts';
import { fileNameOf, findStoredObject, mediaTypeOf, sendObject } from './object-content.ts';
import { type Document, type Eyes, type ObjectVersion, versionsOf } from './reading.ts';

/** Objects as the compatible API sends them (spec api.md A9 to A11). */

/** One object of a group. */
export interface AskedVersion {
  /** `BinaryMaster` */
  readonly usage: string;
  readonly number: number;
}

/** @throws ArchiveError when the contract keeps objects of this usage closed */
export function checkUsage({ rights }: Eyes, usage: string): void {
  if (!allowsUsage(rights, usage))
    throw new ArchiveError('selectObjectById', 'Qualifier not allowed', { status: 401 });
}

/** @throws ArchiveError when the group has none such */
export function versionAsked(group: Document, { usage, number }: AskedVersion): ObjectVersion {
  const name = `${usage}_${number}`;
  const found = versionsOf(group).find(({ version }) => version.DataObjectVersion === name);
  if (found === undefined) throw notStored(name);
  return found.version;
}

const notStored = (name: string) =>
  new ArchiveError('selectObjectById', `No stored object ${name} in this unit`, { status: 404 });

/**
 * Sends an object, once its reading is written down where the contract wants it.
 * @param unit through which it is reached
 * @throws ArchiveError for an object that is described only
 */
export async function sendVersion(
  house: AccessHouse,
  request: FastifyRequest,
  reply: FastifyReply,
  eyes: Eyes,
  { version, unit }: { readonly version: ObjectVersion; readonly unit: string },
): Promise<FastifyReply> {
  const { '#id': id, DataObjectVersion: name } = version;
  const stored = await house.database.inTenant(eyes.tenant, async (tx) => {
    const place = await findStoredObject(tx, eyes.tenant, id);
    const { context, applicationSession: application } = request.caller;
    if (place)
      await logAccess(
        tx,
        eyes.rights,
        {
          tenant: eyes.tenant,
          request: request.requestGuid,
          context,
          ...(application ? { application } : {}),
        },
        [{ id, size: place.size, dataObjectVersion: name, unit }],
        house.clock.now(),
      );
    return place;
  });
  if (stored === undefined) throw notStored(name);
  const at = name.lastIndexOf('_');
  reply.raw.setHeader('X-Qualifier', name.slice(0, at));
  reply.raw.setHeader('X-Version', name.slice(at + 1));
  return sendObject(request, reply, house, {
    stored,
    fileName: fileNameOf(version),
    contentType: mediaTypeOf(version),
    disposition: 'attachment',
  });
}
