import type { Tx } from '../../platform/index.ts';
import { followRules } from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf, planOf } from '../entry.ts';
import type { ChunkContainers } from '../objects/stage-objects.ts';
import { type DocumentCategory, type KeptPack, keptPack } from '../storing/packs.ts';
import { FILES, type Plan, readJson, readLines } from '../work-files.ts';
import { clearStagedRows, type Publication, publishGroupRows, publishUnitRows } from './publish-rows.ts';

/** An entry cannot be published because what it is attached to has gone since. */
export class PublicationError extends Error {
  readonly code = 'ATTACHMENT_GONE';
}

/**
 * Makes an entry visible, all at once: units, groups, life cycles, places and register, in the transaction that
 * completes its operation (DESIGN 3.3).
 */
export async function publish(run: EntryRun, tx: Tx, kind: EntryKind): Promise<void> {
  const plan = await planOf(run);
  await holdParents(run, tx);
  const publication = await publicationOf(run, kind);
  await publishUnitRows(tx, publication);
  if (kind.rules)
    await followRules(tx, run.house, { tenant: run.tenant, operation: run.id, context: run.context });
  if (kind.objects) await publishGroupRows(tx, publication);
  await publishPlaces(run, tx);
  await publishPacks(run, tx, kind, plan);
  await touchExistingGroups(run, tx);
  await publishRegister(run, tx);
  await countFormats(run, tx);
  await clearStaging(run, tx);
}

/** Of a blank test nothing becomes visible but its manifest. */
export async function publishManifest(run: EntryRun, tx: Tx): Promise<void> {
  await publishPlaces(run, tx);
  await clearStaging(run, tx);
}

/** Parents that the plan found must still be there, and stay until the commit. */
async function holdParents(run: EntryRun, tx: Tx): Promise<void> {
  const { parents } = await planOf(run);
  if (parents.length === 0) return;
  const held = await tx.query('select id from unit where tenant = $1 and id = any ($2) for share', [
    run.tenant,
    parents,
  ]);
  if (held.length < parents.length)
    throw new PublicationError(
      'a unit under which this entry is attached exists no more: cancel the operation',
    );
}

async function publicationOf(run: EntryRun, kind: EntryKind): Promise<Publication> {
  const header = await headerOf(run);
  return {
    tenant: run.tenant,
    operation: run.id,
    unitType: kind.unitType,
    originatingAgency: kind.originatingAgency ? (header.originatingAgency ?? null) : null,
    sedaVersion: header.version,
    strategy: run.house.storage.strategy,
  };
}

async function publishPlaces(run: EntryRun, tx: Tx): Promise<void> {
  await tx.query(
    `insert into placement (tenant, category, name, operation, strategy, container, entry_offset, size, digest, offers)
     select tenant, category, name, operation, strategy, container, entry_offset, size, digest, offers
     from staged_placement where tenant = $1 and operation = $2`,
    [run.tenant, run.id],
  );
}

async function publishPacks(
  run: EntryRun,
  tx: Tx,
  kind: EntryKind,
  { unitChunks, groupChunks }: Plan,
): Promise<void> {
  const packs: KeptPack[] = [];
  const gather = async (category: DocumentCategory, chunks: number) => {
    for (let chunk = 0; chunk < chunks; chunk++) packs.push(await keptPack(run, category, chunk));
  };
  await gather('units', unitChunks);
  if (kind.objects) {
    await gather('objectgroups', groupChunks);
    for (let chunk = 0; chunk < groupChunks; chunk++) {
      const [containers] = await readLines<ChunkContainers>(folderOf(run), FILES.checkedGroups(chunk));
      if (containers?.pack) packs.push({ ...containers.pack, category: 'objects' });
    }
  }
  await tx.query(
    `insert into pack (tenant, container, category, operation, entries, size, digest, offers)
     select $1, p->>'container', p->>'category', $2, (p->>'entries')::integer, (p->>'size')::bigint,
            decode(p->>'digest', 'hex'), array(select jsonb_array_elements_text(p->'offers'))
     from jsonb_array_elements($3::jsonb) p`,
    [run.tenant, run.id, JSON.stringify(packs)],
  );
}

