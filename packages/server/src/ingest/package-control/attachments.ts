import type { JsonObject, UpdateOperation } from '@perenne/seda';
import { sql } from 'kysely';
import { TYPE_RANK, type UnitType } from '../../catalogue/graph/index.ts';
import {
  exactly,
  QueryRefused,
  run,
  technicalName,
  UNITS,
  type Vocabulary,
  where,
} from '../../catalogue/index.ts';
import type { SubCode } from '../../logbook/index.ts';
import { type GroupId, isGuid, type TenantId, type Tx, type UnitId } from '../../platform/index.ts';
import type { IngestContract } from '../../referentials/index.ts';
import { Refusal } from './refusal.ts';

/** What the graph needs to know of a unit already archived. */
export interface ExistingUnit {
  readonly id: UnitId;
  readonly unitType: UnitType;
  readonly us: readonly UnitId[];
  readonly uds: Readonly<Record<string, readonly UnitId[]>>;
  readonly sps: readonly string[];
  readonly og: GroupId | null;
  /** Changes with its place in the tree: what was entered under it was placed by this one. */
  readonly place: string;
}

/** Constraints of the ingest contract on attachments (spec ingest.md 9.4). */
export interface AttachmentRules {
  readonly unitType: UnitType;
  readonly checkParentLink: 'AUTHORIZED' | 'UNAUTHORIZED' | 'REQUIRED';
  /** Each parent must be one of them or below; empty: no constraint. */
  readonly checkParentId: readonly string[];
}

export function attachmentRules(contract: IngestContract | undefined, unitType: UnitType): AttachmentRules {
  return {
    unitType,
    checkParentLink: contract?.CheckParentLink ?? 'AUTHORIZED',
    checkParentId: contract?.CheckParentId ?? [],
  };
}

const COLUMNS = `id, unit_type as "unitType", us, uds, sps, og, md5(row(us, uds, sps)::text) as place`;

export async function unitsById(tx: Tx, tenant: TenantId, ids: readonly string[]): Promise<ExistingUnit[]> {
  return tx.query<ExistingUnit>(`select ${COLUMNS} from unit where tenant = $1 and id = any ($2)`, [
    tenant,
    ids,
  ]);
}

/** Two are enough to know that a key names several. @throws QueryRefused for a name or a value that no field has */
async function unitsByKey(
  tx: Tx,
  tenant: TenantId,
  { metadataName, metadataValue }: KeyOperation,
  vocabulary: Vocabulary,
): Promise<ExistingUnit[]> {
  const condition = exactly(technicalName(metadataName), metadataValue, UNITS, vocabulary);
  const ids = await run<{ id: string }>(
    tx,
    sql`select unit.id ${where({ tenant, collection: UNITS }, condition)} limit 2`,
  );
  return unitsById(
    tx,
    tenant,
    ids.map(({ id }) => id),
  );
}

type KeyOperation = Extract<UpdateOperation, { metadataName: string }>;

function refusal(
  subCode: SubCode,
  manifestId: string,
  operation: UpdateOperation,
  more: JsonObject = {},
): Refusal {
  const [name, value] =
    'systemId' in operation ? ['#id', operation.systemId] : [operation.metadataName, operation.metadataValue];
  const said = { [manifestId]: { ArchiveUnit: `[MetadataName:${name}, MetadataValue : ${value}]` } };
  return new Refusal(subCode, { ...said, ...more }, { units: [manifestId] });
}

/**
 * Finds the existing units for which units of the manifest stand.
 * @param asked manifest ids with their UpdateOperation
 * @throws Refusal
 */
export async function findExistingUnits(
  tx: Tx,
  tenant: TenantId,
  asked: ReadonlyMap<string, UpdateOperation>,
  rules: AttachmentRules,
  vocabulary: Vocabulary,
): Promise<Map<string, ExistingUnit>> {
  const [first] = asked;
  if (first && rules.checkParentLink === 'UNAUTHORIZED')
    throw refusal('UNAUTHORIZED_ATTACHMENT_BY_CONTRACT', ...first);
  for (const [manifestId, operation] of asked)
    if ('systemId' in operation && !isGuid(operation.systemId))
      throw refusal('INVALID_GUID_ATTACHMENT', manifestId, operation);
  const ids = [...asked.values()].flatMap((operation) =>
    'systemId' in operation ? [operation.systemId] : [],
  );
  const byId = new Map(
    (ids.length ? await unitsById(tx, tenant, ids) : []).map((unit) => [unit.id as string, unit]),
  );
  const found = new Map<string, ExistingUnit>();
  for (const [manifestId, operation] of asked) {
    const unit =
      'systemId' in operation
        ? byId.get(operation.systemId)
        : await byKey(tx, tenant, manifestId, operation, vocabulary);
    if (!unit) throw refusal('NOT_FOUND_ATTACHMENT', manifestId, operation);
    checkParent(unit, manifestId, rules, rules.checkParentId);
    found.set(manifestId, unit);
  }
  return found;
}

async function byKey(
  tx: Tx,
  tenant: TenantId,
  manifestId: string,
  operation: KeyOperation,
  vocabulary: Vocabulary,
): Promise<ExistingUnit | undefined> {
  if (operation.metadataName === '' || operation.metadataValue === '')
    throw refusal('EMPTY_KEY_ATTACHMENT', manifestId, operation);
  const found = await unitsByKey(tx, tenant, operation, vocabulary).catch((error) => {
    if (!(error instanceof QueryRefused)) throw error;
    throw refusal('ERROR_PARSE_ATTACHMENT', manifestId, operation, { error: error.message });
  });
  const [unit, other] = found;
  if (other) throw refusal('TOO_MANY_FOUND_ATTACHMENT', manifestId, operation);
  return unit;
}

export function checkParent(
  unit: ExistingUnit,
  manifestId: string,
  rules: AttachmentRules,
  perimeter: readonly string[],
): void {
  const fault = (message: string) =>
    new Refusal(
      'UNAUTHORIZED_ATTACHMENT',
      {
        ArchiveUnit: manifestId,
        ExistingUnitType: unit.unitType,
        IngestUnitType: rules.unitType,
        message,
      },
      { units: manifestId === unit.id ? [] : [manifestId] },
    );
  if (TYPE_RANK[unit.unitType] < TYPE_RANK[rules.unitType])
    throw fault(`${rules.unitType} cannot be attached under ${unit.unitType}`);
  if (
    perimeter.length > 0 &&
    !perimeter.includes(unit.id) &&
    !unit.us.some((above) => perimeter.includes(above))
  )
    throw fault('the unit is outside the perimeter of the ingest contract');
}

/** The node under which the ingest contract puts every root; undefined when it names none. @throws Refusal */
export async function findContractNode(
  tx: Tx,
  tenant: TenantId,
  linkParentId: string | undefined,
  rules: AttachmentRules,
): Promise<ExistingUnit | undefined> {
  if (linkParentId === undefined) return undefined;
  if (linkParentId === '') throw new Refusal('EMPTY_KEY_ATTACHMENT', { LinkParentId: '' });
  const [unit] = isGuid(linkParentId) ? await unitsById(tx, tenant, [linkParentId]) : [];
  if (!unit) throw new Refusal('NOT_FOUND_ATTACHMENT', { LinkParentId: linkParentId });
  checkParent(unit, linkParentId, rules, []);
  return unit;
}
