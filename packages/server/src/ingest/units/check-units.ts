import type { JsonObject } from '@perenne/seda';
import { checkDocument, unitSchemaFault } from '../../catalogue/controls/index.ts';
import { classificationFault, type ReferentialRule, withEndDates } from '../../catalogue/rules/index.ts';
import { atLeast, type EventKey, type Status, type SubCode, worst } from '../../logbook/index.ts';
import type { ChunkResult } from '../../operations/index.ts';
import type { ClassificationLevels } from '../../platform/index.ts';
import {
  findIngestContract,
  loadOntology,
  type Ontology,
  rulesOf,
  type UnitProfile,
  unitProfilesOf,
} from '../../referentials/index.ts';
import { type EntryKind, type EntryRun, folderOf, headerOf } from '../entry.ts';
import { faultLine, LifeCycleEvents } from '../life-cycle-events.ts';
import { Outcomes } from '../outcomes.ts';
import {
  type IdentifierPolicy,
  identifierPolicyOf,
  ofUnits,
  withIdentifiers,
} from '../persistent-identifiers.ts';
import {
  type CompactEvent,
  FILES,
  type PlannedUnit,
  readLines,
  writeFaults,
  writeLines,
} from '../work-files.ts';
import { type SignaturePolicy, signatureFault } from './signature-policy.ts';

/** A task of the reference system (spec ingest.md 5.4). */
const TASK = 10;

/** A unit that has passed the controls: what is to be stored, with its life cycle so far. */
export interface CheckedUnit {
  readonly id: string;
  readonly og?: string;
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly uds: Readonly<Record<string, readonly string[]>>;
  readonly maxDepth: number;
  readonly sps: readonly string[];
  readonly management: JsonObject;
  readonly content: JsonObject;
  readonly history?: readonly JsonObject[];
  /** Management contract whose policy of persistent identifiers covers the unit. */
  readonly managementContract?: string;
  readonly events: readonly CompactEvent[];
}

interface UnitReferentials {
  readonly ontology: Ontology;
  readonly rules: ReadonlyMap<string, ReferentialRule>;
  readonly profileOf: (identifier: string) => UnitProfile | undefined;
  readonly identifiers: IdentifierPolicy | undefined;
  readonly levels: ClassificationLevels;
  readonly signatures: SignaturePolicy | undefined;
}

function referentialsOf(run: EntryRun): Promise<UnitReferentials> {
  const { tenant, house } = run;
  return run.once('unit referentials', async () => ({
    signatures: await signaturePolicyOf(run),
    ontology: await loadOntology(house.database),
    rules: await house.database.inTenant(tenant, (tx) => rulesOf(tx, tenant)),
    profileOf: await house.database.inTenant(tenant, (tx) => unitProfilesOf(tx, tenant)),
    identifiers: await identifierPolicyOf(run),
    levels: house.configuration.classificationLevel,
  }));
}

async function signaturePolicyOf(run: EntryRun): Promise<SignaturePolicy | undefined> {
  const { archivalAgreement } = await headerOf(run);
  const contract = await run.house.database.inTenant(run.tenant, (tx) =>
    findIngestContract(tx, run.tenant, archivalAgreement ?? ''),
  );
  return contract?.SignaturePolicy;
}

/** STP_UNIT_CHECK_AND_PROCESS for one chunk of units, parents before children (spec ingest.md 12). */
export async function checkUnits(run: EntryRun, chunk: number, kind: EntryKind): Promise<ChunkResult> {
  const folder = folderOf(run);
  const units = await readLines<PlannedUnit>(folder, FILES.units(chunk));
  const referentials = await referentialsOf(run);
  const outcomes = new Outcomes();
  const checked: CheckedUnit[] = [];
  for (let first = 0; first < units.length; first += TASK)
    checked.push(
      ...checkTask(
        units.slice(first, first + TASK),
        referentials,
        outcomes,
        kind,
        run.house.clock.now().getTime(),
      ),
    );
  await writeLines(folder, FILES.checkedUnits(chunk), checked);
  const faults = checked.flatMap(
    ({ events }, at) => faultLine((units[at] as PlannedUnit).manifestId, events) ?? [],
  );
  await writeFaults(folder, FILES.unitFaults(chunk), faults);
  return { actions: outcomes.byKey };
}

