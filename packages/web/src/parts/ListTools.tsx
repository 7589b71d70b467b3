import type { SavedView } from '../api/types.ts';
import { ColumnChoice } from './ColumnChoice.tsx';
import { type ListedColumn, useListColumns } from './list-columns.ts';
import { SavedViews } from './SavedViews.tsx';

type Search = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** How whoever reads a list likes it: its columns, and the views of it that were kept. */
export function ListTools({
  tenant,
  list,
  columns,
  search,
  show,
}: {
  readonly tenant: number;
  readonly list: string;
  readonly columns: readonly ListedColumn[];
  /** What the address says of the list. */
  readonly search: Search;
  readonly show: (search: SavedView['search']) => void;
}) {
  const { kept, keep, beUsual } = useListColumns(list, columns);
  return (
    <div className="list-tools">
      <ColumnChoice list={list} known={columns} />
      <SavedViews
        tenant={tenant}
        list={list}
        shown={{ search: filtersOf(search), columns: kept }}
        apply={(view) => {
          if (view.columns === null) beUsual();
          else keep(view.columns);
          show(view.search);
        }}
      />
    </div>
  );
}

/** What a view keeps: neither the page nor what is open beside the list. */
function filtersOf({ page: _, fiche: __, ...kept }: Search): SavedView['search'] {
  const given = Object.entries(kept).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === 'number' ? String(value) : value]),
  ) as SavedView['search'];
}
