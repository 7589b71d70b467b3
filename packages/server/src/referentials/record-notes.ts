import type { OperationId, TenantId, Tx } from '../platform/index.ts';
import { BATCH, type KindName } from './store.ts';
import type { ChangedRecords } from './table-difference.ts';

/** Which operations made, changed and removed each record: what its history is read from. */

/** Notes that an operation made or changed records, for their history; its journal says what it changed. */
export function noteChanges(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  operation: OperationId,
  identifiers: readonly string[],
): Promise<void> {
  const notes = identifiers.map((identifier) => ({ identifier, changes: null }));
  return insertNotes(tx, tenant, kind, operation, notes);
}

/** Notes what an operation that replaces a referential did to each of its records, for their history. */
export async function noteDifference(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  operation: OperationId,
  { added, changed, removed }: ChangedRecords,
): Promise<void> {
  const notes = [...added, ...changed, ...removed].map(({ identifier, lines }) => ({
    identifier,
    changes: lines.join('\n'),
  }));
  for (let first = 0; first < notes.length; first += BATCH)
    await insertNotes(tx, tenant, kind, operation, notes.slice(first, first + BATCH));
}

async function insertNotes(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  operation: OperationId,
  notes: readonly { readonly identifier: string; readonly changes: string | null }[],
): Promise<void> {
  await tx.query(
    `insert into referential_change (tenant, kind, identifier, operation, changes)
     select $1, $2, identifier, $3, changes from unnest($4::text[], $5::text[]) as r(identifier, changes)`,
    [tenant, kind, operation, notes.map(({ identifier }) => identifier), notes.map(({ changes }) => changes)],
  );
}
