/**
 * One at a time, in the order of the calls, whoever forgets to await. After a failure every later call fails
 * with the same error.
 */
export type Turns = <T>(work: () => Promise<T>) => Promise<T>;

export function inTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn;
    // Whoever called gets the failure from `turn`; this only keeps it from being "unhandled" as well.
    turn.catch(() => undefined);
    return turn;
  };
}
