import { Type } from 'typebox';
import { Text, type Told } from '../../platform/index.ts';
import type { AuditParameters } from '../objects/audit-run.ts';

/** Audits as people know them (spec frontoffice.md B.30). */
export const AUDIT_KINDS = ['existence', 'integrity', 'coherence', 'correction'] as const;
export const AuditKind = Type.Enum([...AUDIT_KINDS], { title: 'AuditKind' });
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** Types of the operations that are audits of archives. */
export const AUDIT_OPERATIONS = ['PROCESS_AUDIT', 'EVIDENCE_AUDIT', 'RECTIFICATION_AUDIT'] as const;
export type AuditOperation = (typeof AUDIT_OPERATIONS)[number];

export function kindOf(type: AuditOperation, { auditActions }: Partial<AuditParameters>): AuditKind {
  if (type === 'EVIDENCE_AUDIT') return 'coherence';
  if (type === 'RECTIFICATION_AUDIT') return 'correction';
  return auditActions === 'AUDIT_FILE_EXISTING' ? 'existence' : 'integrity';
}

/** What is audited: the safe, what one service has produced, what one operation has brought in or touched, a request. */
export const Perimeter = Type.Union(
  [
    Type.Object({ kind: Type.Literal('safe') }),
    Type.Object({ kind: Type.Literal('agency'), id: Text }),
    Type.Object({ kind: Type.Literal('operation'), id: Text }),
    Type.Object({ kind: Type.Literal('request'), request: Type.String({ description: 'JSON.' }) }),
  ],
  { title: 'AuditPerimeter' },
);
export type Perimeter = Told<typeof Perimeter>;

export function perimeterOf({ auditType, objectId, chosen }: Partial<AuditParameters>): Perimeter {
  if (auditType === 'tenant') return { kind: 'safe' };
  if (auditType === 'originatingagency') return { kind: 'agency', id: objectId ?? '' };
  const operation = operationIn(chosen?.request);
  if (operation !== undefined) return { kind: 'operation', id: operation };
  return { kind: 'request', request: JSON.stringify(chosen?.request ?? chosen?.filters ?? {}) };
}

/** Request for all that an operation has brought in or touched. */
export const requestOfOperation = (id: string) => ({
  ...{ $roots: [], $query: [{ $in: { '#operations': [id] } }] },
});

function operationIn(request: unknown): string | undefined {
  const { $roots, $query } = (request ?? {}) as { $roots?: unknown; $query?: unknown };
  const [id] = (($query as { $in?: { '#operations'?: string[] } }[] | undefined)?.[0]?.$in?.['#operations'] ??
    []) as string[];
  const isIt =
    id !== undefined && JSON.stringify({ $roots, $query }) === JSON.stringify(requestOfOperation(id));
  return isIt ? id : undefined;
}
