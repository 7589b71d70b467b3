export { contentRoutes } from './content.routes.ts';
export type { ContentHouse } from './house.ts';
export { countWaiting } from './operator.ts';
export { isContentSearched, queueOperation } from './queue.ts';
export { startExtraction } from './start-extraction.ts';
