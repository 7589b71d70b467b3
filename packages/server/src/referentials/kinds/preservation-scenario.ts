import { ADMINISTRATION_TENANT } from '../../platform/index.ts';
import { type Document, existing } from '../store.ts';
import type { Finding } from './document-kind.ts';
import type { DocumentSetKind, SetScope } from './document-set-kind.ts';
import { griffinsOf } from './griffin.ts';
import { NAME, oneOf, reference, references, type Shape, TEXT, TEXTS } from './shape.ts';

const ACTIONS = ['GENERATE', 'IDENTIFY', 'ANALYSE', 'EXTRACT', 'EXTRACT_AU'] as const;

const GRIFFIN: Shape = {
  FormatList: references('format'),
  GriffinIdentifier: { ...reference('griffin'), mandatory: true },
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

/** A griffin of a scenario, the member that it stands in, and its place, by which forms know it. */
interface PlacedGriffin {
  readonly member: 'GriffinByFormat' | 'DefaultGriffin';
  readonly place: string;
  readonly griffin: Document;
}

function placedGriffins(scenario: Document): PlacedGriffin[] {
  const byFormat = (scenario.GriffinByFormat ?? []) as readonly Document[];
  const byDefault = scenario.DefaultGriffin as Document | undefined;
  return [
    ...byFormat.map(
      (griffin, at): PlacedGriffin => ({
        member: 'GriffinByFormat',
        place: `GriffinByFormat.${at}`,
        griffin,
      }),
    ),
    ...(byDefault === undefined
      ? []
      : [{ member: 'DefaultGriffin', place: 'DefaultGriffin', griffin: byDefault } as const]),
  ];
}

function faultsOf(scenario: Document): Finding[] {
  const griffins = placedGriffins(scenario);
  if (griffins.length === 0)
    return [
      {
        ...{ field: 'GriffinByFormat', reason: 'INCOMPLETE' },
        text: "'GriffinByFormat', 'DefaultGriffin' : at least one griffin is needed",
      },
    ];
  return griffins.flatMap(({ member, place, griffin }) => {
    const fault = (path: string, reason: 'INCOMPLETE' | 'TOO_SMALL', what: string): Finding => ({
      ...{ field: `${place}.${path}`, reason },
      text: `'${member}.${path.replace(/\.\d+/g, '')}' : ${what}`,
    });
    const absent = (path: string) => fault(path, 'INCOMPLETE', 'this field can not be empty');
    const formats = (griffin.FormatList ?? []) as readonly string[];
    const details = (griffin.ActionDetail ?? []) as readonly Document[];
    return [
      ...Object.entries(GRIFFIN)
        .filter(([name, shape]) => shape.mandatory && isEmpty(griffin[name]))
        .map(([name]) => absent(name)),
      ...details.flatMap(({ Type }, at) => (isEmpty(Type) ? [absent(`ActionDetail.${at}.Type`)] : [])),
      ...(['Timeout', 'MaxSize'] as const)
        .filter((name) => typeof griffin[name] === 'number' && griffin[name] < 1)
        .map((name) => fault(name, 'TOO_SMALL', 'must be greater than or equal to 1')),
      ...(member === 'GriffinByFormat' && (formats.length === 0 || formats.some(isEmpty))
        ? [absent('FormatList')]
        : []),
    ];
  });
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

/** What of a scenario names formats. */
export interface ScenarioFormats {
  readonly GriffinByFormat?: readonly {
    readonly FormatList?: readonly string[];
    readonly GriffinIdentifier?: string;
  }[];
}

/** The formats that a scenario treats by their identifiers. */
export const formatsOf = ({ GriffinByFormat }: ScenarioFormats): readonly string[] =>
  GriffinByFormat?.flatMap(({ FormatList }) => FormatList ?? []) ?? [];

/** The griffins by which a scenario treats a format that it names. */
export const griffinsFor = ({ GriffinByFormat }: ScenarioFormats, format: string): readonly string[] =>
  GriffinByFormat?.flatMap(({ FormatList, GriffinIdentifier }) =>
    FormatList?.includes(format) && GriffinIdentifier !== undefined ? [GriffinIdentifier] : [],
  ) ?? [];

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
): Promise<Finding[]> {
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
    `referential ${ADMINISTRATION_TENANT} griffin`,
  ]);
  const placed = scenarios.flatMap((scenario) =>
    placedGriffins(scenario).map((each) => ({ ...each, record: String(scenario.Identifier ?? '') })),
  );
  const formatsOf = ({ griffin }: PlacedGriffin) => (griffin.FormatList ?? []) as readonly string[];
  return database.inTenant(ADMINISTRATION_TENANT, async (administration) => {
    const known = await existing(administration, ADMINISTRATION_TENANT, 'griffin', [
      ...new Set(scenarios.flatMap(griffinsOf)),
    ]);
    const charted = await existing(administration, ADMINISTRATION_TENANT, 'format', [
      ...new Set(placed.flatMap(formatsOf)),
    ]);
    const griffins = placed.flatMap(({ place, griffin, record }): Finding[] => {
      const id = griffin.GriffinIdentifier;
      if (typeof id !== 'string' || known.has(id)) return [];
      return [
        {
          ...{ field: `${place}.GriffinIdentifier`, reason: 'GRIFFIN_NOT_FOUND', values: [id], record },
          text: `Griffin '${id}' does not exist`,
        },
      ];
    });
    const formats = placed.flatMap((each): Finding[] => {
      const missing = formatsOf(each).filter((id) => !charted.has(id));
      return missing.map((id) => ({
        suffix: 'FORMAT_NOT_FOUND',
        ...{ field: `${each.place}.FormatList`, values: [id], record: each.record },
        text: `Format '${id}' does not exist`,
      }));
    });
    return [...griffins, ...formats];
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
