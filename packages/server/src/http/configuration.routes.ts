import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { listTenants } from '../identity/index.ts';
import { ADMINISTRATION_TENANT } from '../platform/index.ts';
import { found } from './envelope.ts';
import type { House } from './house.ts';

const CONFIGURATION_RESULT = Type.Object(
  {
    tenants: Type.Array(Type.Integer()),
    adminTenant: Type.Integer(),
    indexInheritedRulesWithAPIV2OutputByTenant: Type.Array(Type.Integer()),
    indexInheritedRulesWithRulesIdByTenant: Type.Array(Type.Integer()),
    externalReferentialIdentifiersByTenant: Type.Record(Type.String(), Type.Array(Type.String())),
    distributionThreshold: Type.Integer({ description: 'Most units of one operation on a selection.' }),
    computedInheritedRulesThreshold: Type.Integer(),
    classificationLevel: Type.Object(
      { allowList: Type.Array(Type.String()), authorizeNotDefined: Type.Boolean() },
      { additionalProperties: false },
    ),
  },
  { title: 'Configuration', additionalProperties: false },
);

/**
 * What applications may know of the platform's settings (spec api.md 10, N6). Identifiers of rules are indexed in every
 * tenant; thresholds of eliminations are told once there are any.
 */
export async function configurationRoutes(
  app: FastifyInstance,
  { database, configuration }: House,
): Promise<void> {
  const config = { permission: 'configuration:read', result: CONFIGURATION_RESULT };
  app.get('/admin-external/v1/configuration', { config }, async () => {
    const tenants = (await database.outsideTenants(listTenants)).map(({ tenant }) => tenant);
    const { inheritedRulesAPIOutput, clientIdentifiers, limits, classificationLevel } = configuration;
    return found([
      {
        tenants,
        adminTenant: ADMINISTRATION_TENANT,
        indexInheritedRulesWithAPIV2OutputByTenant: inheritedRulesAPIOutput,
        indexInheritedRulesWithRulesIdByTenant: tenants,
        externalReferentialIdentifiersByTenant: clientIdentifiers,
        distributionThreshold: limits.selectedUnits,
        computedInheritedRulesThreshold: limits.computedUnits,
        classificationLevel,
      },
    ]);
  });
}
