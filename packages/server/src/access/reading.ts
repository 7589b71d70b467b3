import {
  eq,
  type Found,
  isIn,
  OBJECT_GROUPS,
  type Projection,
  type QueryNode,
  selectSingle,
  UNITS,
  type Vocabulary,
} from '../catalogue/index.ts';
import type { Clock, TenantId, Tx } from '../platform/index.ts';
import { type AccessRights, groupRestrictionWithoutRules, unitRestriction } from './access-rights.ts';

/** Reading of units and groups through the eyes of a contract: what is hidden is as if absent. */
export interface Eyes {
  readonly tenant: TenantId;
  readonly rights: AccessRights;
  readonly vocabulary?: Vocabulary;
  /** `yyyy-MM-dd` */
  readonly today: string;
  /** Units are shown with `inheritedRulesAPIOutput` once their rules are computed. */
  readonly rulesOutput?: true;
}

export type Document = Record<string, unknown>;

export function todayOf(clock: Clock): string {
  return clock.now().toISOString().slice(0, 10);
}

/** A list in no order. */
export function listRequest(query: QueryNode, projection: Projection) {
  return { query, filter: { offset: 0, statedLimit: 0, order: [] }, projection, context: {} };
}

/** A unit in the names of the compatible API; undefined when unknown or hidden. */
export async function findUnit(
  tx: Tx,
  eyes: Eyes,
  id: string,
  projection?: Projection,
): Promise<Document | undefined> {
  const found = await findUnits(tx, eyes, eq('#id', id), projection);
  return found.results[0];
}

export async function findUnits(
  tx: Tx,
  eyes: Eyes,
  query: QueryNode,
  projection?: Projection,
): Promise<Found> {
  const { tenant, vocabulary, rights, today, rulesOutput } = eyes;
  const search = {
    tenant,
    collection: UNITS,
    restriction: unitRestriction(rights, today),
    ...(vocabulary === undefined ? {} : { vocabulary }),
    ...(rulesOutput ? { rulesOutput } : {}),
  };
  return selectSingle(tx, search, listRequest(query, projection));
}

/** A group that the contract shows and that some visible unit holds; undefined otherwise. */
export async function findGroup(
  tx: Tx,
  eyes: Eyes,
  query: QueryNode,
  projection?: Projection,
): Promise<Document | undefined> {
  const restriction = groupRestrictionWithoutRules(eyes.rights);
  const search = { tenant: eyes.tenant, collection: OBJECT_GROUPS, restriction };
  const needed = projection === undefined ? undefined : [...projection, '#unitups'];
  const [group] = (await selectSingle(tx, search, listRequest(query, needed))).results;
  if (group === undefined) return undefined;
  const holders = await findUnits(tx, eyes, isIn('#id', group['#unitups'] as string[]), ['#id']);
  if (holders.total === 0) return undefined;
  if (projection === undefined || projection.includes('#unitups')) return group;
  const { '#unitups': _, ...shown } = group;
  return shown;
}

/** A version of an object, as the groups describe it. */
export interface ObjectVersion extends Document {
  readonly '#id': string;
  readonly DataObjectVersion: string;
}

export function versionsOf(group: Document): { qualifier: string; version: ObjectVersion }[] {
  const qualifiers = (group['#qualifiers'] ?? []) as { qualifier: string; versions: ObjectVersion[] }[];
  return qualifiers.flatMap(({ qualifier, versions }) => versions.map((version) => ({ qualifier, version })));
}
