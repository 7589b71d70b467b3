import { Type } from 'typebox';
import { type Eyes, titlesOf } from '../../access/index.ts';
import { type LogbookEvent, label, readJournal, Status } from '../../logbook/index.ts';
import { State } from '../../operations/index.ts';
import {
  Agencies,
  Count,
  InstantText,
  orNull,
  type TenantId,
  Text,
  type Told,
  type Tx,
} from '../../platform/index.ts';
import { agencyNames } from '../../referentials/index.ts';
import type { AuditHouse } from '../house.ts';
import type { AuditParameters } from '../objects/audit-run.ts';
import { ObjectFault } from '../objects/audited-group.ts';
import { OBJECTS_AUDIT } from '../objects/workflow.ts';
import {
  AUDIT_OPERATIONS,
  AuditKind,
  type AuditOperation,
  kindOf,
  Perimeter,
  perimeterOf,
} from './audit-kinds.ts';
import { type ReadReport, readReport } from './read-report.ts';

const VIEW = {
  ...{ id: Text, kind: AuditKind, perimeter: Perimeter, state: State, status: Status },
  ...{ createdAt: InstantText, updatedAt: InstantText },
  requester: orNull(Text, 'Who asked for it; null: an application.'),
  progress: Type.Object(
    { done: Count, of: Count, step: Type.Optional(Text) },
    { title: 'Progress', description: 'Steps that are over, of how many, and the one under way.' },
  ),
};

/** An audit as people follow it. */
export const AuditView = Type.Object(VIEW, { title: 'Audit' });
export type AuditView = Told<typeof AuditView>;

export const AuditPage = Type.Object(
  {
    audits: Type.Array(AuditView),
    more: Type.Boolean({ description: 'Others follow.' }),
    agencies: Agencies,
    choices: Type.Array(Type.Object({ id: Text, name: Text }), {
      description: 'Agencies of the register, by name: whose archives can be audited.',
    }),
  },
  { title: 'AuditPage' },
);
export type AuditPage = Told<typeof AuditPage>;

/** An object of which a copy is not as it should be. */
export const AuditFault = Type.Object(
  {
    object: Text,
    version: Type.String({ description: '`BinaryMaster_1`' }),
    unit: orNull(
      Type.Object({ id: Text, title: orNull(Text) }),
      'A unit that has it; its title is null where the asker may not see it.',
    ),
    offers: Type.Array(Type.Object({ id: Text, fault: orNull(ObjectFault) }), {
      description: 'Every offer, with what is wrong there.',
    }),
  },
  { title: 'AuditFault' },
);
export type AuditFault = Told<typeof AuditFault>;

const Counts = Type.Object({ sound: Count, faulty: Count }, { title: 'SoundAndFaulty' });

export const AuditDetail = Type.Object(
  {
    ...VIEW,
    agencies: Agencies,
    report: Type.Optional(
      Type.Object(
        {
          ...{ groups: Counts, objects: Counts },
          faults: Type.Array(AuditFault, {
            description: 'The first objects that are not as they should be.',
          }),
        },
        { description: 'Absent: there is none, or not yet.' },
      ),
    ),
    remarks: Type.Array(Type.Object({ outcome: Status, message: Text, detail: orNull(Text) }), {
      description: 'What was not as asked for: warnings and refusals.',
    }),
  },
  { title: 'AuditDetail' },
);
export type AuditDetail = Told<typeof AuditDetail>;

export interface AuditFilter {
  readonly kind?: AuditKind;
  /** Whole identifier. */
  readonly id?: string;
  /** Days, `yyyy-MM-dd`, in Paris; both belong to the span. */
  readonly from?: string;
  readonly to?: string;
}

/** Undefined account: of everyone. */
export interface Whose {
  readonly tenant: TenantId;
  readonly account: string | undefined;
}

interface Row {
  readonly id: string;
  readonly type: AuditOperation;
  readonly state: State;
  readonly status: Status;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly nextStep: number;
  readonly parameters: Partial<AuditParameters>;
  readonly requester: string | null;
}

const ACTIONS: Readonly<Partial<Record<AuditKind, string>>> = {
  existence: 'AUDIT_FILE_EXISTING',
  integrity: 'AUDIT_FILE_INTEGRITY',
};
const TYPES: Readonly<Record<AuditKind, AuditOperation>> = {
  ...{ existence: 'PROCESS_AUDIT', integrity: 'PROCESS_AUDIT' },
  ...{ coherence: 'EVIDENCE_AUDIT', correction: 'RECTIFICATION_AUDIT' },
};

