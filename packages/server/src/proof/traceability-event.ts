import type { TenantId, Tx } from '../platform/index.ts';

/** What an operation that has secured a journal says of it (`evDetData`, spec operations.md 15.2). */
export interface TraceabilityEvent {
  readonly LogType: LogType;
  /** Technical dates. */
  readonly StartDate: string;
  readonly EndDate: string;
  /** Root of the tree, Base64. */
  readonly Hash: string;
  /** TimeStampResp, Base64. */
  readonly TimeStampToken: string;
  readonly PreviousLogbookTraceabilityDate?: string;
  readonly MinusOneMonthLogbookTraceabilityDate?: string;
  readonly MinusOneYearLogbookTraceabilityDate?: string;
  readonly NumberOfElements: number;
  readonly FileName: string;
  /** Bytes of the ZIP. */
  readonly Size: number;
  readonly SecurisationVersion: 'V1';
  readonly DigestAlgorithm: 'SHA512';
  readonly MaxEntriesReached: boolean;
  readonly Statistics?: Readonly<Record<string, { readonly nbOK: number; readonly nbWarnings: number }>>;
}

export type LogType = 'OPERATION' | 'UNIT_LIFECYCLE' | 'OBJECTGROUP_LIFECYCLE' | 'STORAGE';

/** Types of operations that secure a journal. */
export const SECURING = [
  'STP_OP_SECURISATION',
  'STP_STORAGE_SECURISATION',
  'LOGBOOK_UNIT_LFC_TRACEABILITY',
  'LOGBOOK_OBJECTGROUP_LFC_TRACEABILITY',
] as const;
export type SecuringType = (typeof SECURING)[number];

/** An operation that has secured a journal. */
export interface Secured {
  readonly operation: string;
  readonly event: TraceabilityEvent;
}

/** Also those that warn: what differs on some offers is told in their lines. */
export const SECURED = `select id as operation, perenne_json(master ->> 'evDetData') as event from logbook_operation
  where tenant = $1 and type = $2 and outcome in ('OK', 'WARNING') and perenne_json(master ->> 'evDetData') ? 'FileName'`;

/** The last one of its type. */
export async function lastSecured(
  tx: Tx,
  tenant: TenantId,
  type: SecuringType,
): Promise<Secured | undefined> {
  const [last] = await tx.query<Secured>(`${SECURED} order by started_at desc, id desc limit 1`, [
    tenant,
    type,
  ]);
  return last;
}

/** The earlier ones into which a new one is linked; each once. */
export interface Links {
  readonly previous?: Secured | undefined;
  readonly month?: Secured | undefined;
  readonly year?: Secured | undefined;
}

/** The last one, and the first of the month and of the year before `end`. */
export async function linksOf(tx: Tx, tenant: TenantId, type: SecuringType, end: Date): Promise<Links> {
  const firstAfter = async (date: Date): Promise<Secured | undefined> => {
    const [first] = await tx.query<Secured>(
      `${SECURED} and started_at > $3 order by started_at, id limit 1`,
      [tenant, type, date],
    );
    return first;
  };
  const previous = await lastSecured(tx, tenant, type);
  const other = (found: Secured | undefined, ...used: (Secured | undefined)[]) =>
    used.some((each) => each?.operation === found?.operation) ? undefined : found;
  const month = other(await firstAfter(monthsBefore(end, 1)), previous);
  const year = other(await firstAfter(monthsBefore(end, 12)), previous, month);
  return { previous, month, year };
}

function monthsBefore(date: Date, months: number): Date {
  const before = new Date(date);
  before.setUTCMonth(before.getUTCMonth() - months);
  // The 31st of a month of thirty days would be the first of the next.
  if (before.getUTCDate() !== date.getUTCDate()) before.setUTCDate(0);
  return before;
}
