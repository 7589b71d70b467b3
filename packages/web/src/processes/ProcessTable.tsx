import type { FollowedProcess } from '../api/types.ts';
import { ListTable } from '../parts/ListTable.tsx';
import { LIST, processColumns, ToPanel } from './columns.tsx';
import type { ProcessesSearch } from './list-state.ts';

/** Operations and where each stands; each leads to its panel, beside the list that `search` shows if it is in one. */
export function ProcessTable({
  tenant,
  processes,
  caption,
  search,
}: {
  readonly tenant: string;
  readonly processes: readonly FollowedProcess[];
  readonly caption: string;
  readonly search?: ProcessesSearch;
}) {
  return (
    <ListTable
      list={LIST}
      caption={caption}
      columns={processColumns((process) => <ToPanel tenant={tenant} process={process} search={search} />)}
      rows={processes}
      current={search?.fiche}
    />
  );
}
