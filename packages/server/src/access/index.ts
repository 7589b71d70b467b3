export { accessRoutes } from './access.routes.ts';
export { type AccessLine, accessLines } from './access-log.ts';
export { FULL_ACCESS } from './access-rights.ts';
export {
  type ChosenGroup,
  type ChosenUnits,
  checkChosen,
  chooseFound,
  chooseUnits,
  chosenAmong,
  eachChosen,
  eachChosenGroup,
  selectChosen,
  visibleAmong,
} from './chosen-units.ts';
export { bodyOf, contractRights, eyesOf, refusingAs, whileWaitedFor } from './compatible.ts';
export { deliveryRoutes, whose } from './delivery/deliveries.routes.ts';
export { type DeliveriesOf, readDelivery } from './delivery/deliveries.ts';
export { dipRoutes } from './delivery/dip.routes.ts';
export { startExpiry } from './delivery/expiry.ts';
export type { DeliveryHouse } from './delivery/house.ts';
export { DELIVERY_WORKFLOW } from './delivery/workflow.ts';
export { expertRoutes } from './expert.routes.ts';
export { launch } from './launch.ts';
export { contentDisposition, type StoredObject, sendObject } from './object-content.ts';
export {
  askerOfPerson,
  contractOf,
  eyesEverywhere,
  eyesOfPerson,
  refusedInWords,
  rightsOfPerson,
} from './person-rights.ts';
export { type Eyes, findUnit, todayOf } from './reading.ts';
export { savedSearchRoutes } from './saved-searches.routes.ts';
export { savedViewRoutes } from './saved-views.routes.ts';
export { simulationRoutes } from './simulation.routes.ts';
export { streamRoutes } from './streams.routes.ts';
export { recordSymbolicRegister, SYMBOLIC_REGISTER, startSymbolicRegister } from './symbolic-register.ts';
export { Filters, filtersOf } from './unit-filters.ts';
export { countUnits as countFound } from './unit-page.ts';
export { titlesOf } from './unit-search.ts';
export { judgeThreshold } from './unit-threshold.ts';
export { unitRoutes } from './units.routes.ts';
export { countHolders, Holders, type HoldingPaths } from './value-holders.ts';
