import { Type } from 'typebox';
import {
  type ContextDocument,
  permits,
  refusalByContext,
  type SecurityProfileDocument,
} from '../identity/index.ts';
import { ADMINISTRATION_TENANT, type Told } from '../platform/index.ts';
import type { Endpoint } from './inventory.ts';

/**
 * What the checks of the compatible door, and of the contracts behind it, would say of a call of an application
 * (spec frontoffice.md B.25; api.md 1.2, 1.18). All are told, though the first refusal ends a call.
 */

export const TriedCheck = Type.Union(
  [
    Type.Object({
      check: Type.Enum([
        ...(['CREDENTIAL', 'TENANT', 'CONTEXT', 'PROFILE', 'CONTROL', 'ADMINISTRATION'] as const),
        ...(['PERMISSION', 'ACCESS_CONTRACT', 'INGEST_CONTRACT'] as const),
      ]),
      outcome: Type.Enum(['PASSED', 'REFUSED']),
    }),
    // Whether a personal certificate comes, the call alone can tell.
    Type.Object({ check: Type.Literal('PERSON'), outcome: Type.Literal('WANTED') }),
  ],
  { title: 'TriedCheck', description: 'What a check would say of a call.' },
);
export type TriedCheck = Told<typeof TriedCheck>;
type CheckName = Exclude<TriedCheck['check'], 'PERSON'>;

/** The call. */
export interface Trial {
  readonly tenant: number;
  readonly endpoint: Endpoint;
  readonly accessContract?: string | undefined;
  readonly ingestContract?: string | undefined;
}

/** What there is to judge it by. */
export interface TrialFacts {
  readonly context: ContextDocument;
  readonly profile: SecurityProfileDocument | undefined;
  /** A key or certificate of the context is good. */
  readonly hasCredential: boolean;
  readonly tenantExists: boolean;
  /** The permission wants a personal certificate too. */
  readonly wantsPerson: boolean;
  /** Status of the contracts that the call names, in its tenant; undefined: there is none. */
  readonly accessStatus: string | undefined;
  readonly ingestStatus: string | undefined;
}

export function checksOf(facts: TrialFacts, trial: Trial): TriedCheck[] {
  const { context, profile } = facts;
  const { tenant, endpoint, accessContract, ingestContract } = trial;
  const check = (name: CheckName, isPassed: boolean): TriedCheck => ({
    check: name,
    outcome: isPassed ? 'PASSED' : 'REFUSED',
  });
  const named = (context.Permissions ?? []).find((permission) => permission.tenant === tenant);
  return [
    check('CREDENTIAL', facts.hasCredential),
    check('TENANT', facts.tenantExists),
    check('CONTEXT', context.Status === 'ACTIVE'),
    check('PROFILE', profile !== undefined),
    check('CONTROL', refusalByContext(context, endpoint.path, tenant, accessContract) === undefined),
    ...(endpoint.administrationOnly ? [check('ADMINISTRATION', tenant === ADMINISTRATION_TENANT)] : []),
    check('PERMISSION', profile !== undefined && permits(profile, endpoint.permission)),
    ...(facts.wantsPerson ? [{ check: 'PERSON', outcome: 'WANTED' } as const] : []),
    ...(accessContract === undefined ? [] : [check('ACCESS_CONTRACT', facts.accessStatus === 'ACTIVE')]),
    ...(ingestContract === undefined
      ? []
      : [
          check(
            'INGEST_CONTRACT',
            facts.ingestStatus === 'ACTIVE' &&
              (context.EnableControl !== true || named?.IngestContracts?.includes(ingestContract) === true),
          ),
        ]),
  ];
}
