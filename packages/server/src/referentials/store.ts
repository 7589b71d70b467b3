import type { Guid, TenantId, Tx } from '../platform/index.ts';

/** Rows of the table `referential`: one document a record, keyed by tenant, kind and functional identifier. */

/** Kinds of reference documents, as the column `kind` has them. */
export type KindName =
  | 'agency'
  | 'rule'
  | 'format'
  | 'ontology'
  | 'access-contract'
  | 'ingest-contract'
  | 'management-contract'
  | 'context'
  | 'security-profile'
  | 'profile'
  | 'archive-unit-profile'
  | 'griffin'
  | 'preservation-scenario'
  | 'schema-path';

export type Document = Record<string, unknown>;

export interface StoredRow<D = Document> {
  readonly id: string;
  readonly identifier: string;
  readonly version: number;
  readonly doc: D;
}

export interface NewRow {
  readonly id: Guid;
  readonly identifier: string;
  readonly version: number;
  readonly doc: Document;
}

/** Rows sent in one statement: large enough to be few, small enough for the memory of both sides. */
export const BATCH = 2_000;

export async function readRow<D = Document>(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  identifier: string,
): Promise<StoredRow<D> | undefined> {
  const [row] = await tx.query<StoredRow<D>>(
    'select id, identifier, version, doc from referential where tenant = $1 and kind = $2 and identifier = $3',
    [tenant, kind, identifier],
  );
  return row;
}

/** Every row of a kind, by identifier. */
export async function readRows<D = Document>(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
): Promise<StoredRow<D>[]> {
  return tx.query<StoredRow<D>>(
    'select id, identifier, version, doc from referential where tenant = $1 and kind = $2 order by identifier',
    [tenant, kind],
  );
}

/** Those of the identifiers that exist. */
export async function existing(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  identifiers: readonly string[],
): Promise<Set<string>> {
  if (identifiers.length === 0) return new Set();
  const rows = await tx.query<{ identifier: string }>(
    'select identifier from referential where tenant = $1 and kind = $2 and identifier = any($3::text[])',
    [tenant, kind, identifiers],
  );
  return new Set(rows.map((row) => row.identifier));
}

export async function insertRows(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  rows: readonly NewRow[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += BATCH) {
    const batch = rows.slice(first, first + BATCH);
    await tx.query(
      `insert into referential (tenant, kind, identifier, id, version, doc)
       select $1, $2, identifier, id, version, doc
       from unnest($3::text[], $4::text[], $5::integer[], $6::jsonb[]) as r(identifier, id, version, doc)`,
      [
        tenant,
        kind,
        batch.map((row) => row.identifier),
        batch.map((row) => row.id),
        batch.map((row) => row.version),
        batch.map((row) => JSON.stringify(row.doc)),
      ],
    );
  }
}

/** Replaces documents; the rows are found by their identifiers. */
export async function updateRows(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  rows: readonly Pick<NewRow, 'identifier' | 'version' | 'doc'>[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += BATCH) {
    const batch = rows.slice(first, first + BATCH);
    await tx.query(
      `update referential set version = r.version, doc = r.doc
       from unnest($3::text[], $4::integer[], $5::jsonb[]) as r(identifier, version, doc)
       where referential.tenant = $1 and referential.kind = $2 and referential.identifier = r.identifier`,
      [
        tenant,
        kind,
        batch.map((row) => row.identifier),
        batch.map((row) => row.version),
        batch.map((row) => JSON.stringify(row.doc)),
      ],
    );
  }
}

export async function deleteRows(
  tx: Tx,
  tenant: TenantId,
  kind: KindName,
  identifiers: readonly string[],
): Promise<void> {
  if (identifiers.length === 0) return;
  await tx.query('delete from referential where tenant = $1 and kind = $2 and identifier = any($3::text[])', [
    tenant,
    kind,
    identifiers,
  ]);
}

/** Takes `count` numbers of a sequence. @returns the first */
export async function takeNumbers(tx: Tx, tenant: TenantId, name: string, count = 1): Promise<number> {
  const [row] = await tx.query<{ value: number }>(
    `insert into counter (tenant, name, value) values ($1, $2, $3)
     on conflict (tenant, name) do update set value = counter.value + excluded.value
     returning value`,
    [tenant, name, count],
  );
  return (row?.value ?? count) - count + 1;
}

/** Last number given by a sequence; 0 before the first. */
export async function lastNumber(tx: Tx, tenant: TenantId, name: string): Promise<number> {
  const [row] = await tx.query<{ value: number }>(
    'select value from counter where tenant = $1 and name = $2',
    [tenant, name],
  );
  return row?.value ?? 0;
}
