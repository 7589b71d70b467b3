/** Application contexts and security profiles: what an application may do (spec api.md 1.3; model.md 12). */

/** Context of what people start from the screens: the one that every installation has. */
export const FRONT_OFFICE_CONTEXT = 'CT-000001';

export interface ContextPermission {
  readonly tenant: number;
  readonly AccessContracts?: readonly string[];
  readonly IngestContracts?: readonly string[];
}

/** Members of a context that decide at the door; the document of the referential `context`. */
export interface ContextDocument {
  readonly Identifier: string;
  readonly Status: 'ACTIVE' | 'INACTIVE';
  readonly EnableControl?: boolean | null;
  readonly SecurityProfile: string;
  readonly Permissions?: readonly ContextPermission[];
}

export interface SecurityProfileDocument {
  readonly Identifier: string;
  readonly FullAccess?: boolean;
  readonly Permissions?: readonly string[];
}

/**
 * Control of the tenant and contracts of a request by its context, when the context asks for it.
 * @param path of the request, without query
 * @returns why the request is refused; undefined when it may go on
 */
export function refusalByContext(
  context: Pick<ContextDocument, 'EnableControl' | 'Permissions'>,
  path: string,
  tenant: number,
  accessContract: string | undefined,
): string | undefined {
  if (context.EnableControl !== true || /\/(status|tenants)\/?$/.test(path)) return undefined;
  const ofTenant = (context.Permissions ?? []).filter((permission) => permission.tenant === tenant);
  if (path.includes('/access-external/')) {
    const named = ofTenant.some((permission) => permission.AccessContracts?.includes(accessContract ?? ''));
    return named
      ? undefined
      : `Access contract ${accessContract ?? ''} not found in the context for the tenant id :${tenant}`;
  }
  if (path.includes('/ingest-external/')) {
    const some = ofTenant.some((permission) => (permission.IngestContracts?.length ?? 0) > 0);
    return some ? undefined : `Ingest contract not found in the context for the tenant id :${tenant}`;
  }
  return ofTenant.length > 0 ? undefined : `Tenant ${tenant} not found in the context`;
}

/** Exact comparison, whatever the case in which the profile was imported (spec api.md 11, row 22). */
export function permits(profile: SecurityProfileDocument, permission: string): boolean {
  return profile.FullAccess === true || (profile.Permissions ?? []).includes(permission);
}
