import { listOperations, type OperationFilter, type OperationView } from '../operations/index.ts';
import { csvLine, harmless, type Platform, type TenantId, UTF8_MARK } from '../platform/index.ts';
import { type ProcessView, type Steps, viewOf } from './processes.ts';

const EXPORTED = [
  ...['Identifiant', 'Catégorie', 'Opération', 'État', 'Résultat', 'Début (UTC)', 'Dernier changement (UTC)'],
  ...['Étapes jouées', 'Étapes', 'Dernière étape', 'Prochaine étape', 'Étape par étape'],
];
const STATES = { RUNNING: 'En cours', PAUSE: 'En pause', COMPLETED: 'Terminée' } as const;
const PAGE = 500;

/** The operations that answer, the newest first, as CSV with a semicolon, in UTF-8 with its mark. */
export async function* exportProcesses(
  { database }: Pick<Platform, 'database'>,
  workflows: readonly Steps[],
  tenant: TenantId,
  filter: OperationFilter,
): AsyncGenerator<string> {
  yield UTF8_MARK + csvLine(EXPORTED, ';');
  // A page at a time by key: there may be many, and whoever reads them slow.
  for (let after: OperationView | undefined; ; ) {
    const page: OperationView[] = await database.inTenant(tenant, (tx) =>
      listOperations(tx, tenant, { ...filter, ...(after ? { after } : {}) }, { offset: 0, limit: PAGE }),
    );
    yield page.map((view) => exportedLine(viewOf(view, workflows, undefined))).join('');
    if (page.length < PAGE) return;
    after = page.at(-1);
  }
}

function exportedLine(view: ProcessView): string {
  const { id, category, label, state, status, createdAt, updatedAt, progress, lastStep, nextStep } = view;
  const moment = (text: string) => text.slice(0, 19).replace('T', ' ');
  return csvLine(
    [
      ...[id, category, label, STATES[state], status, moment(createdAt), moment(updatedAt)],
      ...[String(progress.done), String(progress.of), lastStep ?? '', nextStep ?? ''],
      view.stepByStep ? 'oui' : 'non',
    ].map(harmless),
    ';',
  );
}
