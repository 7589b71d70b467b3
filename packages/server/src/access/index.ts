export { accessRoutes } from './access.routes.ts';
export { deliveryRoutes } from './delivery/deliveries.routes.ts';
export { dipRoutes } from './delivery/dip.routes.ts';
export { startExpiry } from './delivery/expiry.ts';
export type { DeliveryHouse } from './delivery/house.ts';
export { DELIVERY_WORKFLOW } from './delivery/workflow.ts';
export { rightsOfPerson } from './person-rights.ts';
export { unitRoutes } from './units.routes.ts';
