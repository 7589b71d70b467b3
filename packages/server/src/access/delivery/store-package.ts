import { atLeast } from '../../logbook/index.ts';
import type { ActionResult } from '../../operations/index.ts';
import { CATEGORY, fileNameOf } from './delivered-package.ts';
import type { DeliveryRun } from './delivery-run.ts';
import { packageZip } from './package-zip.ts';

/**
 * STORE_MANIFEST (spec operations.md 3.2, 3.4): the package goes to the offers as it is made; its digest is told in the
 * journal. When a step before has refused, nothing is made and what a cancelled run has stored is taken away.
 */
export async function storePackage(run: DeliveryRun): Promise<ActionResult> {
  const { tenant, id: operation, house } = run;
  if (atLeast(run.status, 'KO')) {
    await house.storage.discard(tenant, operation);
    return {
      status: 'OK',
      silent: 'always',
      effects: async (tx) => {
        await tx.query('delete from placement where tenant = $1 and category = $2 and operation = $3', [
          tenant,
          CATEGORY,
          operation,
        ]);
      },
    };
  }
  const stored = await write(run);
  const digest = { SystemMessageDigest: stored.digest.toString('hex'), SystemAlgorithm: 'SHA-512' };
  return {
    status: 'OK',
    detail: JSON.stringify(digest),
    masterDetail: digest,
    effects: async (tx) => {
      await tx.query(
        `insert into placement (tenant, category, name, operation, strategy, container, size, digest, offers)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (tenant, category, name) do update
         set container = excluded.container, size = excluded.size, digest = excluded.digest, offers = excluded.offers`,
        [
          tenant,
          CATEGORY,
          fileNameOf(operation),
          operation,
          house.storage.strategy,
          stored.container,
          stored.size,
          stored.digest,
          stored.offers,
        ],
      );
    },
  };
}

async function write(run: DeliveryRun) {
  const { tenant, id: operation, house } = run;
  const writer = await house.storage.openFile({
    tenant,
    category: CATEGORY,
    operation,
    name: fileNameOf(operation),
  });
  try {
    for await (const piece of await packageZip(run)) {
      run.signal.throwIfAborted();
      await writer.write(piece);
    }
    const stored = await writer.finish();
    await house.storage.verify(stored.container, stored);
    return stored;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
