export { conditionOf, scopeOf } from './condition.ts';
export { groupsHolding, inAll, partHolds, readableParts } from './content.ts';
export { exactly } from './equality.ts';
export { facetPlan } from './facets.ts';
export { orderBy, type SortKey, sortKeysOf } from './order.ts';
export { relevanceOf } from './relevance.ts';
export { type Condition, joined } from './scope.ts';
export { tsquery } from './words.ts';
