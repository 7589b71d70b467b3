import { createInterface } from 'node:readline';
import type { ActionResult } from '../../operations/index.ts';
import { keptFile } from '../../referentials/index.ts';
import { ChunkWriter } from '../../storage/index.ts';
import type { EvidenceEntry } from '../evidence/entry.ts';
import {
  type CorrectionParameters,
  type EvidenceRun,
  FILES,
  folderOf,
  LIFE_CYCLES,
  type Listed,
} from '../evidence/run.ts';

/** Lines of a report before its entries. */
const HEADS = 3;

/** EVIDENCE_AUDIT_LIST_OBJECT of a correction: what the audit has found faulty, as its report tells. */
export async function listFaulty(run: EvidenceRun): Promise<ActionResult> {
  const { tenant, house, parameters } = run;
  const { audit } = parameters as unknown as CorrectionParameters;
  const report = await house.database.inTenant(tenant, (tx) =>
    keptFile(tx, house, tenant, 'reports', `${audit}.jsonl`),
  );
  if (report === undefined)
    return { status: 'KO', detail: JSON.stringify({ error: `The audit ${audit} has no report` }) };
  const folder = folderOf(run);
  const chunks = new ChunkWriter<Listed>(folder, FILES.listed);
  let line = 0;
  for await (const text of createInterface({ input: report, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (++line <= HEADS || text === '') continue;
    const { identifier, status, objectType } = JSON.parse(text) as EvidenceEntry;
    if (status === 'KO' && Object.hasOwn(LIFE_CYCLES, objectType))
      await chunks.add({ kind: objectType, id: identifier });
  }
  await folder.write(FILES.list, JSON.stringify({ chunks: await chunks.finish() }));
  return { status: 'OK' };
}
