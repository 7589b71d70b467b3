/**
 * One sitting of an upload at a time. A connection that died is often noticed by its sender long before the service:
 * who comes next ends it and waits until what it brought is durable.
 */
export interface Sittings {
  /** Runs `work`; its signal tells that somebody else wants to go on. */
  sit<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function openSittings(): Sittings {
  const current = new Map<string, { readonly abort: AbortController; readonly ended: Promise<unknown> }>();
  return {
    async sit(id, work) {
      for (let other = current.get(id); other !== undefined; other = current.get(id)) {
        other.abort.abort();
        await other.ended;
      }
      const abort = new AbortController();
      const sitting = work(abort.signal);
      const ended = sitting.catch(() => undefined).then(() => current.delete(id));
      current.set(id, { abort, ended });
      return await sitting;
    },
  };
}
