import { isObject, type JsonObject } from './unit-actions.ts';

/**
 * What changed in a unit, a line for each member before and after (spec operations.md 10.1): objects by dotted names,
 * lists of values whole, lists of objects by place.
 * @returns '' when nothing did
 */
export function unitDifference(before: JsonObject, after: JsonObject): string {
  const [old, fresh] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .flatMap((name) => {
      const [was, is] = [old.get(name), fresh.get(name)];
      if (was === is) return [];
      return [
        ...(was === undefined ? [] : [`-  "${name}" : ${was}`]),
        ...(is === undefined ? [] : [`+  "${name}" : ${is}`]),
      ];
    })
    .join('\n');
}

function flat(document: JsonObject): Map<string, string> {
  const lines = new Map<string, string>();
  const visit = (value: unknown, name: string): void => {
    if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, name === '' ? key : `${name}.${key}`);
      if (Object.keys(value).length === 0 && name !== '') lines.set(name, '{ }');
    } else if (Array.isArray(value) && value.some(isObject)) {
      value.forEach((inner, at) => {
        visit(inner, `${name}[${at}]`);
      });
    } else if (value !== undefined) lines.set(name, written(value));
  };
  visit(document, '');
  return lines;
}

function written(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return value.length === 0 ? '[ ]' : `[ ${value.map(written).join(', ')} ]`;
}
