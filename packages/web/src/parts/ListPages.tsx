import { SIZES, useListSize } from './list-size.ts';
import { Pager } from './Pager.tsx';
import { RowsPerPage } from './RowsPerPage.tsx';

/** From page to page of a list, and how many rows a page has; neither where all fits on the smallest. */
export function ListPages({
  label,
  page,
  total,
  go,
}: {
  readonly label: string;
  readonly page: number;
  readonly total: number;
  readonly go: (page: number) => void;
}) {
  const [size] = useListSize();
  if (total <= SIZES[0]) return null;
  return (
    <div className="list-pages">
      <Pager label={label} page={page} last={Math.ceil(total / size)} go={go} />
      <RowsPerPage chosen={() => go(1)} />
    </div>
  );
}
