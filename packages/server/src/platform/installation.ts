import type { TenantId } from './identifiers.ts';

/** Tenant of what belongs to the whole platform: formats, vocabulary, contexts, security profiles (spec security-and-scale.md 2.2). */
export const ADMINISTRATION_TENANT = 1 as TenantId;
