import type { Tx } from '../../platform/index.ts';
import { findIngestContract } from '../../referentials/index.ts';
import { type EntryRun, headerOf } from '../entry.ts';

/** Where the contract wants it, the rules that its units inherit are to be computed, by the next night (spec rules.md 6.2). */
export async function askComputation(run: EntryRun, tx: Tx): Promise<void> {
  const { tenant, id } = run;
  const { archivalAgreement } = await headerOf(run);
  if (archivalAgreement === undefined) return;
  const contract = await findIngestContract(tx, tenant, archivalAgreement);
  if (!contract?.ComputeInheritedRulesAtIngest) return;
  await tx.query(
    'insert into computed_rules (tenant, id) select tenant, id from staged_unit where tenant = $1 and operation = $2',
    [tenant, id],
  );
}
