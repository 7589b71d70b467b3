import type { Generated } from 'kysely';

/** Rows of the tables that composed statements touch; migrations/ is the authority. */
export interface Tables {
  unit: UnitRow;
  object_group: GroupRow;
  logbook_operation: LogbookRow;
  operation: OperationRow;
  referential: ReferentialRow;
  accession_register_detail: RegisterDetailRow;
  accession_register_summary: RegisterRow;
  accession_register_symbolic: RegisterRow;
}

export interface UnitRow {
  tenant: number;
  id: string;
  opi: string;
  unit_type: string;
  og: string | null;
  sp: string | null;
  sps: string[];
  up: string[];
  us: string[];
  uds: Record<string, string[]>;
  ops: string[];
  opts: string[];
  min_depth: number;
  max_depth: number;
  seda_version: string;
  implementation_version: string;
  strategy: string;
  management_contract: string | null;
  version: number;
  atomic_version: number;
  graph_at: Date;
  created_at: Date;
  updated_at: Date;
  elimination: unknown[] | null;
  history: unknown[] | null;
  management: Record<string, unknown>;
  content: Record<string, unknown>;
  title: string | null;
  title_words: string[] | null;
  text: string;
}

export interface GroupRow {
  tenant: number;
  id: string;
  opi: string;
  sp: string | null;
  sps: string[];
  up: string[];
  us: string[];
  ops: string[];
  opts: string[];
  profile: string;
  nb_objects: number;
  seda_version: string;
  implementation_version: string;
  strategy: string;
  version: number;
  atomic_version: number;
  graph_at: Date;
  created_at: Date;
  updated_at: Date;
  /** `{ FileInfo?, qualifiers: [{ qualifier, _nbc, versions: [...] }] }` with the stored names of spec seda.md 8. */
  doc: Record<string, unknown>;
}

export interface LogbookRow {
  tenant: number;
  id: string;
  type: string;
  process_type: string;
  started_at: Date;
  persisted_at: Date;
  outcome: string;
  version: number;
  master: Record<string, unknown>;
  events: Record<string, unknown>[];
}

export interface OperationRow {
  tenant: number;
  id: string;
  workflow: string;
  type: string;
  process_type: string;
  state: string;
  status: string;
  step_by_step: boolean;
  next_step: number;
  request: string | null;
  context: string | null;
  parameters: Record<string, unknown>;
  created_at: Date;
  updated_at: Date;
}

export interface ReferentialRow {
  tenant: number;
  kind: string;
  identifier: string;
  id: string;
  version: Generated<number>;
  doc: Record<string, unknown>;
}

export interface RegisterDetailRow {
  tenant: number;
  id: string;
  agency: string;
  opi: string;
  created_at: Date;
  doc: Record<string, unknown>;
}

export interface RegisterRow {
  tenant: number;
  agency: string;
  id: string;
  created_at: Date;
  doc: Record<string, unknown>;
}
