import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { csvLine, type TenantId } from '../platform/index.ts';
import {
  groupSchemaOf,
  type ReferentialHouse,
  SCHEMA_PATH_RESULT,
  unitSchemaOf,
} from '../referentials/index.ts';
import { REFERENTIAL_ROLES } from './referential-kinds.ts';
import { cellOf } from './referentials.ts';

const BASE = '/api/v1/tenants/:tenant/schema';
const Elements = Type.Object({ elements: Type.Array(SCHEMA_PATH_RESULT) }, { title: 'SchemaElements' });
const COLUMNS = [
  ...['Collection', 'Path', 'ApiPath', 'SedaField', 'ShortName', 'Description', 'Type', 'TypeDetail'],
  ...['StringSize', 'Cardinality', 'Category', 'Origin', 'SedaVersions', 'tenant'],
];

/** The schema of units and object groups, as the screens read it: what the archive has and what was added to it. */
export async function schemaViewRoutes(app: FastifyInstance, house: ReferentialHouse): Promise<void> {
  const config = { roles: REFERENTIAL_ROLES };
  const elementsOf = async (tenant: TenantId) => [
    ...(await unitSchemaOf(house, tenant)),
    ...(await groupSchemaOf(house)),
  ];

  app.get(BASE, { config: { ...config, result: Elements } }, async ({ tenant }) => ({
    elements: await elementsOf(tenant),
  }));

  app.get(`${BASE}/export`, { config }, async ({ tenant }, reply) => {
    const elements = await elementsOf(tenant);
    const lines = elements.map((element) => csvLine(COLUMNS.map((name) => cellOf(element[name], false))));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="schema.csv"')
      .send(Readable.from([csvLine(COLUMNS), ...lines]));
  });
}
