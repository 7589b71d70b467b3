export * from './boolean.ts';
export * from './comparison.ts';
export * from './equality.ts';
export * from './existence.ts';
export * from './full-text.ts';
export * from './nested.ts';
export * from './pattern.ts';
export type { QueryNode, Value } from './query-node.ts';
