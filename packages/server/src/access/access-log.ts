import { type TenantId, type Tx, technicalDate } from '../platform/index.ts';
import { earliestLine } from '../storage/index.ts';
import type { AccessRights } from './access-rights.ts';

/** Who reads: what of the caller the log tells. */
export interface Reader {
  readonly tenant: TenantId;
  /** Identifier of the call, or of the delivery. */
  readonly request: string;
  readonly context: string;
  readonly application?: string;
  /** Account of a person. */
  readonly account?: string;
}

export interface ReadObject {
  readonly id: string;
  /** Bytes. */
  readonly size: number;
  /** `BinaryMaster_1` */
  readonly dataObjectVersion: string;
  /** Unit through which it is reached, where it is known. */
  readonly unit?: string;
}

/**
 * Writes down that objects are read, when the contract wants it: one line for each (spec security-and-scale.md 7.1).
 * Before the bytes are sent, so that a reading that fails is told too.
 */
export async function logAccess(
  tx: Tx,
  { accessLog: contract }: AccessRights,
  reader: Reader,
  objects: readonly ReadObject[],
  now: Date,
): Promise<void> {
  if (contract === undefined || objects.length === 0) return;
  const at = await earliestLine(tx, reader.tenant, 'access', now);
  const lines = objects.map((object) => JSON.stringify(lineOf(contract, reader, object, at)));
  await tx.query(
    `insert into access_log (tenant, request, object, at, line)
     select $1, $2, o.id, $3, o.line::jsonb from unnest($4::text[], $5::text[]) as o (id, line)
     on conflict do nothing`,
    [reader.tenant, reader.request, at, objects.map(({ id }) => id), lines],
  );
}

/** Values are texts; what is not known is left out. */
function lineOf(contract: string, reader: Reader, object: ReadObject, now: Date): Record<string, string> {
  const at = object.dataObjectVersion.lastIndexOf('_');
  const { application, account } = reader;
  return {
    eventDateTime: technicalDate(now),
    xRequestId: reader.request,
    ...(application === undefined ? {} : { applicationId: application }),
    objectIdentifier: object.id,
    size: String(object.size),
    qualifier: object.dataObjectVersion.slice(0, at),
    version: object.dataObjectVersion.slice(at + 1),
    contextId: reader.context,
    contractId: contract,
    ...(object.unit === undefined ? {} : { archivesId: object.unit }),
    ...(account === undefined ? {} : { accountId: account }),
  };
}

/** From the first instant to before the second; undefined: no limit on that side. */
export interface Period {
  readonly start: Date | undefined;
  readonly end: Date | undefined;
}

interface Place {
  readonly at: Date;
  readonly request: string;
  readonly object: string;
}

/** A line, with its line feed, and the day to which it belongs: `yyyy-MM-dd`. */
export interface AccessLine {
  readonly day: string;
  readonly text: string;
}

/** Lines read at once. */
const PAGE = 5_000;

/** Lines of a period, oldest first, a page at a time. Each page is a transaction of its own. */
export async function* accessLines(
  read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>,
  tenant: TenantId,
  { start, end }: Period,
): AsyncGenerator<AccessLine[]> {
  let after: Place | undefined;
  for (;;) {
    const rows = await read((tx) =>
      tx.query<Place & { line: Record<string, string> }>(
        `select at, request, object, line from access_log
         where tenant = $1 and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
           and ($4::timestamptz is null or (at, request, object) > ($4, $5, $6))
         order by at, request, object limit ${PAGE}`,
        [tenant, start ?? null, end ?? null, after?.at ?? null, after?.request ?? '', after?.object ?? ''],
      ),
    );
    if (rows.length > 0)
      yield rows.map(({ at, line }) => ({
        day: at.toISOString().slice(0, 10),
        text: `${JSON.stringify(ordered(line))}\n`,
      }));
    after = rows.at(-1);
    if (rows.length < PAGE) return;
  }
}

const ORDER = [
  'eventDateTime',
  'xRequestId',
  'applicationId',
  'objectIdentifier',
  'size',
  'qualifier',
  'version',
  'contextId',
  'contractId',
  'archivesId',
  'accountId',
];

function ordered(line: Record<string, string>): Record<string, string> {
  return Object.fromEntries(ORDER.flatMap((key) => (line[key] === undefined ? [] : [[key, line[key]]])));
}
