import { classificationFault, withEndDates } from '../../catalogue/rules/index.ts';
import { agent, type EventKey } from '../../logbook/index.ts';
import { ArchiveError, type TenantId, type Tx } from '../../platform/index.ts';
import {
  type Change,
  type EventDraft,
  journalled,
  loadOntology,
  type Ontology,
  type Order,
  Refused,
  rulesOf,
  unitProfilesOf,
} from '../../referentials/index.ts';
import type { LifecycleHouse } from '../house.ts';
import { bodyOf, unitChange } from '../unit-change.ts';
import { checkedUnit, profileFault } from '../unit-checks.ts';
import { readUnits, type StoredUnit, writeDocuments, writeRows } from '../unit-documents.ts';
import { removalRefusal, ruleRefusal, withoutEndDates } from './rule-controls.ts';
import {
  applied,
  changedCategories,
  changesManagement,
  type JsonObject,
  removedCategories,
  type UnitContent,
} from './unit-actions.ts';
import { unitDifference } from './unit-difference.ts';

export interface UnitOrder {
  readonly id: string;
  readonly changes: readonly Change[];
  /** What the access contract lets be changed; undefined: nothing. */
  readonly writes: 'descriptions' | 'everything' | undefined;
}

export interface Updated {
  readonly key: 'UNIT_METADATA_UPDATE' | 'UNIT_METADATA_NO_CHANGES';
  readonly message: string;
  /** As the life cycle has it; '' when nothing changed. */
  readonly difference: string;
}

const AGENT = agent('access-internal', 1);
const PERMISSION = 'UNIT_METADATA_UPDATE_CHECK_PERMISSION';
const RULES = 'UNIT_METADATA_UPDATE_CHECK_RULES';
const PROFILE = 'UNIT_METADATA_UPDATE_CHECK_DT';
const UPDATE = 'UNIT_METADATA_UPDATE';

/**
 * Changes one unit under its journal: new document on the offers, row and life cycle become visible together (spec
 * operations.md 10.1).
 * @throws ArchiveError of the refusal, which the journal tells: updateUnitById 401 (rights of the contract) or 400 (a
 * control), updateUnitRules for rules; unitNotFound
 */
export function updateUnit(house: LifecycleHouse, order: Order, asked: UnitOrder): Promise<Updated> {
  const isManagement = changesManagement(asked.changes);
  return journalled(house, order, {
    type: isManagement ? 'STP_UPDATE_UNIT' : 'STP_UPDATE_UNIT_DESC',
    process: { evTypeProc: 'UPDATE', agent: AGENT, object: asked.id },
    lock: `unit ${asked.id}`,
    turn: 'in turn',
    work: (tx) => new UnitUpdate(house, order, asked, isManagement).carryOut(tx),
  });
}

/** One update on its way through its controls; each that it has passed is an event. */
class UnitUpdate {
  readonly #house: LifecycleHouse;
  readonly #order: Order;
  readonly #asked: UnitOrder;
  readonly #isManagement: boolean;
  readonly #events: EventDraft[] = [];

  constructor(house: LifecycleHouse, order: Order, asked: UnitOrder, isManagement: boolean) {
    this.#house = house;
    this.#order = order;
    this.#asked = asked;
    this.#isManagement = isManagement;
  }