/** Existing groups that gained a unit (spec ingest.md 9.2, 14.4). */
async function touchExistingGroups(run: EntryRun, tx: Tx): Promise<void> {
  const { touchedGroups } = await planOf(run);
  const now = run.house.clock.now();
  for (const { id, up, us, sps } of touchedGroups) {
    const rows = await tx.query<{ version: number }>(
      `update object_group
       set up = array(select distinct unnest(up || $3::text[])), us = array(select distinct unnest(us || $4::text[])),
           sps = array(select distinct unnest(sps || $5::text[])), ops = array_append(ops, $6),
           version = version + 1, atomic_version = atomic_version + 1, graph_at = $7, updated_at = $7
       where tenant = $1 and id = $2 returning version`,
      [run.tenant, id, up, us, sps, run.id, now],
    );
    const [row] = rows;
    if (!row)
      throw new PublicationError(
        'an object group to which this entry is attached exists no more: cancel the operation',
      );
    const diff = `+  #unitups : ${JSON.stringify(up)}\n+  #operations : ${JSON.stringify([run.id])}`;
    await tx.query(
      `insert into life_cycle (tenant, kind, id, operation, at, events) values ($1, 'group', $2, $3, $4, $5)`,
      [
        run.tenant,
        id,
        run.id,
        now,
        JSON.stringify([
          ['LFC.OBJECT_GROUP_UPDATE', now.getTime(), 'O', JSON.stringify({ diff, version: row.version })],
        ]),
      ],
    );
  }
}

interface RegisterDetail {
  readonly _id: string;
  readonly OriginatingAgency: string;
  readonly TotalUnits: { readonly ingested: number };
  readonly TotalObjectGroups: { readonly ingested: number };
  readonly TotalObjects: { readonly ingested: number };
  readonly ObjectSize: { readonly ingested: number };
}

async function publishRegister(run: EntryRun, tx: Tx): Promise<void> {
  const folder = folderOf(run);
  if (!(await folder.exists(FILES.register))) return;
  const detail = await readJson<RegisterDetail>(folder, FILES.register);
  const now = run.house.clock.now();
  const agency = detail.OriginatingAgency;
  await tx.query(
    `insert into accession_register_detail (tenant, id, agency, opi, created_at, doc) values ($1, $2, $3, $4, $5, $6)`,
    [run.tenant, detail._id, agency, run.id, now, JSON.stringify(detail)],
  );
  const totals = {
    TotalUnits: detail.TotalUnits.ingested,
    TotalObjectGroups: detail.TotalObjectGroups.ingested,
    TotalObjects: detail.TotalObjects.ingested,
    ObjectSize: detail.ObjectSize.ingested,
  };
  const zero = { ingested: 0, deleted: 0, remained: 0 };
  await tx.query(
    `insert into accession_register_summary (tenant, agency, id, created_at, doc) values ($1, $2, $3, $4, $5)
     on conflict (tenant, agency) do nothing`,
    [
      run.tenant,
      agency,
      run.house.guids.make('registerSummary', run.tenant),
      now,
      JSON.stringify({
        OriginatingAgency: agency,
        TotalUnits: zero,
        TotalObjectGroups: zero,
        TotalObjects: zero,
        ObjectSize: zero,
        CreationDate: now.toISOString().slice(0, -1),
      }),
    ],
  );
  // Read and written in one statement each: two entries of one agency that end together add up.
  const [row] = await tx.query<{ doc: Record<string, unknown> }>(
    'select doc from accession_register_summary where tenant = $1 and agency = $2 for update',
    [run.tenant, agency],
  );
  const doc = { ...row?.doc };
  for (const [name, ingested] of Object.entries(totals)) {
    const known = doc[name] as typeof zero;
    doc[name] = { ...known, ingested: known.ingested + ingested, remained: known.remained + ingested };
  }
  await tx.query('update accession_register_summary set doc = $3 where tenant = $1 and agency = $2', [
    run.tenant,
    agency,
    JSON.stringify(doc),
  ]);
}

/** What entered of each format, beside the register, which does not tell formats apart. */
async function countFormats(run: EntryRun, tx: Tx): Promise<void> {
  const { originatingAgency } = await headerOf(run);
  await tx.query(
    `insert into entered_objects (tenant, opi, agency, physical, format, format_name, objects, bytes)
     select $1, $2, $3, version ? 'PhysicalId', coalesce(version -> 'FormatIdentification' ->> 'FormatId', ''),
            max(version -> 'FormatIdentification' ->> 'FormatLitteral'), count(*),
            sum(case when version ? 'PhysicalId' then 0 else coalesce((version ->> 'Size')::bigint, 0) end)
     from staged_group, jsonb_array_elements(doc -> 'qualifiers') qualifier,
          jsonb_array_elements(qualifier -> 'versions') version
     where tenant = $1 and operation = $2
     group by 4, 5`,
    [run.tenant, run.id, originatingAgency ?? ''],
  );
}

/** Takes away an operation's staged rows; idempotent. */
export async function clearStaging(run: EntryRun, tx: Tx): Promise<void> {
  await clearStagedRows(tx, run.tenant, run.id);
}
