/** Permissions that applications of one kind need, to begin with (spec frontoffice.md B.26). Pure. */

export type PresetName = 'depositing' | 'reading' | 'administering';

const DEPOSITING = ['ingests', 'operations', 'logbookoperations', 'ingestcontracts'];
/** What a depositing application does beside reading. */
const DEPOSITS = ['ingests:create', 'ingests:local:create'];
const READING = [
  ...['units', 'objects', 'logbookunitlifecycles', 'logbookobjectslifecycles'],
  ...['accessionregisters', 'accessionregisterdetails', 'accessionregisterssymbolic'],
];
/** Groups whose answers are prepared by an operation: asked for, followed and taken. */
const DELIVERIES = ['dipexport', 'dipexportv2'];
const ADMINISTERING = [
  ...['accesscontracts', 'ingestcontracts', 'managementcontracts', 'contexts', 'securityprofiles'],
  ...['agencies', 'agenciesfile', 'agenciesreferential', 'rules', 'rulesfile', 'rulesreferential'],
  ...['rulesreport', 'formats', 'formatsfile', 'ontologies', 'schema', 'profiles', 'archiveunitprofiles'],
  ...['griffin', 'griffins', 'preservation', 'accessionregisters', 'accessionregisterdetails'],
  ...['accessionregisterssymbolic', 'logbookoperations', 'operations', 'workflows', 'batchreport'],
];

const groupOf = (permission: string) => permission.split(':', 1)[0] ?? permission;
const reads = (permission: string) => /:(read|stream)(:|$)/.test(permission);

const PRESETS: Readonly<Record<PresetName, (permission: string) => boolean>> = {
  depositing: (permission) =>
    DEPOSITS.includes(permission) || (DEPOSITING.includes(groupOf(permission)) && reads(permission)),
  reading: (permission) =>
    DELIVERIES.includes(groupOf(permission)) ||
    permission === 'operations:id:read:status' ||
    permission === 'operations:id:read' ||
    (READING.includes(groupOf(permission)) && reads(permission)),
  administering: (permission) => ADMINISTERING.includes(groupOf(permission)),
};

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** @param known all the permissions that the service has */
export const presetOf = (name: PresetName, known: readonly string[]): string[] => known.filter(PRESETS[name]);
