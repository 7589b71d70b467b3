export { conditionOf } from './condition.ts';
export { exactly } from './equality.ts';
export { facetPlan } from './facets.ts';
export { orderOf } from './order.ts';
export { relevanceOf } from './relevance.ts';
export type { Condition } from './scope.ts';
export { tsquery } from './words.ts';
