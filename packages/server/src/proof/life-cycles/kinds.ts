import { groupDocument, readGroups } from '../../ingest/index.ts';
import { readUnits, unitDocument } from '../../lifecycle/index.ts';
import type { EventKey, LifeCycleKind } from '../../logbook/index.ts';
import type { TenantId, Tx } from '../../platform/index.ts';
import type { SecuredKind } from '../sealed-file.ts';

/** Life cycles that are secured together: those of units, and those of object groups (spec operations.md 15.3). */
export interface LifeCycles extends SecuredKind {
  readonly type: 'LOGBOOK_UNIT_LFC_TRACEABILITY' | 'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY';
  /** Identifier of its workflow (spec api.md 1.17). */
  readonly workflow: string;
  readonly kind: LifeCycleKind;
  readonly mdType: 'UNIT' | 'OBJECTGROUP';
  /** Container of their documents on the offers. */
  readonly documents: 'units' | 'objectgroups';
  /** Of the document that lies there: with its life cycle, in canonical JSON. */
  readonly text: (lifeCycle: string, document: string) => string;
  readonly comment: string;
  readonly events: Readonly<
    Record<'step' | 'prepare' | 'build' | 'generate' | 'finalization' | 'finalize', EventKey>
  >;
  readonly read: (tx: Tx, tenant: TenantId, ids: readonly string[]) => Promise<Subject[]>;
}

/** A unit or a group, as it stands. */
export interface Subject {
  readonly id: string;
  /** Without computed members. */
  readonly document: object;
  readonly strategy: string;
  readonly up: readonly string[];
  /** Of a unit. */
  readonly group?: string;
  /** Of a group: those that have bytes, with their digest as the group tells it. */
  readonly objects?: readonly {
    readonly id: string;
    readonly digest: string | undefined;
    /** Bytes, as the group tells them. */
    readonly size: number;
  }[];
}

export const UNITS: LifeCycles = {
  type: 'LOGBOOK_UNIT_LFC_TRACEABILITY',
  logType: 'UNIT_LIFECYCLE',
  prefix: 'LogbookUnitLifecycles',
  category: 'logbooks',
  workflow: 'UNIT_LFC_TRACEABILITY',
  kind: 'unit',
  mdType: 'UNIT',
  documents: 'units',
  text: (lifeCycle, document) => `{"lfc":${lifeCycle},"unit":${document}}`,
  comment: 'Sécurisation des journaux du cycle de vie des unités archivistiques',
  events: {
    step: 'STP_UNIT_LFC_TRACEABILITY',
    prepare: 'PREPARE_UNIT_LFC_TRACEABILITY',
    build: 'BUILD_UNIT_LFC_TRACEABILITY',
    generate: 'GENERATE_UNIT_LFC_TRACEABILITY',
    finalization: 'STP_UNIT_LFC_TRACEABILITY_FINALIZATION',
    finalize: 'FINALIZE_UNIT_LFC_TRACEABILITY',
  },
  async read(tx, tenant, ids) {
    return (await readUnits(tx, tenant, ids)).map((unit) => ({
      id: unit.id,
      document: unitDocument(tenant, unit),
      strategy: unit.strategy,
      up: unit.up,
      ...(unit.og === null ? {} : { group: unit.og }),
    }));
  },
};

export const GROUPS: LifeCycles = {
  type: 'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY',
  logType: 'OBJECTGROUP_LIFECYCLE',
  prefix: 'LogbookObjectGroupLifecycles',
  category: 'logbooks',
  workflow: 'OBJECTGROUP_LFC_TRACEABILITY',
  kind: 'group',
  mdType: 'OBJECTGROUP',
  documents: 'objectgroups',
  text: (lifeCycle, document) => `{"got":${document},"lfc":${lifeCycle}}`,
  comment: 'Sécurisation des journaux du cycle de vie des groupes d’objets',
  events: {
    step: 'STP_OG_LFC_TRACEABILITY',
    prepare: 'PREPARE_OG_LFC_TRACEABILITY',
    build: 'BUILD_OG_LFC_TRACEABILITY',
    generate: 'GENERATE_OG_LFC_TRACEABILITY',
    finalization: 'STP_OG_LFC_TRACEABILITY_FINALIZATION',
    finalize: 'FINALIZE_OG_LFC_TRACEABILITY',
  },
  async read(tx, tenant, ids) {
    return [...(await readGroups(tx, tenant, ids)).values()].map((group) => ({
      id: group.id,
      document: groupDocument(tenant, group),
      strategy: group.strategy,
      up: group.up,
      objects: group.doc.qualifiers
        .flatMap(({ versions }) => versions)
        .filter(({ PhysicalId }) => PhysicalId === undefined)
        .map(({ _id, MessageDigest, Size }) => ({
          id: String(_id),
          digest: MessageDigest as string | undefined,
          size: Number(Size ?? 0),
        })),
    }));
  },
};
