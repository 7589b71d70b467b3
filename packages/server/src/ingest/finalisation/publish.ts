import { queueOperation } from '../../content/index.ts';
import { PublicationRefused } from '../../operations/index.ts';
import type { Tx } from '../../platform/index.ts';
import { followRules } from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf, planOf } from '../entry.ts';
import type { ChunkContainers } from '../objects/stage-objects.ts';
import { type DocumentCategory, type KeptPack, keptPack } from '../storing/packs.ts';
import { updatePacks } from '../storing/update-groups.ts';
import { FILES, type Plan, readJson, readLines } from '../work-files.ts';
import { askComputation } from './ask-computation.ts';
import { holdParents } from './hold-parents.ts';
import { clearStagedRows, type Publication, publishGroupRows, publishUnitRows } from './publish-rows.ts';

/**
 * Makes an entry visible, all at once: units, groups, life cycles, places and register, in the transaction that
 * completes its operation (DESIGN 3.3).
 */
export async function publish(run: EntryRun, tx: Tx, kind: EntryKind): Promise<void> {
  const plan = await planOf(run);
  await holdParents(run, tx, kind);
  const publication = await publicationOf(run, kind);
  await publishUnitRows(tx, publication);
  if (kind.rules)
    await followRules(tx, run.house, { tenant: run.tenant, operation: run.id, context: run.context });
  if (kind.rules) await askComputation(run, tx);
  if (kind.objects) {
    await changeGroups(run, tx);
    await publishGroupRows(tx, publication);
  }
  await publishPlaces(run, tx);
  await publishPacks(run, tx, kind, plan);
  await queueContent(run, tx, kind);
  await publishRegister(run, tx);
  await countFormats(run, tx);
  await clearStaging(run, tx);
}

/** Of a blank test nothing becomes visible but its manifest. */
export async function publishManifest(run: EntryRun, tx: Tx): Promise<void> {
  await publishPlaces(run, tx);
  await clearStaging(run, tx);
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

async function publishPacks(run: EntryRun, tx: Tx, kind: EntryKind, plan: Plan): Promise<void> {
  const { unitChunks, groupChunks } = plan;
  const packs: KeptPack[] = [];
  const gather = async (category: DocumentCategory, chunks: Iterable<number>) => {
    for (const chunk of chunks) packs.push(await keptPack(run, category, chunk));
  };
  await gather('units', Array(unitChunks).keys());
  if (kind.objects) {
    await gather('objectgroups', [...Array(groupChunks).keys(), ...updatePacks(plan)]);
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

/** Archived groups that gain units or objects (spec ingest.md 9.2): each is still what its new form was made of. */
async function changeGroups(run: EntryRun, tx: Tx): Promise<void> {
  const { touchedGroups, extendedGroups } = await planOf(run);
  const wanted = new Set([...touchedGroups.map(({ id }) => id), ...extendedGroups]);
  if (wanted.size === 0) return;
  const changed = await tx.query(
    `update object_group g
     set up = g.up || array(select each from unnest(s.up) each where each <> all (g.up)),
         us = g.us || array(select each from unnest(s.us) each where each <> all (g.us)),
         sps = g.sps || array(select each from unnest(s.sps) each where each <> all (g.sps)),
         ops = array_append(array_remove(g.ops, s.operation), s.operation),
         doc = s.doc, profile = s.profile, nb_objects = s.nb_objects,
         version = g.version + 1, atomic_version = g.atomic_version + 1, graph_at = s.at, updated_at = s.at
     from staged_group s
     where s.tenant = $1 and s.operation = $2 and g.tenant = $1 and g.id = s.id and g.version = s.changes
     returning g.id`,
    [run.tenant, run.id],
  );
  if (changed.length < wanted.size)
    throw new PublicationRefused(
      'CHECK_ATTACHEMENT',
      'an object group to which this entry is attached has changed or gone since: send the transfer again',
    );
}

/** Their texts are read afterwards, from what is published alone. */
async function queueContent(run: EntryRun, tx: Tx, kind: EntryKind): Promise<void> {
  if (!kind.objects) return;
  const { extendedGroups } = await planOf(run);
  await queueOperation(tx, run.tenant, run.id, extendedGroups, run.house.clock.now());
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
     where tenant = $1 and operation = $2 and (changes is null or version ->> '_opi' = $2)
     group by 4, 5`,
    [run.tenant, run.id, originatingAgency ?? ''],
  );
}

/** Takes away an operation's staged rows, and lets others change the groups that it held; idempotent. */
export async function clearStaging(run: EntryRun, tx: Tx): Promise<void> {
  await clearStagedRows(tx, run.tenant, run.id);
}
