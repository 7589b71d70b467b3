import type { OperationId, TenantId, Tx } from '../../platform/index.ts';

/** What is sent, as its sender announced it. */
export interface Announced {
  /** Account that sends; nobody else sees the upload. */
  readonly account: string;
  readonly workflow: string;
  readonly fileName: string;
  /** Date of the file where it was chosen, milliseconds since 1970. */
  readonly fileModified: number | null;
  /** Bytes. */
  readonly size: number;
}

export interface Upload extends Announced {
  /** Identifier of the upload, and of the operation that it becomes. */
  readonly id: OperationId;
  /** Bytes that are durable; all of them once it has been taken in. */
  readonly received: number;
  readonly touchedAt: Date;
  /** Its operation exists. */
  readonly entered: boolean;
}

const UPLOADS = `
  select * from (
    select u.id, u.account, u.workflow, u.file_name as "fileName", u.file_modified as "fileModified", u.size,
           case when o.id is null then u.received else u.size end as received, u.touched_at as "touchedAt",
           u.tenant, o.id is not null as entered
    from upload u left join operation o on o.tenant = u.tenant and o.id = u.id
    where u.tenant = $1
  ) upload`;

export async function insertUpload(
  tx: Tx,
  tenant: TenantId,
  id: OperationId,
  { account, workflow, fileName, fileModified, size }: Announced,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into upload (tenant, id, account, workflow, file_name, file_modified, size, received, created_at, touched_at)
     values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $8)`,
    [tenant, id, account, workflow, fileName, fileModified, size, now],
  );
}

export async function findUpload(
  tx: Tx,
  tenant: TenantId,
  account: string,
  id: string,
): Promise<Upload | undefined> {
  const [upload] = await tx.query<Upload>(`${UPLOADS} where id = $2 and account = $3`, [tenant, id, account]);
  return upload;
}

/** Those of an account that have not been taken in, the last touched first. */
export function openUploads(tx: Tx, tenant: TenantId, account: string): Promise<Upload[]> {
  return tx.query<Upload>(`${UPLOADS} where account = $2 and not entered order by "touchedAt" desc, id`, [
    tenant,
    account,
  ]);
}

export function staleUploads(tx: Tx, tenant: TenantId, before: Date): Promise<Upload[]> {
  return tx.query<Upload>(`${UPLOADS} where "touchedAt" < $2 order by id`, [tenant, before]);
}

/** @returns false when somebody else has gone on from there, or the upload is gone */
export async function noteReceived(
  tx: Tx,
  tenant: TenantId,
  id: string,
  change: { readonly from: number; readonly to: number },
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    'update upload set received = $4, touched_at = $5 where tenant = $1 and id = $2 and received = $3 returning id',
    [tenant, id, change.from, change.to, now],
  );
  return rows.length === 1;
}

/** @param touchedBefore leaves one that went on meanwhile. @returns whether it was there */
export async function deleteUpload(
  tx: Tx,
  tenant: TenantId,
  id: string,
  touchedBefore: Date | null = null,
): Promise<boolean> {
  const rows = await tx.query(
    `delete from upload where tenant = $1 and id = $2 and ($3::timestamptz is null or touched_at < $3) returning id`,
    [tenant, id, touchedBefore],
  );
  return rows.length === 1;
}

export async function isUpload(tx: Tx, tenant: TenantId, id: string): Promise<boolean> {
  return (await tx.query('select id from upload where tenant = $1 and id = $2', [tenant, id])).length === 1;
}
