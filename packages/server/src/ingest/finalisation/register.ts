import type { ActionResult } from '../../operations/index.ts';
import { technicalDate } from '../../platform/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf } from '../entry.ts';
import { commentTexts } from '../manifest-control/header-texts.ts';
import { FILES } from '../work-files.ts';

/** Totals of an entry. */
interface Volumes {
  readonly units: number;
  readonly groups: number;
  readonly objects: number;
  readonly bytes: number;
}

const counter = (ingested: number) => ({ ingested, deleted: 0, remained: ingested });

/** ACCESSION_REGISTRATION: the register's detail, which the publication enters (spec ingest.md 15). */
export async function register(run: EntryRun, kind: EntryKind): Promise<ActionResult> {
  const header = await headerOf(run);
  const volumes = await volumesOf(run, kind);
  const agency = header.originatingAgency;
  if (agency === undefined || Object.values(volumes).every((count) => count === 0)) return { status: 'OK' };
  const now = technicalDate(run.house.clock.now());
  const detail = {
    _id: run.house.guids.make('registerDetail', run.tenant),
    _tenant: run.tenant,
    _v: 0,
    OriginatingAgency: agency,
    SubmissionAgency: header.submissionAgency ?? agency,
    ArchivalAgreement: header.archivalAgreement,
    ArchivalProfile: header.archivalProfile,
    AcquisitionInformation: header.acquisitionInformation,
    LegalStatus: header.legalStatus,
    StartDate: now,
    EndDate: now,
    LastUpdate: now,
    Status: 'STORED_AND_COMPLETED',
    TotalUnits: counter(volumes.units),
    TotalObjectGroups: counter(volumes.groups),
    TotalObjects: counter(volumes.objects),
    ObjectSize: counter(volumes.bytes),
    Opc: run.id,
    Opi: run.id,
    OpType: 'INGEST',
    Events: [
      {
        Opc: run.id,
        OpType: 'INGEST',
        Gots: volumes.groups,
        Units: volumes.units,
        Objects: volumes.objects,
        ObjSize: volumes.bytes,
        CreationDate: now,
      },
    ],
    OperationIds: [run.id],
    obIdIn: header.messageIdentifier,
    Comment: commentTexts(header),
  };
  await folderOf(run).write(FILES.register, JSON.stringify(detail));
  return { status: 'OK', detail: JSON.stringify({ Volumetry: [detail] }) };
}

/** Objects that an archived group gains; the others have been counted by those who brought them. */
const ADDED = `(
  select count(*) from jsonb_array_elements(doc -> 'qualifiers') usage, jsonb_array_elements(usage -> 'versions') object
  where object ->> '_opi' = operation)`;

async function volumesOf(run: EntryRun, kind: EntryKind): Promise<Volumes> {
  return run.house.database.inTenant(run.tenant, async (tx) => {
    const [row] = await tx.query<Volumes>(
      `select (select count(*) from staged_unit where tenant = $1 and operation = $2) as units,
              count(*) filter (where changes is null) as groups,
              coalesce(sum(case when changes is null then nb_objects else ${ADDED} end), 0)::bigint as objects,
              (select coalesce(sum(size), 0)::bigint from staged_placement
               where tenant = $1 and operation = $2 and category = 'objects') as bytes
       from staged_group where tenant = $1 and operation = $2`,
      [run.tenant, run.id],
    );
    const volumes = row as Volumes;
    return kind.unitType === 'HOLDING_UNIT' ? { ...volumes, units: 0 } : volumes;
  });
}
