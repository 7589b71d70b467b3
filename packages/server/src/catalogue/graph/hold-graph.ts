import type { TenantId, Tx } from '../../platform/index.ts';

/**
 * Until the end of the transaction the tree stays as it is found. `beside`: what comes below units that are there, any
 * number at once. `alone`: what changes the ancestors of units, of which each unit has its own: nothing may come below
 * them between their being found and the commit.
 */
export async function holdGraph(tx: Tx, tenant: TenantId, how: 'beside' | 'alone'): Promise<void> {
  const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  await tx.query(`select ${lock}(hashtextextended($1, 0))`, [`graph ${tenant}`]);
}
