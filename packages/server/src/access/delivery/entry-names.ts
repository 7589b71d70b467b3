import type { StoredVersion } from './chosen-objects.ts';
import { CONTENT, entryName } from './entry-name.ts';
import type { DeliveryRequest } from './request.ts';

/** What names a folder of the package: a unit, its title, and the units above it. */
export interface Foldable {
  readonly up: readonly string[];
  readonly og: string | null;
  readonly title: string | null;
}

/** Longest folder name, file name and path of a folder, characters: a desktop ends at 260 for the whole. */
const FOLDER_NAME = 40;
const FILE_NAME = 100;
const FOLDER_PATH = 140;
/** Names that a device has on some desktops, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A title or file name in the letters that a package may have (spec ingest.md 3.2), so that it can be entered again and
 * unpacked anywhere; '' when nothing is left of it.
 */
export function plainName(text: string, most: number): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .replace(/[^A-Za-z0-9\-_@.]+/g, '_')
    .replace(/[_.]*\.[_.]*/g, '.')
    .replace(/^[._]+|[._]+$/g, '');
  const extension = /\.[A-Za-z0-9]{1,20}$/.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - extension.length).slice(0, most - extension.length);
  const name = stem.replace(/[._]+$/, '') + extension;
  return DEVICE.test(name) ? `_${name}` : name;
}

/**
 * Names of the files of one package. By default the object's identifier (spec operations.md 3.4); with
 * `useOriginalFilenames` the name that the file had; with `exportWithTree` in folders, one for each unit that has units
 * below it in the package, by its title. Two that would be the same, whatever their case, are numbered.
 */
export class EntryNames {
  readonly #original: boolean;
  readonly #units: ReadonlyMap<string, Foldable>;
  readonly #parents: { has(unit: string): boolean };
  readonly #unitOfGroup = new Map<string, string>();
  readonly #folders = new Map<string, string>();
  readonly #taken = new Map<string, number>();

  /** @param parents units that have units below them in the package */
  constructor(
    { originalNames, tree }: Pick<DeliveryRequest, 'originalNames' | 'tree'>,
    units: ReadonlyMap<string, Foldable>,
    parents: { has(unit: string): boolean },
  ) {
    this.#original = originalNames ?? false;
    this.#units = units;
    this.#parents = parents;
    if (tree)
      for (const [id, { og }] of units)
        if (og !== null && !this.#unitOfGroup.has(og)) this.#unitOfGroup.set(og, id);
  }

  /** The path of an object's file in the package. */
  of(group: string, version: StoredVersion): string {
    const usual = entryName(version);
    const unit = this.#unitOfGroup.get(group);
    const folder = unit === undefined ? CONTENT : this.#folderOf(unit);
    if (!this.#original && folder === CONTENT) return usual;
    const name = this.#original ? plainName(lastPart(version.FileInfo?.Filename ?? ''), FILE_NAME) : '';
    return this.#free(folder, name || usual.slice(CONTENT.length));
  }

  /** Of a unit with units below it its own, of any other that of the unit above it. */
  #folderOf(unit: string): string {
    const known = this.#folders.get(unit);
    if (known !== undefined) return known;
    const { up, title } = this.#units.get(unit) as Foldable;
    const parent = up.find((id) => this.#units.has(id));
    const above = parent === undefined ? CONTENT : this.#folderOf(parent);
    const folder =
      this.#parents.has(unit) && above.length < FOLDER_PATH
        ? `${this.#free(above, plainName(title ?? '', FOLDER_NAME) || unit)}/`
        : above;
    this.#folders.set(unit, folder);
    return folder;
  }

  #free(folder: string, name: string): string {
    const key = (folder + name).toLowerCase();
    const before = this.#taken.get(key);
    this.#taken.set(key, (before ?? 0) + 1);
    if (before === undefined) return folder + name;
    const dot = /\.[A-Za-z0-9]{1,20}$/.exec(name)?.index ?? name.length;
    return this.#free(folder, `${name.slice(0, dot)}_${before + 1}${name.slice(dot)}`);
  }
}

const lastPart = (path: string) => path.replace(/^.*[/\\]/s, '');
