import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.ts';
import type { Right, Role, Session } from '../api/types.ts';

/** The safe (tenant) of the address, and what one may do in it. */

const LAST = 'perenne.coffre';
const FOLLOWERS: readonly Role[] = ['R1', 'R2', 'R3', 'R5'];
const DEPOSITORS: readonly Role[] = ['R2', 'R3', 'R5'];
const DELIVERERS: readonly Role[] = ['R2', 'R3', 'R5'];
const ADMINISTRATORS: readonly Role[] = ['R3', 'R5'];

export const mayFollow = (right: Right) => FOLLOWERS.includes(right.role);
export const mayDeposit = (right: Right) => DEPOSITORS.includes(right.role);
export const mayDeliver = (right: Right) => DELIVERERS.includes(right.role);
export const mayAdministrate = (right: Right) => ADMINISTRATORS.includes(right.role);

export const mayMoveUnits = mayAdministrate;
export const mayAudit = mayAdministrate;
export const mayWriteQueries = mayAdministrate;
export const mayReadLogbook = mayDeposit;
export const mayReadRegister = mayReadLogbook;
export const mayFollowProcesses = mayReadLogbook;
/** Number of the safe in which the platform itself is administered. */
const ADMINISTRATION = 1;
export const mayOperate = (right: Right) => right.role === 'R5' && right.tenant === ADMINISTRATION;
export const mayMoveProcesses = mayAdministrate;

/** Right in the safe of the address; undefined on pages without one. */
export function useSafe(): Right | undefined {
  const { tenant } = useParams({ strict: false });
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return tenant === undefined ? undefined : data?.rights.find((right) => String(right.tenant) === tenant);
}

/** On pages that have a safe. */
export function useRight(): Right {
  const right = useSafe();
  if (right === undefined) throw new Error('this page has no safe');
  return right;
}

/** The safe to show first: the last one that was chosen on this machine, else the first one. */
export function firstSafe({ rights }: Session): Right | undefined {
  const last = localStorage.getItem(LAST);
  return rights.find(({ tenant }) => String(tenant) === last) ?? rights[0];
}

export function rememberSafe(tenant: string): void {
  localStorage.setItem(LAST, tenant);
}
