import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { TEXTS } from '../texts/index.ts';
import { SIZES, useListSize } from './list-size.ts';

/** How many rows the pages of lists have. @param chosen after another number was chosen: the list begins anew */
export function RowsPerPage({ chosen }: { readonly chosen: () => void }) {
  const [size, choose] = useListSize();
  return (
    <Select
      label={TEXTS.lists.rowsPerPage}
      options={SIZES.map((each) => ({ value: String(each), label: String(each) }))}
      nativeSelectProps={{
        value: String(size),
        onChange: ({ target }) => {
          choose(Number(target.value));
          chosen();
        },
      }}
    />
  );
}
