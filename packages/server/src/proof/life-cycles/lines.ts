import { createHash, hash } from 'node:crypto';
import { canonicalLine } from '@perenne/proof';
import { type LifeCycleRow, lifeCycleText, renderLifeCycle } from '../../logbook/index.ts';
import { canonicalJson, type OperationId, type TenantId } from '../../platform/index.ts';
import type { LifeCycles, Subject } from './kinds.ts';
import type { Element } from './run.ts';

/** A line of the secured journal, without what is told of the offers (spec operations.md 15.3). */
export interface Line {
  readonly lEvtIdProc: unknown;
  readonly lEvTypeProc: unknown;
  readonly lEvDTime: unknown;
  readonly ltEvtOutcome: unknown;
  readonly lfcId: string;
  readonly mdType: LifeCycles['mdType'];
  readonly version: unknown;
  /** Base64, SHA-512 of canonical JSON: the life cycle, its events, the metadata without computed members. */
  readonly hLFC: string;
  readonly hLFCEvts: string;
  readonly hMetadata: string;
  readonly up: readonly string[];
  readonly idOG?: string;
}

/** Whether what lies on the offers is what it should be. */
export interface Copies {
  readonly strategy: string;
  readonly offers: readonly string[];
  /** Hexadecimal. */
  readonly expected: string | undefined;
  /** Of those offers that have something else, or nothing: undefined. */
  readonly others: readonly { readonly offer: string; readonly digest: string | undefined }[];
}

const INVALID = 'INVALID_HASH';

/** @param rows its life cycle, oldest first */
export function elementOf(
  tenant: TenantId,
  kind: LifeCycles,
  subject: Subject,
  rows: readonly LifeCycleRow[],
): Element | undefined {
  const lifeCycle = renderLifeCycle(tenant, subject.id, rows);
  const last = rows.at(-1);
  if (lifeCycle === undefined || last === undefined) return undefined;
  const events = lifeCycle.events as readonly Record<string, unknown>[];
  const closing = events.at(-1) ?? lifeCycle;
  const document = canonicalJson(subject.document);
  const kept = kind.text(lifeCycleText(last.events, last.operation as OperationId, last.at), document);
  return {
    id: subject.id,
    operation: last.operation,
    strategy: subject.strategy,
    digest: hash('sha512', kept, 'hex'),
    ...(subject.objects === undefined ? {} : { objects: subject.objects }),
    line: {
      lEvtIdProc: closing.evIdProc,
      lEvTypeProc: closing.evTypeProc,
      lEvDTime: closing.evDateTime,
      ltEvtOutcome: closing.outcome,
      lfcId: subject.id,
      mdType: kind.mdType,
      version: lifeCycle._v,
      hLFC: digestOf(lifeCycle),
      hLFCEvts: digestOf(events),
      hMetadata: digestOf(subject.document),
      up: subject.up,
      ...(subject.group === undefined ? {} : { idOG: subject.group }),
    },
  };
}

const digestOf = (value: unknown) => createHash('sha512').update(canonicalLine(value)).digest('base64');

/** The line as it is secured. */
export function writtenLine(
  line: Line,
  document: Copies,
  objects: readonly { readonly id: string; readonly copies: Copies }[] | undefined,
): string {
  return canonicalLine({
    ...line,
    hGlobalFStorage: globalDigest(document),
    hGlobalDetails: details(document),
    ...(objects === undefined
      ? {}
      : {
          hOGDocsStorage: objects.map(({ id, copies }) => ({
            id,
            hObject: globalDigest(copies),
            hDetails: details(copies),
          })),
        }),
  });
}

const globalDigest = ({ others, expected }: Copies) => (others.length === 0 ? expected : INVALID);

function details({ strategy, offers, expected, others }: Copies) {
  if (others.length === 0) return { strategyId: strategy, offerIds: offers };
  const found = new Map(others.map(({ offer, digest }) => [offer, digest]));
  return {
    ...{ strategyId: strategy, offerIds: offers, dbHash: expected },
    offerHash: Object.fromEntries(
      offers.map((offer) => [offer, found.has(offer) ? (found.get(offer) ?? null) : expected]),
    ),
  };
}
