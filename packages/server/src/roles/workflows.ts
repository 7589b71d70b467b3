import { DELIVERY_WORKFLOW } from '../access/index.ts';
import { OBJECTS_AUDIT } from '../audits/index.ts';
import type { House } from '../http/house.ts';
import { ENTRY_WORKFLOWS } from '../ingest/index.ts';
import {
  COMPUTED_RULES_WORKFLOWS,
  MASS_UPDATE_WORKFLOWS,
  RECLASSIFICATION,
  RULES_UPDATE_WORKFLOW,
} from '../lifecycle/index.ts';
import type { Workflow } from '../operations/index.ts';
import {
  EVIDENCE_AUDIT,
  GROUPS_SECURING,
  LINKED_CHECK,
  PROBATIVE_VALUE,
  RECTIFICATION_AUDIT,
  UNITS_SECURING,
} from '../proof/index.ts';

/** Every process that the engine runs: a room that gains one is named here. */
export const WORKFLOWS: readonly Workflow<House>[] = [
  ...ENTRY_WORKFLOWS,
  DELIVERY_WORKFLOW,
  RULES_UPDATE_WORKFLOW,
  ...COMPUTED_RULES_WORKFLOWS,
  ...MASS_UPDATE_WORKFLOWS,
  RECLASSIFICATION,
  UNITS_SECURING,
  GROUPS_SECURING,
  LINKED_CHECK,
  OBJECTS_AUDIT,
  EVIDENCE_AUDIT,
  RECTIFICATION_AUDIT,
  PROBATIVE_VALUE,
];
