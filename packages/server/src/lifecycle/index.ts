export { computedRulesRoutes } from './computed-rules/computed-rules.routes.ts';
export { queueObsolete, startRecomputation } from './computed-rules/recomputation.ts';
export { COMPUTED_RULES_WORKFLOWS } from './computed-rules/workflow.ts';
export { checkConcurrent } from './concurrent-workflows.ts';
export { massUpdateRoutes } from './mass-update/mass-update.routes.ts';
export { MASS_UPDATE_WORKFLOWS } from './mass-update/workflow.ts';
export { RULES_UPDATE_WORKFLOW } from './rule-durations/workflow.ts';
export { readUnits, unitDocument } from './unit-documents.ts';
export { unitUpdateRoutes } from './unit-update/unit-update.routes.ts';
