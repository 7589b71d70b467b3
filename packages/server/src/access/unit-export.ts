import { sql } from 'kysely';
import { csvLine, harmless, type Platform, UTF8_MARK } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';
import type { Eyes } from './reading.ts';
import {
  columnsOfHit,
  markOf,
  pageOf,
  type Sorted,
  sortOf,
  type UnitHit,
  type UnitOrder,
} from './unit-page.ts';
import { questionCondition, searchFor, type UnitFilters } from './unit-search.ts';

/** What a search finds, for a spreadsheet (spec frontoffice.md B.13.4). */

/** Lines that are read, and sent, at once. */
const EXPORT_PAGE = 1_000;

const COLUMNS = [
  ...['Identifiant technique', 'Type', 'Service producteur', 'Nom du service producteur'],
  ...['Niveau de description', 'Nom', 'Date de début', 'Date de fin', 'Description'],
];

const TYPES: Readonly<Record<string, string>> = {
  HOLDING_UNIT: 'Arbre de positionnement',
  FILING_UNIT: 'Plan de classement',
};

type Line = Sorted & Omit<UnitHit, 'parentTitle' | 'excerpt'>;

/** @throws QueryRefused for a search that cannot be carried out: before anything of the file is sent */
export async function checkExport(
  { database }: Pick<Platform, 'database'>,
  eyes: Eyes,
  filters: UnitFilters,
): Promise<void> {
  await database.inTenant(eyes.tenant, async (tx) =>
    questionCondition(await searchFor(tx, eyes, filters), filters),
  );
}

/** CSV with a semicolon, in UTF-8 with its mark, of as many units as there are; by relevance makes no sense in a table: then by title. */
export async function* exportUnits(
  { database }: Pick<Platform, 'database'>,
  eyes: Eyes,
  filters: UnitFilters & { readonly order: UnitOrder },
): AsyncGenerator<string> {
  const { words: _, ...order } = filters;
  const sort = sortOf(order);
  const search = await database.inTenant(eyes.tenant, (tx) => searchFor(tx, eyes, filters));
  const condition = questionCondition(search, filters);
  yield UTF8_MARK + csvLine(COLUMNS, ';');
  // A page at a time, each in a transaction of its own: whoever reads may be slow.
  for (let after: string | null = null; ; ) {
    const place = { sort, offset: 0, limit: EXPORT_PAGE, ...(after === null ? {} : { after }) };
    const { rows, names } = await database.inTenant(eyes.tenant, async (tx) => {
      const rows = await pageOf<Line>(
        tx,
        search,
        condition,
        place,
        columnsOfHit(sql`unit.content ->> 'Description'`),
      );
      const agencies = rows.flatMap(({ originatingAgency }) => originatingAgency ?? []);
      return { rows, names: await agencyNames(tx, eyes.tenant, agencies) };
    });
    yield rows.map((row) => lineOf(row, names)).join('');
    if (rows.length < EXPORT_PAGE) return;
    after = markOf(rows.at(-1), sort);
  }
}

function lineOf(row: Line, names: Readonly<Record<string, string>>): string {
  const agency = row.originatingAgency ?? '';
  const type = TYPES[row.unitType] ?? (row.hasObject ? 'Archive avec fichier' : 'Archive sans fichier');
  return csvLine(
    [
      ...[row.id, type, agency, names[agency] ?? '', row.level ?? '', row.title],
      ...[row.startDate ?? '', row.endDate ?? '', row.description ?? ''],
    ].map(harmless),
    ';',
  );
}
