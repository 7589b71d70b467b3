export { RULES_UPDATE_WORKFLOW } from './rule-durations/workflow.ts';
export { unitUpdateRoutes } from './unit-update/unit-update.routes.ts';