  async carryOut(tx: Tx): Promise<{ events: readonly EventDraft[]; result: Updated }> {
    const { tenant } = this.#order;
    this.#checkPermission();
    // Nobody else changes it until the commit.
    await tx.query('select 1 from unit where tenant = $1 and id = $2 for update', [tenant, this.#asked.id]);
    const [unit] = await readUnits(tx, tenant, [this.#asked.id]);
    if (unit === undefined) throw this.#refused(UPDATE, new ArchiveError('unitNotFound', 'The unit is gone'));
    const ontology = await loadOntology(this.#house.database);
    const after = await this.#checked(tx, tenant, unit, ontology);
    const events = this.#events;
    if (unitDifference(bodyOf(unit), bodyOf(after)) === '') {
      this.#passed(UPDATE);
      events.push(this.#end('OK'));
      return {
        events,
        result: { key: 'UNIT_METADATA_NO_CHANGES', message: 'Unit not changed', difference: '' },
      };
    }
    const difference = await this.#write(tx, unit, after, ontology);
    for (const key of [UPDATE, 'COMMIT_LIFE_CYCLE_UNIT', 'UNIT_METADATA_STORAGE'] as const) this.#passed(key);
    events.push(this.#end('OK'));
    return { events, result: { key: 'UNIT_METADATA_UPDATE', message: 'Unit updated', difference } };
  }

  #passed(type: EventKey): void {
    this.#events.push({ type, status: 'OK' });
  }

  /** The last event, whose detail names STP_UPDATE_UNIT for both types (spec operations.md 10.1). */
  #end(status: 'OK' | 'KO', detail?: string): EventDraft {
    const type = this.#isManagement ? 'STP_UPDATE_UNIT' : 'STP_UPDATE_UNIT_DESC';
    return { type, status, outDetail: `STP_UPDATE_UNIT.${status}`, detail };
  }

  #refused(type: EventKey, answer: ArchiveError, errorCode?: string): Refused {
    const detail = JSON.stringify(
      errorCode === undefined ? { evDetTechData: answer.description } : { errorCode },
    );
    return new Refused(answer, [...this.#events, { type, status: 'KO', detail }, this.#end('KO', detail)]);
  }

  #checkPermission(): void {
    const { writes } = this.#asked;
    const code =
      writes === undefined
        ? 'UPDATE_UNIT_PERMISSION'
        : this.#isManagement && writes === 'descriptions'
          ? 'UPDATE_UNIT_DESC_PERMISSION'
          : undefined;
    if (code === undefined) {
      this.#passed(PERMISSION);
      return;
    }
    const what = writes === undefined ? 'update units' : 'update management metadata';
    const answer = new ArchiveError('updateUnitById', `The access contract does not allow to ${what}.`, {
      status: 401,
    });
    throw this.#refused(PERMISSION, answer, code);
  }

  /** The unit as it shall be. @throws Refused */
  async #checked(tx: Tx, tenant: TenantId, unit: StoredUnit, ontology: Ontology): Promise<UnitContent> {
    const before = { content: unit.content, management: withoutEndDates(unit.management) };
    const asked = this.#applied(before);
    const ruled = this.#asked.changes.some(({ path }) => path.startsWith('#'))
      ? await this.#checkRules(tx, tenant, before.management, asked)
      : { content: asked.content, management: unit.management };
    const described = this.#checkDescription(ruled, ontology);
    await this.#checkProfile(tx, tenant, described);
    return described;
  }

  #applied(before: UnitContent): UnitContent {
    try {
      return applied(before, this.#asked.changes);
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      throw this.#refused(UPDATE, error);
    }
  }

  async #checkRules(tx: Tx, tenant: TenantId, before: JsonObject, asked: UnitContent): Promise<UnitContent> {
    const rules = await rulesOf(tx, tenant);
    const { changes } = this.#asked;
    const code =
      removalRefusal(before, removedCategories(changes)) ??
      ruleRefusal(before, asked.management, changedCategories(changes), (id) => rules.get(id));
    if (code !== undefined)
      throw this.#refused(
        RULES,
        new ArchiveError('updateUnitRules', code, { chained: 'updateUnitById' }),
        code,
      );
    const { management, fault } = withEndDates(asked.management, (id) => rules.get(id));
    if (fault) throw this.#refused(RULES, this.#badUnit(fault.text));
    const { classificationLevel: levels } = this.#house.configuration;
    // Who changes the description alone is not asked for what the platform wants since.
    const asks = this.#isManagement ? levels : { ...levels, authorizeNotDefined: true };
    const unclassified = classificationFault(management, asks);
    if (unclassified !== undefined) throw this.#refused(RULES, this.#badUnit(unclassified));
    if (this.#isManagement) this.#passed(RULES);
    return { content: asked.content, management };
  }

  #badUnit(text: string): ArchiveError {
    return new ArchiveError('queryRefused', text, { chained: 'updateUnitById' });
  }

  #checkDescription(given: UnitContent, ontology: Ontology): UnitContent {
    const checked = checkedUnit(given, ontology);
    if ('code' in checked)
      throw this.#refused(UPDATE, this.#badUnit(`${checked.code}: ${checked.text}`), checked.code);
    return checked;
  }

  async #checkProfile(tx: Tx, tenant: TenantId, unit: UnitContent): Promise<void> {
    const fault =
      unit.content.ArchiveUnitProfile === undefined
        ? undefined
        : profileFault(unit, await unitProfilesOf(tx, tenant));
    if (fault !== undefined)
      throw this.#refused(PROFILE, this.#badUnit(`${fault.code}: ${fault.text}`), fault.code);
    this.#passed(PROFILE);
  }

  /** @returns the difference, as the life cycle has it */
  async #write(tx: Tx, unit: StoredUnit, after: UnitContent, vocabulary: Ontology): Promise<string> {
    const { tenant, operation } = this.#order;
    const { storage, clock } = this.#house;
    const now = clock.now();
    const { change, difference } = unitChange(unit, after, operation, now);
    const at = { tenant, operation, chunk: 0 };
    const pack = await writeDocuments(storage, at, [change], now);
    await writeRows(tx, at, [change], pack, { now, vocabulary });
    return difference;
  }
}
