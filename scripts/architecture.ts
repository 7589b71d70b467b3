import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { walkFiles } from './walk-files.ts';

/**
 * Which module may import which (docs/architecture.md): rooms of the server stand on floors and import
 * downwards; rooms of one floor speak through each other's index.ts; packages do not reach into the server.
 */

export interface Violation {
  readonly module: string;
  readonly imports: string;
  readonly rule: string;
}

export interface Survey {
  readonly modules: number;
  /** Imports between modules of the project. */
  readonly imports: number;
  readonly violations: readonly Violation[];
}

/** Rooms of packages/server/src, lowest floor first. */
const FLOORS = [
  ['platform'],
  ['catalogue', 'logbook', 'operations', 'storage', 'referentials'],
  [
    'ingest',
    'access',
    'content',
    'lifecycle',
    'preservation',
    'collect',
    'identity',
    'service',
    'storage-logs',
    'proof',
    'audits',
  ],
  ['http', 'installation'],
  ['roles'],
];
/** main.ts. */
const ROOF = FLOORS.length;

/** What a package may import of the others, by name. */
const PACKAGES: Record<string, readonly string[]> = {
  seda: ['pronom', 'proof'],
  pronom: [],
  proof: [],
  sample: [],
  client: [],
  cli: ['client'],
  web: ['client', 'seda', 'pronom', 'proof'],
  server: ['seda', 'pronom', 'proof', 'sample'],
};
/** Packages that run in browsers as well. */
const PORTABLE = new Set(['seda', 'pronom', 'proof']);

/** Reads every module under `<root>/packages` and judges its imports. */
export async function surveyArchitecture(root: string): Promise<Survey> {
  const files = await walkFiles(join(root, 'packages'), (name) => /\.tsx?$/.test(name));
  const known = new Set(files);
  const violations: Violation[] = [];
  const graph = new Map<string, string[]>();
  let imports = 0;
  const name = (path: string) => relative(root, path).split(sep).join('/');
  for (const file of files) {
    const targets: string[] = [];
    for (const { specifier, isOfTypes } of importsOf(await readFile(file, 'utf8'))) {
      const target = specifier.startsWith('.') ? join(dirname(file), specifier) : undefined;
      // Styles, data and the scripts beside the packages are no modules of the house.
      if (target !== undefined && isModule(root, target)) {
        imports += 1;
        // Types of a tree name each other, and are gone when the modules run.
        if (!isOfTypes) targets.push(target);
        if (!known.has(target))
          violations.push({
            module: name(file),
            imports: specifier,
            rule: 'names a file that does not exist',
          });
      }
      const rule = judge(name(file), target === undefined ? specifier : name(target));
      if (rule !== undefined) violations.push({ module: name(file), imports: specifier, rule });
    }
    graph.set(file, targets);
  }
  for (const circle of circles(graph)) {
    const [first = '', ...rest] = circle.map(name);
    violations.push({ module: first, imports: rest.join(' → '), rule: 'imports in a circle' });
  }
  return { modules: graph.size, imports, violations };
}

function isModule(root: string, path: string): boolean {
  return /\.tsx?$/.test(path) && path.startsWith(join(root, 'packages') + sep);
}

export interface Import {
  readonly specifier: string;
  /** `import type` and `export type`, which do not exist when the module runs. */
  readonly isOfTypes: boolean;
}

/**
 * All imports of a module. The formatter keeps statements at the start of their lines, which tells them from
 * words in comments and texts.
 */
export function importsOf(source: string): Import[] {
  const patterns = [
    /^\s*(?:import|export)\s(?<types>type\b)?[^'"`;]*?\bfrom\s*['"](?<specifier>[^'"]+)['"]/gm,
    /^\s*import\s*['"](?<specifier>[^'"]+)['"]/gm,
    /\b(?:import|require)\(\s*['"](?<specifier>[^'"]+)['"]\s*\)/g,
    /\bnew URL\(\s*['"](?<specifier>\.[^'"]+\.tsx?)['"]\s*,\s*import\.meta\.url/g,
  ];
  return patterns.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(({ groups }) => ({
      specifier: groups?.specifier ?? '',
      isOfTypes: groups?.types !== undefined,
    })),
  );
}

/**
 * @param module path of the importing module from the root
 * @param target path of the imported one, or the name of a package
 * @returns the rule that is broken, if one is
 */
function judge(module: string, target: string): string | undefined {
  const [, from = ''] = module.split('/');
  const allowed = PACKAGES[from];
  if (allowed === undefined)
    return `packages/${from} has no place in the plan: give it one in scripts/architecture.ts`;
  // Tests go in through the public door, whichever it is.
  const isTest = /\.(test|e2e)\.tsx?$/.test(module) || module.includes('/testing/');
  if (target.startsWith('@perenne/')) {
    const name = target.slice('@perenne/'.length);
    // What a package offers to the tests of others.
    const to = isTest && name.endsWith('/testing') ? name.slice(0, -'/testing'.length) : name;
    if (to.includes('/')) return 'packages are imported by their names alone';
    return to === from || isTest || allowed.includes(to)
      ? undefined
      : `packages/${from} may not import packages/${to}`;
  }
  if (target.startsWith('packages/')) {
    if (!target.startsWith(`packages/${from}/`)) return 'packages are imported by their names alone';
    return from === 'server' && !isTest && /\.tsx?$/.test(target) ? judgeRooms(module, target) : undefined;
  }
  if (target.startsWith('node:') && PORTABLE.has(from) && !isTest)
    return `packages/${from} runs in browsers and may not use ${target}`;
  return undefined;
}

function judgeRooms(module: string, target: string): string | undefined {
  const from = roomOf(module);
  const to = roomOf(target);
  for (const { room, floor } of [from, to])
    if (floor === undefined) return `the room ${room} has no floor: give it one in scripts/architecture.ts`;
  if (from.room === to.room) return undefined;
  // A room's routes are written against the contract of the application that mounts them.
  if (to.room === 'http' && /\.routes\.ts$/.test(module)) return undefined;
  if ((to.floor as number) > (from.floor as number))
    return `${from.room} may not import ${to.room}, which stands above it`;
  if (to.floor === from.floor && !/\/index\.ts$/.test(target))
    return `${from.room} and ${to.room} are on one floor and speak through index.ts`;
  return undefined;
}

function roomOf(path: string): { room: string; floor: number | undefined } {
  const [, , folder = '', room = '', ...rest] = path.split('/');
  if (folder !== 'src' || rest.length === 0) return { room: 'the roof', floor: ROOF };
  const floor = FLOORS.findIndex((rooms) => rooms.includes(room));
  return { room, floor: floor === -1 ? undefined : floor };
}

/** A circle for each import that closes one, found depth first. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (module: string): void => {
    if (done.has(module)) return;
    const at = path.indexOf(module);
    if (at !== -1) {
      found.push([...path.slice(at), module]);
      return;
    }
    path.push(module);
    for (const target of graph.get(module) ?? []) visit(target);
    path.pop();
    done.add(module);
  };
  for (const module of graph.keys()) visit(module);
  return found;
}
