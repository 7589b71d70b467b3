import type { TenantId, Tx } from '../../../platform/index.ts';
import { analysedText } from '../../analysed-text.ts';
import type { Vocabulary } from '../../field-types.ts';
import { type ComputedRules, writeComputed } from '../../rules/index.ts';

/** Rows made directly, for tests that search. */

export interface SampleUnit {
  readonly id: string;
  readonly content: Record<string, unknown>;
  readonly management?: Record<string, unknown>;
  readonly up?: readonly string[];
  /** Ancestors by distance. */
  readonly uds?: Readonly<Record<string, readonly string[]>>;
  readonly og?: string;
  readonly agencies?: readonly string[];
  readonly type?: string;
  readonly computedRules?: ComputedRules;
}

export const NO_VOCABULARY: Vocabulary = { get: () => undefined };

const OPERATION = 'aeeaaaaaachbvz4oaap3kamd7u3jv5iaaaaq';
const AT = new Date('2026-02-03T09:15:27.041Z');

export async function insertUnits(
  tx: Tx,
  tenant: TenantId,
  units: readonly SampleUnit[],
  vocabulary = NO_VOCABULARY,
) {
  const rows = units.map((unit) => ({
    id: unit.id,
    unit_type: unit.type ?? 'INGEST',
    og: unit.og ?? null,
    sp: unit.agencies?.[0] ?? 'MAIRIE',
    sps: unit.agencies ?? ['MAIRIE'],
    up: unit.up ?? [],
    us: [...new Set(Object.values(unit.uds ?? {}).flat())],
    uds: unit.uds ?? {},
    max_depth: Object.keys(unit.uds ?? {}).length + 1,
    management: unit.management ?? {},
    content: unit.content,
    title: unit.content.Title ?? null,
    analysed: analysedText(unit.content, unit.management ?? {}, vocabulary),
  }));
  await tx.query(
    `insert into unit (tenant, id, opi, unit_type, og, sp, sps, up, us, uds, ops, min_depth, max_depth, seda_version,
       implementation_version, strategy, graph_at, created_at, updated_at, management, content, title,
       title_words, text)
     select $1, id, $2, unit_type, og, sp, sps, up, us, uds, array[$2], 1, max_depth, '2.2', 'test', 'default', $3, $3, $3,
       management, content, title, perenne_title_words(perenne_analyse(title)), perenne_unit_lexemes(analysed)
     from jsonb_to_recordset($4::jsonb) as r(id text, unit_type text, og text, sp text, sps text[], up text[], us text[],
       uds jsonb, max_depth integer, management jsonb, content jsonb, title text, analysed text)`,
    [tenant, OPERATION, AT, JSON.stringify(rows)],
  );
  const computed = units.flatMap(({ id, computedRules: rules }) =>
    rules === undefined ? [] : [{ id, rules }],
  );
  await writeComputed(tx, tenant, computed);
}

export interface SampleGroup {
  readonly id: string;
  readonly up: readonly string[];
  readonly us: readonly string[];
  readonly agencies?: readonly string[];
  readonly qualifiers: readonly Record<string, unknown>[];
}

export async function insertGroups(tx: Tx, tenant: number, groups: readonly SampleGroup[]) {
  for (const group of groups)
    await tx.query(
      `insert into object_group (tenant, id, opi, sp, sps, up, us, ops, profile, nb_objects, seda_version,
         implementation_version, strategy, graph_at, created_at, updated_at, doc)
       values ($1, $2, $3, $4, $5, $6, $7, array[$3], 'Document', 1, '2.2', 'test', 'default', $8, $8, $8, $9)`,
      [
        tenant,
        group.id,
        OPERATION,
        group.agencies?.[0] ?? 'MAIRIE',
        group.agencies ?? ['MAIRIE'],
        group.up,
        group.us,
        AT,
        JSON.stringify({ FileInfo: {}, qualifiers: group.qualifiers }),
      ],
    );
}

/** An identifier in canonical form whose last part is a number. */
export function sampleId(number: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  const digits = [number >> 10, number >> 5, number].map((value) => alphabet[value & 31]).join('');
  return `aeaqaaaaaahbvz4oab3lsamd7u3k2ua${digits}aa`;
}
