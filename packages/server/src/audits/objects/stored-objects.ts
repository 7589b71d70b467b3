import { availableParallelism } from 'node:os';
import type { TenantId } from '../../platform/index.ts';
import { type CopyState, type Look, lookAtCopies, type Offer } from '../../storage/index.ts';
import { atMost } from '../at-most.ts';
import type { AuditHouse } from '../house.ts';

/** An offer that takes longer for one piece does not answer. */
const PATIENCE_MS = 60_000;

/**
 * Copies read at once by all audits of this process: whoever searches or enters archives meanwhile keeps half of the
 * machine. Looking whether a file is there costs nothing but waiting.
 */
const WAYS: Readonly<Record<Look, ReturnType<typeof atMost>>> = {
  existence: atMost(8),
  integrity: atMost(Math.max(1, Math.floor(availableParallelism() / 2))),
};

interface Place {
  readonly name: string;
  readonly container: string;
  readonly offset: number | null;
  readonly size: number;
}

/** What each offer has of an object, in the order of the offers; undefined: it is recorded nowhere. */
export type CopiesOf = (object: string) => readonly (CopyState & { readonly offer: string })[] | undefined;

/**
 * Looks at every copy of objects, container by container.
 * @throws StorageError of an offer that does not answer, or is not there: nothing can be said of what it has
 */
export async function lookAtObjects(
  { database, storage }: AuditHouse,
  tenant: TenantId,
  objects: readonly string[],
  look: Look,
  signal: AbortSignal,
  patience: number = PATIENCE_MS,
): Promise<CopiesOf> {
  const places = await database.inTenant(tenant, (tx) =>
    tx.query<Place>(
      `select name, container, entry_offset as "offset", size from placement
       where tenant = $1 and category = 'objects' and name = any ($2)`,
      [tenant, objects],
    ),
  );
  const states = new Map<string, Map<string, CopyState>>(places.map(({ name }) => [name, new Map()]));
  const doubtful = new Set<Offer>();
  const visits = [...Map.groupBy(places, ({ container }) => container)].flatMap(([container, entries]) =>
    storage.offers.map((offer) => async () => {
      signal.throwIfAborted();
      const found = await lookAtCopies(offer, container, entries, { look, signal, patience });
      for (const [at, { name }] of entries.entries()) states.get(name)?.set(offer.id, found[at] as CopyState);
      if (found.some(({ kind }) => kind === 'faulty')) doubtful.add(offer);
    }),
  );
  for (const visit of await Promise.allSettled(visits.map((visit) => WAYS[look](visit))))
    if (visit.status === 'rejected') throw visit.reason;
  // An offer that has gone has nothing at all, and that is no fault of the copies.
  for (const offer of doubtful) await offer.present();
  return (object) => {
    const copies = states.get(object);
    return copies && storage.offers.map(({ id }) => ({ ...(copies.get(id) as CopyState), offer: id }));
  };
}
