import { Type } from 'typebox';
import { count, eq, isIn, restricted } from '../catalogue/index.ts';
import { Agencies, Count, Members, orNull, Text, type Told, type Tx } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import { type Document, type Eyes, findGroup, findUnit, findUnits, versionsOf } from './reading.ts';
import { RuleView, viewRules } from './unit-rules.ts';
import { searchOf, titlesOf } from './unit-search.ts';

export const ObjectView = Type.Object(
  {
    ...{ qualifier: Text, version: orNull(Type.Integer()), objectId: Text, fileName: orNull(Text) },
    ...{ formatId: orNull(Text), formatName: orNull(Text), mimeType: orNull(Text), size: orNull(Count) },
    ...{ digest: orNull(Text), algorithm: orNull(Text) },
    physical: Type.Boolean({ description: 'Described only: kept on paper or otherwise outside.' }),
  },
  { title: 'ArchiveObject' },
);
export type ObjectView = Told<typeof ObjectView>;

export const UnitView = Type.Object(
  {
    unit: Type.Object(
      { id: Text, title: Text, content: Members, management: Members, system: Members },
      { description: 'Descriptive members and those of the system are under their stored names.' },
    ),
    path: Type.Array(Type.Object({ id: Text, title: Text }), {
      description: 'From the root down to the parent, along the first parents that may be seen.',
    }),
    children: Count,
    rules: Type.Array(RuleView, { description: 'Own and inherited rules, by category.' }),
    objectGroup: orNull(Text),
    objects: Type.Array(ObjectView),
    agencies: Agencies,
  },
  { title: 'ShownUnit', description: 'A unit as its page in the front office shows it.' },
);
export type UnitView = Told<typeof UnitView>;

/** Undefined for a unit that is unknown or hidden. */
export async function viewUnit(tx: Tx, eyes: Eyes, id: string): Promise<UnitView | undefined> {
  const found = await findUnit(tx, eyes, id);
  if (found === undefined) return undefined;
  const { content, management, system } = partsOf(found);
  const groupId = found['#object'];
  const group = typeof groupId === 'string' ? await findGroup(tx, eyes, eq('#id', groupId)) : undefined;
  const search = searchOf(eyes);
  return {
    unit: { id, title: titleOf(found), content, management, system },
    path: await pathOf(tx, eyes, found),
    children: await count(tx, search, restricted(search, eq('#unitups', id))),
    rules: await viewRules(tx, eyes, found, await titlesOf(tx, eyes, found['#allunitups'] as string[])),
    objectGroup: group === undefined ? null : (groupId as string),
    objects: group === undefined ? [] : versionsOf(group).map(viewObject),
    agencies: await agencyNames(tx, eyes.tenant, agenciesOf(found)),
  };
}

export function titleOf(unit: Document): string {
  if (typeof unit.Title === 'string') return unit.Title;
  const [first] = Object.values((unit.Title_ ?? {}) as Record<string, string>);
  return first ?? String(unit['#id']);
}

/** Agencies of system members as documents are stored (spec model.md 2). */
const STORED: Readonly<Record<string, string>> = {
  '#version': '_v',
  '#unitups': '_up',
  '#allunitups': '_us',
  '#object': '_og',
  '#operations': '_ops',
  '#originating_agency': '_sp',
  '#originating_agencies': '_sps',
  '#approximate_creation_date': '_acd',
  '#approximate_update_date': '_aud',
};

function partsOf(unit: Document) {
  const content: Document = {};
  const system: Document = {};
  for (const [name, value] of Object.entries(unit)) {
    if (name === '#management') continue;
    if (name.startsWith('#')) system[STORED[name] ?? `_${name.slice(1)}`] = value;
    else content[name] = value;
  }
  return { content, system, management: (unit['#management'] ?? {}) as Document };
}

async function pathOf(tx: Tx, eyes: Eyes, unit: Document): Promise<UnitView['path']> {
  const ancestors = unit['#allunitups'] as string[];
  if (ancestors.length === 0) return [];
  const found = await findUnits(tx, eyes, isIn('#id', ancestors), ['#id', '#unitups', 'Title', 'Title_']);
  const visible = new Map(found.results.map((each) => [each['#id'] as string, each]));
  const path: UnitView['path'][number][] = [];
  let at: Document | undefined = unit;
  while (at !== undefined && path.length <= visible.size) {
    const parent: string | undefined = (at['#unitups'] as string[]).find((id) => visible.has(id));
    at = parent === undefined ? undefined : visible.get(parent);
    if (at !== undefined) path.unshift({ id: parent as string, title: titleOf(at) });
  }
  return path;
}

function viewObject({ qualifier, version }: ReturnType<typeof versionsOf>[number]): ObjectView {
  const format = (version.FormatIdentification ?? {}) as Record<string, unknown>;
  const file = (version.FileInfo ?? {}) as Record<string, unknown>;
  const number = Number(version.DataObjectVersion?.split('_').at(-1));
  return {
    qualifier,
    version: Number.isInteger(number) ? number : null,
    objectId: version['#id'],
    fileName: text(file.Filename),
    formatId: text(format.FormatId),
    formatName: text(format.FormatLitteral),
    mimeType: text(format.MimeType),
    size: typeof version.Size === 'number' ? version.Size : null,
    digest: text(version.MessageDigest),
    algorithm: text(version.Algorithm),
    physical: version.PhysicalId !== undefined,
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Agencies that the unit belongs to, or that its description names. */
function agenciesOf(unit: Document): string[] {
  const named = [unit.OriginatingAgency, unit.SubmissionAgency] as ({ Identifier?: string } | undefined)[];
  return [
    ...((unit['#originating_agencies'] ?? []) as string[]),
    ...named.flatMap((agency) => agency?.Identifier ?? []),
  ];
}
