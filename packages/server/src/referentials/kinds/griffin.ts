import { everyTenant } from '../every-tenant.ts';
import type { Document } from '../store.ts';
import { readRows } from '../store.ts';
import type { DocumentSetKind, SetScope } from './document-set-kind.ts';
import { NAME, TEXT } from './shape.ts';

/** Griffins that a scenario names, by format or by default. */
export function griffinsOf(scenario: Document): string[] {
  const byFormat = (scenario.GriffinByFormat ?? []) as readonly Document[];
  return [...byFormat, scenario.DefaultGriffin as Document | undefined].flatMap((griffin) =>
    typeof griffin?.GriffinIdentifier === 'string' ? [griffin.GriffinIdentifier] : [],
  );
}

/** Griffins are of the platform, and scenarios of each tenant. */
async function usedByScenarios(identifiers: readonly string[], { database }: SetScope): Promise<string[]> {
  if (identifiers.length === 0) return [];
  const used = await everyTenant(database, async (tx, tenant) =>
    (await readRows(tx, tenant, 'preservation-scenario')).flatMap(({ doc }) => griffinsOf(doc)),
  );
  return identifiers.filter((identifier) => used.includes(identifier));
}

/** A tool that acts on files (spec api.md 6.3.12; model.md 16.4). */
export const GRIFFIN: DocumentSetKind = {
  kind: 'griffin',
  collection: 'Griffin',
  scope: 'platform',
  prefix: 'GR',
  fields: {
    Identifier: NAME,
    Name: NAME,
    Description: TEXT,
    ExecutableName: NAME,
    ExecutableVersion: NAME,
    CreationDate: { type: 'date' },
    LastUpdate: { type: 'date' },
  },
  events: { import: 'STP_IMPORT_GRIFFIN', backup: 'STP_BACKUP_GRIFFIN', report: 'GRIFFIN_REPORT' },
  reported: 'Griffins',
  subject: 'griffin',
  http: {
    path: '/griffin',
    permissions: { create: 'griffins:create', search: 'griffins:read', read: 'griffin:read' },
  },
  uses: usedByScenarios,
};