/** Actions on units, in the order of the workflow (spec ingest.md 5.2). */
export function unitActions(kind: EntryKind): { key: EventKey; behavior: 'BLOCKING' | 'NOBLOCKING' }[] {
  return [
    { key: 'CHECK_UNIT_SCHEMA', behavior: 'BLOCKING' },
    ...(kind.rules
      ? ([
          { key: 'CHECK_ARCHIVE_UNIT_PROFILE', behavior: 'NOBLOCKING' },
          { key: 'CHECK_CLASSIFICATION_LEVEL', behavior: 'BLOCKING' },
          { key: 'UNITS_RULES_COMPUTE', behavior: 'BLOCKING' },
        ] as const)
      : []),
  ];
}

function checkTask(
  units: readonly PlannedUnit[],
  referentials: UnitReferentials,
  outcomes: Outcomes,
  kind: EntryKind,
  now: number,
): CheckedUnit[] {
  const works = units.map((unit) => new UnitWork(unit, referentials.identifiers, now));
  const checks: Readonly<Record<string, (work: UnitWork) => { status: Status; subCode?: SubCode }>> = {
    CHECK_UNIT_SCHEMA: (work) => work.checkSchema(referentials),
    CHECK_ARCHIVE_UNIT_PROFILE: (work) => work.checkProfile(referentials.profileOf),
    CHECK_CLASSIFICATION_LEVEL: (work) => work.checkClassification(referentials.levels),
    UNITS_RULES_COMPUTE: (work) => work.computeRules(referentials.rules),
  };
  for (const { key, behavior } of unitActions(kind)) {
    let status: Status = 'OK';
    for (const work of works) {
      const outcome = (checks[key] as (work: UnitWork) => { status: Status; subCode?: SubCode })(work);
      outcomes.add(key, outcome.status, outcome.subCode);
      status = worst(status, outcome.status);
    }
    if (atLeast(status, 'KO') && behavior === 'BLOCKING') break;
  }
  return works.map((work) => work.checked());
}

/** Dates whose order is that of their texts: the vocabulary takes years of any length. */
const COMPARABLE = /^\d{4}-/;

/** One unit on its way through the controls. */
class UnitWork {
  readonly #unit: PlannedUnit;
  readonly #events: LifeCycleEvents;
  #content: JsonObject;
  #management: JsonObject;
  readonly #identifiers: IdentifierPolicy | undefined;

