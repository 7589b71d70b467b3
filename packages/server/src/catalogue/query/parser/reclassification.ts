import { checkArray, checkKeys, checkMandatory, checkObject, checkScalar, type Json } from './checks.ts';
import { type Path, Report } from './report.ts';
import { checkRoots } from './select.ts';

/** Units, and parents that they shall gain and lose. */
export interface ReclassificationOrder {
  /** BATCH_PROCESSING. */
  readonly selection: Json;
  readonly add: readonly string[];
  readonly pull: readonly string[];
}

const OPERATORS = ['$add', '$pull'] as const;

/**
 * The grammar of a request that changes parents (RECLASSIFICATION of spec dsl.md 2.1, 9.4).
 * @returns its orders as they came; @throws ArchiveError invalidDsl with one line per fault, QueryRefused
 */
export function checkReclassification(body: unknown): readonly Json[] {
  const report = new Report();
  if (checkArray(body, [], 'array of reclassification requests', report, 1))
    body.forEach((order, index) => {
      if (checkObject(order, [index], 'request', report)) checkOrder(order, [index], report);
    });
  report.close();
  return body as readonly Json[];
}

function checkOrder(order: Json, path: Path, report: Report): void {
  checkKeys(order, ['$roots', '$query', '$action'], path, report);
  checkMandatory(order, ['$query', '$action'], path, report);
  checkRoots(order, report);
  const { $query, $action } = order;
  if (Array.isArray($query) && $query.length !== 1)
    report.add($query.length === 0 ? 'ELEMENT_TOO_SHORT' : 'ELEMENT_TOO_LONG', {
      path: [...path, '$query'],
      ...{ expected: 'array of one query', found: $query, message: `${$query.length} <> 1` },
    });
  const at = [...path, '$action'];
  if ($action === undefined || !checkArray($action, at, 'array of actions', report, 1)) return;
  $action.forEach((action, index) => {
    const here = [...at, index];
    if (!checkObject(action, here, 'action', report)) return;
    checkKeys(action, OPERATORS, here, report);
    if (OPERATORS.every((name) => action[name] === undefined))
      report.add('NO_VIABLE_ALTERNATIVE', { path: here, expected: OPERATORS.join(' or '), found: action });
    for (const name of OPERATORS)
      if (action[name] !== undefined) checkParents(action[name], [...here, name], report);
  });
}

function checkParents(operand: unknown, path: Path, report: Report): void {
  if (!checkObject(operand, path, 'parents', report)) return;
  checkKeys(operand, ['#unitups'], path, report);
  if (!checkMandatory(operand, ['#unitups'], path, report)) return;
  const at = [...path, '#unitups'];
  if (checkArray(operand['#unitups'], at, 'array of guid', report))
    operand['#unitups'].forEach((parent, index) => {
      checkScalar(parent, 'guid', [...at, index], report);
    });
}

/** What an order asks for; undefined when it says the same operator twice. @param order as checkReclassification has let it pass */
export function readReclassification(order: Json): ReclassificationOrder | undefined {
  const { $action, ...selection } = order;
  const of = (name: (typeof OPERATORS)[number]) =>
    ($action as readonly Json[]).flatMap(({ [name]: operand }) =>
      operand === undefined ? [] : [operand as Json],
    );
  const [adds, pulls] = [of('$add'), of('$pull')];
  if (adds.length > 1 || pulls.length > 1) return undefined;
  const parents = ([operand]: readonly Json[]) => (operand?.['#unitups'] ?? []) as readonly string[];
  return { selection, add: parents(adds), pull: parents(pulls) };
}
