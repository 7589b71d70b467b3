/**
 * A request that is valid by the grammar and cannot be carried out: unknown name, operand of the wrong type,
 * window exceeded (spec dsl.md 15.3). Each service answers it in its own envelope.
 */
export class QueryRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'QueryRefused';
  }
}
