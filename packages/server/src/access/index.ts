export { accessRoutes } from './access.routes.ts';
export { unitRoutes } from './units.routes.ts';
