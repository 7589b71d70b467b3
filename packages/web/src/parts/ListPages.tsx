import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { TEXTS } from '../texts/index.ts';
import { SIZES, useListSize } from './list-size.ts';
import { Pager } from './Pager.tsx';

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
  const [size, choose] = useListSize();
  if (total <= SIZES[0]) return null;
  return (
    <div className="list-pages">
      <Pager label={label} page={page} last={Math.ceil(total / size)} go={go} />
      <Select
        label={TEXTS.referentials.rowsPerPage}
        options={SIZES.map((each) => ({ value: String(each), label: String(each) }))}
        nativeSelectProps={{
          value: String(size),
          onChange: ({ target }) => {
            choose(Number(target.value));
            go(1);
          },
        }}
      />
    </div>
  );
}
