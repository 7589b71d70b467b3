/** Technical names that are not all in lower case (spec model.md 2). */
const MIXED_CASE = new Map(
  [
    ...['#batchId', '#computedInheritedRules', '#implementationVersion', '#lastPersistedDate'],
    ...['#managementContractId', '#sedaVersion', '#unitType', '#validComputedInheritedRules'],
  ].map((name) => [name.toLowerCase(), name]),
);

/** Clients write `#unittype` for `#unitType`: the case of technical names makes no difference, that of others does. */
export function technicalName(name: string): string {
  if (!name.startsWith('#')) return name;
  const [first = '', ...rest] = name.split('.');
  const lower = first.toLowerCase();
  return [MIXED_CASE.get(lower) ?? lower, ...rest].join('.');
}
