import { ADMINISTRATION_TENANT } from '../../platform/index.ts';
import { type Document, existing } from '../store.ts';
import type { DocumentSetKind, SetScope } from './document-set-kind.ts';
import { griffinsOf } from './griffin.ts';
import { NAME, oneOf, type Shape, TEXT, TEXTS } from './shape.ts';

const ACTIONS = ['GENERATE', 'IDENTIFY', 'ANALYSE', 'EXTRACT', 'EXTRACT_AU'] as const;

const GRIFFIN: Shape = {
  FormatList: TEXTS,
  GriffinIdentifier: NAME,
  Timeout: { type: 'integer', mandatory: true },
  MaxSize: { type: 'integer', mandatory: true },
  Debug: { type: 'boolean', mandatory: true },
  ActionDetail: {
    type: 'object',
    many: true,
    mandatory: true,
    members: {
      Type: { ...oneOf(ACTIONS), mandatory: true },
      Values: {
        type: 'object',
        members: {
          Extension: TEXT,
          Args: TEXTS,
          FilteredExtractedObjectGroupData: TEXTS,
          FilteredExtractedUnitData: TEXTS,
        },
      },
    },
  },
};

/** The griffins of a scenario, with the names under which texts speak of them. */
function griffinsWithNames(scenario: Document): [string, Document][] {
  const byFormat = (scenario.GriffinByFormat ?? []) as readonly Document[];
  const byDefault = scenario.DefaultGriffin as Document | undefined;
  return [
    ...byFormat.map((griffin): [string, Document] => ['GriffinByFormat', griffin]),
    ...(byDefault === undefined ? [] : [['DefaultGriffin', byDefault] as [string, Document]]),
  ];
}

function faultsOf(scenario: Document): string[] {
  const griffins = griffinsWithNames(scenario);
  if (griffins.length === 0) return ["'GriffinByFormat', 'DefaultGriffin' : at least one griffin is needed"];
  return griffins.flatMap(([name, griffin]) => [
    ...Object.entries(GRIFFIN)
      .filter(([member, shape]) => shape.mandatory && isEmpty(griffin[member]))
      .map(([member]) => `'${name}.${member}' : this field can not be empty`),
    ...((griffin.ActionDetail ?? []) as readonly Document[])
      .filter(({ Type }) => isEmpty(Type))
      .map(() => `'${name}.ActionDetail.Type' : this field can not be empty`),
    ...(['Timeout', 'MaxSize'] as const)
      .filter((member) => typeof griffin[member] === 'number' && griffin[member] < 1)
      .map((member) => `'${name}.${member}' : must be greater than or equal to 1`),
    ...(name === 'GriffinByFormat' ? formatFaults(griffin) : []),
  ]);
}

function formatFaults({ FormatList }: Document): string[] {
  const formats = (FormatList ?? []) as readonly string[];
  if (isEmpty(FormatList) || formats.some(isEmpty))
    return ["'GriffinByFormat.FormatList' : this field can not be empty"];
  return [];
}

/** Lists of formats are sets: the acceptance suite of the field names some twice. */
function withFormatSets(scenario: Document): Document {
  const withSet = (griffin: Document): Document =>
    Array.isArray(griffin.FormatList)
      ? { ...griffin, FormatList: [...new Set(griffin.FormatList)] }
      : griffin;
  const { GriffinByFormat, DefaultGriffin } = scenario;
  return {
    ...scenario,
    ...(GriffinByFormat === undefined
      ? {}
      : { GriffinByFormat: (GriffinByFormat as readonly Document[]).map(withSet) }),
    ...(DefaultGriffin === undefined ? {} : { DefaultGriffin: withSet(DefaultGriffin as Document) }),
  };
}

export function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Griffins and formats are of the platform. Nobody may take a griffin away before the scenarios are stored. */
async function unknownReferences(
  scenarios: readonly Document[],
  { tx, database }: SetScope,
): Promise<string[]> {
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
    `referential ${ADMINISTRATION_TENANT} griffin`,
  ]);
  const griffins = [...new Set(scenarios.flatMap(griffinsOf))];
  const formats = [
    ...new Set(
      scenarios
        .flatMap(griffinsWithNames)
        .flatMap(([, { FormatList }]) => (FormatList ?? []) as readonly string[]),
    ),
  ];
  return database.inTenant(ADMINISTRATION_TENANT, async (administration) => {
    const known = await existing(administration, ADMINISTRATION_TENANT, 'griffin', griffins);
    const charted = await existing(administration, ADMINISTRATION_TENANT, 'format', formats);
    return [
      ...griffins.filter((id) => !known.has(id)).map((id) => `Griffin '${id}' does not exist`),
      ...formats.filter((id) => !charted.has(id)).map((id) => `Format '${id}' does not exist`),
    ];
  });
}

/** What is to be done on which formats, by which griffins (spec api.md 6.3.12; model.md 16.4). */
export const PRESERVATION_SCENARIO: DocumentSetKind = {
  kind: 'preservation-scenario',
  collection: 'PreservationScenario',
  scope: 'tenant',
  prefix: 'PSC',
  fields: {
    Identifier: NAME,
    Name: NAME,
    Description: TEXT,
    ActionList: { type: 'text', many: true, values: ACTIONS, mandatory: true },
    GriffinByFormat: { type: 'object', many: true, members: GRIFFIN },
    DefaultGriffin: { type: 'object', members: GRIFFIN },
    TransformationRules: TEXT,
    CreationDate: { type: 'date' },
    LastUpdate: { type: 'date' },
  },
  events: {
    import: 'STP_IMPORT_PRESERVATION_SCENARIO',
    backup: 'STP_BACKUP_SCENARIO',
    report: 'SCENARIO_REPORT',
  },
  reported: 'Scenarios',
  subject: 'preservation scenario',
  http: {
    path: '/preservationScenario',
    permissions: {
      create: 'preservationScenarios:create',
      search: 'preservationScenarios:read',
      read: 'preservationScenario:read',
    },
  },
  derived: withFormatSets,
  faults: faultsOf,
  unknownReferences,
};
