export { holdGraph } from './hold-graph.ts';
export { MOST_ANCESTORS, type PlacedUnit, placedUnder } from './placed-under.ts';
export { TYPE_RANK, type UnitType } from './unit-types.ts';
