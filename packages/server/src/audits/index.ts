export { auditRoutes } from './audits.routes.ts';
export type { AuditHouse } from './house.ts';
export { type CopiesOf, lookAtObjects } from './objects/stored-objects.ts';
export { OBJECTS_AUDIT } from './objects/workflow.ts';
export { type AuditReport, keepReport, type ReportCounts } from './report.ts';
export { auditScreenRoutes } from './screen/audit-screen.routes.ts';
