import type { ChosenUnits } from '../../access/index.ts';
import type { Run } from '../../operations/index.ts';
import { readJson, type WorkFolder } from '../../storage/index.ts';
import type { AuditHouse } from '../house.ts';

/** The run of an audit of existence or integrity. */
export type AuditRun = Run<AuditHouse>;

/** Is each object on each offer, or is it what it was? */
export const AUDIT_ACTIONS = ['AUDIT_FILE_EXISTING', 'AUDIT_FILE_INTEGRITY'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What is said of the objects that are audited. */
export const AUDIT_TYPES = ['dsl', 'tenant', 'originatingagency'] as const;
export type AuditType = (typeof AUDIT_TYPES)[number];

export interface AuditParameters {
  readonly auditActions: AuditAction;
  readonly auditType: AuditType;
  /** Tenant or agency, where the type names one. */
  readonly objectId?: string;
  /** Units whose objects are audited. */
  readonly chosen: ChosenUnits;
}

export const parametersOf = ({ parameters }: AuditRun) => parameters as unknown as AuditParameters;

export const folderOf = (run: AuditRun): WorkFolder => run.house.workspace.folder(run.tenant, run.id);

const numbered = (name: string, extension: string) => (chunk: number) =>
  `${name}.${String(chunk).padStart(6, '0')}.${extension}`;
export const FILES = {
  list: 'list.json',
  /** Groups to audit. */
  groups: numbered('groups', 'jsonl'),
  /** What was found of a chunk: counters, and the groups that are not as they should be. */
  tally: numbered('tally', 'json'),
  faults: numbered('faults', 'jsonl'),
} as const;

export async function chunksOf(run: AuditRun): Promise<number> {
  const { chunks } = await run.once('list', () => readJson<{ chunks: number }>(folderOf(run), FILES.list));
  return chunks;
}