  constructor(unit: PlannedUnit, identifiers: IdentifierPolicy | undefined, now: number) {
    this.#unit = unit;
    this.#identifiers = identifiers;
    this.#content =
      unit.profile === undefined ? unit.content : { ...unit.content, ArchiveUnitProfile: unit.profile };
    this.#management = unit.management;
    this.#events = new LifeCycleEvents(now);
    const attached = {
      ...(unit.existingParents.length > 0 ? { _up: unit.existingParents } : {}),
      ...(unit.existingGroup ? { _og: unit.og } : {}),
    };
    this.#events.add(
      'LFC.CHECK_MANIFEST',
      'OK',
      Object.keys(attached).length > 0 ? JSON.stringify(attached) : undefined,
    );
    this.#events.add('LFC.CHECK_MANIFEST.LFC_CREATION');
    if (unit.events.length > 0) {
      this.#events.add('LFC.EXTERNAL_LOGBOOK');
      for (const event of unit.events)
        this.#events.add('LFC.EXTERNAL_LOGBOOK.EVENT', 'OK', JSON.stringify(event));
    }
  }

  /** An event of the life cycle never carries the sub-code (spec ingest.md 12). */
  #event(action: EventKey, status: Status, detail?: string): void {
    this.#events.add(`LFC.${action}`, status, detail);
  }

  checkSchema({ ontology, signatures }: Pick<UnitReferentials, 'ontology' | 'signatures'>): {
    status: Status;
    subCode?: SubCode;
  } {
    const key = 'CHECK_UNIT_SCHEMA';
    const reserved = Object.keys(this.#content).find((name) => name.startsWith('_') || name.startsWith('#'));
    if (reserved !== undefined)
      return this.#refuse(key, `the field '${reserved}' has a name of the system's`, 'INVALID_UNIT');
    const { doc, fault } = checkDocument({ ...this.#content, '#management': this.#management }, ontology);
    if (fault) return this.#refuse(key, fault.text, fault.kind === 'sanity' ? 'INVALID_UNIT' : undefined);
    const { StartDate, EndDate } = doc;
    const unreadable = [StartDate, EndDate].find(
      (date) => typeof date === 'string' && !COMPARABLE.test(date),
    );
    if (unreadable !== undefined)
      return this.#refuse(key, `the year of ${String(unreadable)} has not four digits`, 'DATE_FORMAT');
    if (typeof StartDate === 'string' && typeof EndDate === 'string' && EndDate < StartDate)
      return this.#refuse(key, `EndDate ${EndDate} is before StartDate ${StartDate}`, 'CONSISTENCY');
    const refused = unitSchemaFault(doc);
    if (refused !== undefined) return this.#refuse(key, refused, 'INVALID_UNIT');
    const unsigned = signatures && signatureFault(doc, signatures);
    if (unsigned) return this.#refuse(key, unsigned.text, unsigned.subCode);
    const { '#management': management, ...content } = doc;
    this.#content = content;
    this.#management = management as JsonObject;
    this.#event(key, 'OK');
    return { status: 'OK' };
  }

  #refuse(
    key: EventKey,
    text: string,
    subCode?: SubCode,
    about: JsonObject = {},
  ): { status: Status; subCode?: SubCode } {
    this.#event(key, 'KO', JSON.stringify({ ...about, evDetTechData: text }));
    return { status: 'KO', ...(subCode === undefined ? {} : { subCode }) };
  }

  checkProfile(profileOf: UnitReferentials['profileOf']): { status: Status; subCode?: SubCode } {
    const key = 'CHECK_ARCHIVE_UNIT_PROFILE';
    const identifier = this.#unit.profile;
    if (identifier !== undefined) {
      const about = { ArchiveUnit: this.#unit.manifestId, ArchiveUnitProfile: identifier };
      const refuse = (text: string, subCode: SubCode) => this.#refuse(key, text, subCode, about);
      const profile = profileOf(identifier);
      if (!profile) return refuse('Archive Unit Profile not found', 'NOT_FOUND');
      if (!profile.active) return refuse(`The profile ${identifier} is not active`, 'INACTIVE_STATUS');
      if (!profile.control)
        return refuse(`The profile ${identifier} controls nothing`, 'EMPTY_CONTROL_SCHEMA');
      const fault = profile.control({ ...this.#content, '#management': this.#management });
      if (fault !== undefined) return refuse(fault, 'NOT_AU_JSON_VALID');
    }
    this.#event(key, 'OK');
    return { status: 'OK' };
  }

  checkClassification(levels: ClassificationLevels): { status: Status } {
    const key = 'CHECK_CLASSIFICATION_LEVEL';
    const fault = classificationFault(this.#management, levels);
    if (fault !== undefined) return this.#refuse(key, fault);
    this.#event(key, 'OK');
    return { status: 'OK' };
  }

  computeRules(rules: ReadonlyMap<string, ReferentialRule>): { status: Status; subCode?: SubCode } {
    const key = 'UNITS_RULES_COMPUTE';
    const { management, fault } = withEndDates(this.#management, (id) => rules.get(id));
    if (fault) {
      if (fault.subCode === undefined) {
        this.#event(key, 'KO', JSON.stringify({ UnitRuleCompute: fault.text }));
        return { status: 'KO' };
      }
      if (fault.subCode === 'REF_INCONSISTENCY') return this.#refuse(key, fault.text, fault.subCode);
      // A fault of one rule stands in an event of its own, below that of the action (spec ingest.md 12.4).
      this.#event(key, 'KO');
      this.#events.add(`LFC.${key}.${fault.subCode}`, 'KO', JSON.stringify({ evDetTechData: fault.text }));
      return { status: 'KO', subCode: fault.subCode };
    }
    this.#management = management;
    this.#event(key, 'OK');
    return { status: 'OK' };
  }

  checked(): CheckedUnit {
    const { id, og, up, us, uds, maxDepth, sps, history } = this.#unit;
    const policies = ofUnits(this.#identifiers);
    return {
      id,
      ...(og === undefined ? {} : { og }),
      up,
      us,
      uds,
      maxDepth,
      sps,
      management: this.#management,
      // What the archive gives is no matter of the controls of what came.
      content: { ...this.#content, ...withIdentifiers(this.#content.PersistentIdentifier, policies, id) },
      ...(history === undefined ? {} : { history }),
      ...(this.#identifiers && policies.length > 0 ? { managementContract: this.#identifiers.contract } : {}),
      events: this.#events.events,
    };
  }
}
