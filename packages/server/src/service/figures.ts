import { Type } from 'typebox';
import { Count, counted, orNull, type Platform, type TenantId, Text, type Told } from '../platform/index.ts';
import { agencyNames } from '../referentials/index.ts';

const MEASURES = {
  ...{ transfers: Count, units: Count },
  files: counted('Objects that are kept here.'),
  physical: counted('Objects that are only described: on paper or otherwise outside.'),
  bytes: Count,
};
const Measures = Type.Object(MEASURES, {
  title: 'Measures',
  description: 'What entered; of a month, of a producing service, or of all.',
});
type Measures = Told<typeof Measures>;

export const Figures = Type.Object(
  {
    totals: Measures,
    months: Type.Array(
      Type.Object({ ...MEASURES, month: Type.String({ description: '`yyyy-MM`, in Paris.' }) }),
      { description: 'Months in which something entered, the oldest first.' },
    ),
    agencies: Type.Array(Type.Object({ ...MEASURES, agency: Text, name: orNull(Text) }), {
      description: 'The one with most archives first.',
    }),
    formats: Type.Array(
      Type.Object({
        format: orNull(Text, 'PUID; null: not identified.'),
        ...{ name: orNull(Text), files: Count, bytes: Count },
      }),
      { description: 'The one with most files first.' },
    ),
  },
  { title: 'Figures' },
);
export type Figures = Told<typeof Figures>;

interface Row extends Measures {
  readonly month: string | null;
  readonly agency: string | null;
}

/**
 * The service's figures in a tenant, from the accession registers and the objects counted at each entry: some rows
 * for each transfer are read, however many archives there are.
 * @param agencies whose archives count; undefined: all
 */
export async function readFigures(
  { database }: Pick<Platform, 'database'>,
  tenant: TenantId,
  agencies: readonly string[] | undefined,
): Promise<Figures> {
  return database.inTenant(tenant, async (tx) => {
    const rows = await tx.query<Row>(REGISTERS, [tenant, agencies ?? null]);
    const formats = await tx.query<Figures['formats'][number]>(FORMATS, [tenant, agencies ?? null]);
    const byAgency = rows.flatMap(({ month: _, agency, ...measures }) =>
      agency === null ? [] : [{ agency, ...measures }],
    );
    const names = await agencyNames(
      tx,
      tenant,
      byAgency.map(({ agency }) => agency),
    );
    return {
      totals: totalsOf(rows),
      months: rows
        .flatMap(({ month, agency: _, ...measures }) => (month === null ? [] : [{ month, ...measures }]))
        .sort((one, other) => (one.month < other.month ? -1 : 1)),
      agencies: byAgency
        .map((each) => ({ ...each, name: names[each.agency] ?? null }))
        .sort((one, other) => other.units - one.units),
      formats,
    };
  });
}

function totalsOf(rows: readonly Row[]): Measures {
  const all = rows.find(({ month, agency }) => month === null && agency === null);
  const { transfers = 0, units = 0, files = 0, physical = 0, bytes = 0 } = all ?? {};
  return { transfers, units, files, physical, bytes };
}

/** Once over the registers: by month, by agency, and all together. */
const REGISTERS = `
  with outside as (
    select opi, sum(objects)::bigint as objects from entered_objects where tenant = $1 and physical group by opi),
  entered as (
    select to_char(created_at at time zone 'Europe/Paris', 'YYYY-MM') as month, agency,
           (doc #>> '{TotalUnits,ingested}')::bigint as units, (doc #>> '{TotalObjects,ingested}')::bigint as objects,
           (doc #>> '{ObjectSize,ingested}')::bigint as bytes, coalesce(outside.objects, 0) as physical
    from accession_register_detail left join outside using (opi)
    where tenant = $1 and ($2::text[] is null or agency = any ($2)))
  select month, agency, count(*) as transfers, coalesce(sum(units), 0)::bigint as units,
         coalesce(sum(objects - physical), 0)::bigint as files, coalesce(sum(physical), 0)::bigint as physical,
         coalesce(sum(bytes), 0)::bigint as bytes
  from entered group by grouping sets ((), (month), (agency))`;

const FORMATS = `
  select nullif(format, '') as format, max(format_name) as name, sum(objects)::bigint as files,
         sum(bytes)::bigint as bytes
  from entered_objects
  where tenant = $1 and not physical and ($2::text[] is null or agency = any ($2))
  group by entered_objects.format order by files desc, format`;
