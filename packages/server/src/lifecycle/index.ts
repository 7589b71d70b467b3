export { RULES_UPDATE_WORKFLOW } from './rule-durations/workflow.ts';
