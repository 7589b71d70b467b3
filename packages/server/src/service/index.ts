export { figureRoutes } from './figures.routes.ts';
export { firstPackageRoutes } from './first-package.routes.ts';
export { type JobView, listJobs } from './jobs.ts';
export { logbookRoutes } from './logbook.routes.ts';
export { processRoutes } from './processes.routes.ts';
export { administrationRoutes } from './referentials.routes.ts';
export { registerScreenRoutes } from './register.routes.ts';
export { transferRoutes } from './transfers.routes.ts';
export { uploadRoutes } from './uploads.routes.ts';
