import { ADMINISTRATION_TENANT, ArchiveError } from '../platform/index.ts';
import { DocumentRefused } from './document-refused.ts';
import { journalled, type Order, type ReferentialHouse, Refused } from './journal.ts';
import { backUp } from './kept-files.ts';
import { noteChanges } from './record-notes.ts';
import { deleteRows, readRow, readRows } from './store.ts';

const DELETE = 'STP_DELETE_SECURITY_PROFILE';
export const KIND = {
  kind: 'security-profile',
  collection: 'SecurityProfile',
  prefix: 'SEC_PROFILE',
} as const;

/**
 * Removes a security profile that no context names (spec frontoffice.md B.26).
 * @param version of the profile that was read
 * @throws DocumentRefused: a context names it; ArchiveError adminNotFound, adminConflict
 */
export async function removeSecurityProfile(
  house: ReferentialHouse,
  order: Order,
  identifier: string,
  version: number,
): Promise<void> {
  await journalled(house, order, {
    type: DELETE,
    lock: 'security-profile',
    turn: 'in turn',
    async work(tx) {
      // A context that comes meanwhile would name what is going.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `referential ${ADMINISTRATION_TENANT} context`,
      ]);
      const row = await readRow(tx, ADMINISTRATION_TENANT, 'security-profile', identifier);
      if (!row)
        throw refused(new ArchiveError('adminNotFound', `There is no security profile ${identifier}.`));
      if (row.version !== version)
        throw refused(
          new ArchiveError(
            'adminConflict',
            `${identifier} has changed since version ${version}: it is now version ${row.version}.`,
          ),
        );
      const contexts = (await readRows(tx, ADMINISTRATION_TENANT, 'context')).filter(
        ({ doc }) => doc.SecurityProfile === identifier,
      );
      if (contexts.length > 0) throw refused(inUse(identifier));
      await deleteRows(tx, ADMINISTRATION_TENANT, 'security-profile', [identifier]);
      await noteChanges(tx, ADMINISTRATION_TENANT, 'security-profile', order.operation, [identifier]);
      const kept = await backUp(tx, house, order, KIND);
      return {
        events: [
          { type: 'STP_BACKUP_SECURITY_PROFILE', status: 'OK', detail: kept },
          { type: DELETE, status: 'OK', detail: { SecurityProfile: { identifier } } },
        ],
        result: undefined,
      };
    },
  });
}

function inUse(record: string): DocumentRefused {
  const text = `The security profile ${record} is used by a context`;
  return new DocumentRefused('adminBadRequest', text, [
    { reason: 'USED_BY_CONTEXTS', record, values: [record], text },
  ]);
}

const refused = (answer: ArchiveError) =>
  new Refused(answer, [{ type: DELETE, status: 'KO', detail: { securityProfileCheck: answer.description } }]);
