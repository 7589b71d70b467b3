import type { TenantId } from '../platform/index.ts';
import { all, type Strategy } from './copies.ts';
import { indexOf } from './pack-index.ts';
import type { Agents, Ending } from './write-log.ts';

/**
 * Removes all that an operation wrote, on every offer. The log is told of each container before, with what packs hold:
 * afterwards nobody could say it.
 * @throws StorageError after all offers were tried
 */
export async function removeOperation(
  { offers, log }: Strategy,
  tenant: TenantId,
  operation: string,
): Promise<void> {
  const endings: ((ending: Ending) => Promise<void>)[] = [];
  if (log) {
    const lists = await all(offers.map((offer) => offer.containers(tenant, operation)));
    for (const container of new Set(lists.flat())) {
      const contents = await indexOf(offers, container);
      endings.push(await log.begin({ event: 'DELETE', container, contents }));
    }
  }
  const agents: Record<string, 'OK' | 'KO'> = {};
  try {
    await all(
      offers.map(async (offer) => {
        agents[offer.id] = 'KO';
        await offer.discard(tenant, operation);
        agents[offer.id] = 'OK';
      }),
    );
  } finally {
    const ending = { agents: agents as Agents };
    for (const end of endings) await end(ending);
  }
}
