/** Which part of the service an address belongs to: each has its own manner of being entered. */
export type Door = 'compatible' | 'own' | 'test-support' | 'open';

const COMPATIBLE = /^\/(ingest|access|admin|collect)-external(\/|$)/;

/** @param path without query */
export function doorOf(path: string): Door {
  if (COMPATIBLE.test(path)) return 'compatible';
  if (/^\/api(\/|$)/.test(path)) return 'own';
  if (/^\/test-support(\/|$)/.test(path)) return 'test-support';
  return 'open';
}

export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

/** Access and administration APIs take a POST for another verb (spec api.md 1.7); ingest and collect do not. */
export function overriddenMethod(
  method: string | undefined,
  url: string,
  override: unknown,
): string | undefined {
  if (method !== 'POST' || typeof override !== 'string' || !/^\/(access|admin)-external\//.test(url))
    return undefined;
  const wanted = override.trim().toUpperCase();
  return wanted === 'GET' || wanted === 'DELETE' ? wanted : undefined;
}
