import type { JsonObject } from '@perenne/seda';
import { lifeCycleText } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import { canonicalJson } from '../../platform/index.ts';
import { loadOntology } from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf } from '../entry.ts';
import { IMPLEMENTATION } from '../implementation.ts';
import { LifeCycleEvents } from '../life-cycle-events.ts';
import type { CheckedUnit } from '../units/check-units.ts';
import { FILES, readLines } from '../work-files.ts';
import { keepPack } from './packs.ts';
import { stageUnits } from './stage-rows.ts';

/**
 * STP_UNIT_METADATA for one chunk (spec ingest.md 14.2): stages the units' rows and writes their documents on the
 * offers.
 */
export async function storeUnits(run: EntryRun, chunk: number, kind: EntryKind): Promise<ChunkResult> {
  const { tenant, id: operation, house } = run;
  const now = house.clock.now();
  const ontology = await loadOntology(house.database);
  const units = (await readLines<CheckedUnit>(folderOf(run), FILES.checkedUnits(chunk))).map((unit) => {
    const events = new LifeCycleEvents(now.getTime());
    events.add('LFC.UNIT_METADATA_INDEXATION');
    return { ...unit, events: [...unit.events, ...events.events] };
  });
  await writeDocuments(run, chunk, units, kind, now);
  return {
    actions: { UNIT_METADATA_INDEXATION: { status: 'OK', meter: { OK: units.length } } },
    effects: (tx) => stageUnits(tx, { tenant, operation, at: now }, units, ontology),
  };
}

async function writeDocuments(
  run: EntryRun,
  chunk: number,
  units: readonly CheckedUnit[],
  kind: EntryKind,
  now: Date,
): Promise<void> {
  const { tenant, id: operation, house } = run;
  const header = await headerOf(run);
  const writer = await house.storage.openLines({ tenant, category: 'units', operation, chunk });
  const common: JsonObject = {
    _tenant: tenant,
    _unitType: kind.unitType,
    _opi: operation,
    _ops: [operation],
    _sp: kind.originatingAgency ? header.originatingAgency : undefined,
    _storage: { strategyId: house.storage.strategy },
    _sedaVersion: header.version,
    _implementationVersion: IMPLEMENTATION,
    _v: 0,
  };
  try {
    for (const { id, og, up, management, content, history, managementContract, events } of units) {
      const unit = {
        ...{ ...content, ...common, _id: id, _og: og, _up: up, _mgt: management, _history: history },
        _managementContractId: managementContract,
      };
      const lfc = lifeCycleText(events, operation, now);
      await writer.add(id, `{"lfc":${lfc},"unit":${canonicalJson(unit)}}`);
    }
    await keepPack(run, 'units', chunk, await writer.finish());
  } catch (error) {
    await writer.abort();
    throw error;
  }
}