async function rowsOf(
  tx: Tx,
  { tenant, account }: Whose,
  { kind, id, from, to }: AuditFilter,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Row[]> {
  return tx.query<Row>(
    `select o.id, o.type, o.state, o.status, o.created_at as "createdAt", o.updated_at as "updatedAt",
            o.next_step as "nextStep", o.parameters, account.name as requester
     from operation o
     left join logbook_operation l on l.tenant = o.tenant and l.id = o.id
     left join account on account.id = l.master ->> 'agIdPers'
     where o.tenant = $1 and o.type = any ($2) and ($3::text is null or l.master ->> 'agIdPers' = $3)
       and ($4::text is null or o.id = $4) and ($5::text is null or o.parameters ->> 'auditActions' = $5)
       and ($6::date is null or o.created_at >= $6::date::timestamp at time zone 'Europe/Paris')
       and ($7::date is null or o.created_at < ($7::date + 1)::timestamp at time zone 'Europe/Paris')
     order by o.created_at desc, o.id desc offset $8 limit $9`,
    [
      ...[tenant, kind === undefined ? AUDIT_OPERATIONS : [TYPES[kind]], account ?? null, id ?? null],
      ...[(kind && ACTIONS[kind]) ?? null, from ?? null, to ?? null, offset, limit],
    ],
  );
}

/** Newest first. */
export async function listAudits(
  { database }: AuditHouse,
  whose: Whose,
  filter: AuditFilter,
  page: { readonly offset: number; readonly limit: number },
  agencies: readonly string[] | undefined,
): Promise<AuditPage> {
  const { tenant } = whose;
  return database.inTenant(tenant, async (tx) => {
    const rows = await rowsOf(tx, whose, filter, { ...page, limit: page.limit + 1 });
    const audits = rows.slice(0, page.limit).map(viewOf);
    const registered = await tx.query<{ agency: string }>(
      `select agency from accession_register_summary
       where tenant = $1 and ($2::text[] is null or agency = any ($2)) order by agency`,
      [tenant, agencies ?? null],
    );
    const ids = registered.map(({ agency }) => agency);
    const names = await agencyNames(tx, tenant, [...ids, ...agenciesIn(audits)]);
    return {
      ...{ audits, more: rows.length > page.limit, agencies: names },
      choices: ids
        .map((id) => ({ id, name: names[id] ?? id }))
        .toSorted((a, b) => a.name.localeCompare(b.name, 'fr')),
    };
  });
}

const agenciesIn = (audits: readonly AuditView[]) =>
  audits.flatMap(({ perimeter }) => (perimeter.kind === 'agency' ? [perimeter.id] : []));

/** @returns undefined when it is unknown, no audit, or somebody else's */
export async function readAudit(
  house: AuditHouse,
  whose: Whose,
  eyes: Eyes,
  id: string,
): Promise<AuditDetail | undefined> {
  const { database } = house;
  const { tenant } = whose;
  const found = await database.inTenant(tenant, async (tx) => {
    const [row] = await rowsOf(tx, whose, { id }, { offset: 0, limit: 1 });
    const journal = row && (await readJournal(tx, tenant, id));
    return row && { row, events: (journal?.events ?? []) as LogbookEvent[] };
  });
  if (!found) return undefined;
  const view = viewOf(found.row);
  const isOfObjects = view.kind === 'existence' || view.kind === 'integrity';
  const report = isOfObjects ? await readReport(house, tenant, id) : undefined;
  return database.inTenant(tenant, async (tx) => ({
    ...view,
    agencies: await agencyNames(tx, tenant, agenciesIn([view])),
    ...(report === undefined ? {} : { report: await inWords(tx, eyes, report) }),
    remarks: found.events.filter(isRemark).map(({ outcome, outMessg, evDetData }) => ({
      ...{ outcome, message: outMessg, detail: evDetData },
    })),
  }));
}

async function inWords(tx: Tx, eyes: Eyes, { groups, objects, faults }: ReadReport) {
  const titles = await titlesOf(tx, eyes, [...new Set(faults.flatMap(({ unit }) => unit ?? []))]);
  return {
    ...{ groups, objects },
    faults: faults.map(
      ({ unit, ...fault }): AuditFault => ({
        ...fault,
        unit: unit === null ? null : { id: unit, title: titles.get(unit) ?? null },
      }),
    ),
  };
}

/** Of an action or an empty list: steps only repeat what is under them. What is wrong with objects the report tells. */
function isRemark({ evParentId, outcome, evType }: LogbookEvent): boolean {
  const isTold = evType.startsWith('AUDIT_CHECK_OBJECT') && outcome === 'KO';
  return evParentId !== null && outcome !== 'OK' && !isTold;
}

function viewOf(row: Row): AuditView {
  const { id, type, state, status, nextStep, parameters, requester } = row;
  const { steps } = OBJECTS_AUDIT;
  const step = state === 'COMPLETED' || type !== 'PROCESS_AUDIT' ? undefined : steps[nextStep]?.name;
  return {
    id,
    kind: kindOf(type, parameters),
    perimeter: perimeterOf(parameters),
    state,
    status,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    requester,
    progress: {
      done: Math.min(nextStep, steps.length),
      of: steps.length,
      ...(step === undefined ? {} : { step: label(step) }),
    },
  };
}
