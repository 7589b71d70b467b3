import { Button } from '@codegouvfr/react-dsfr/Button';
import { TEXTS } from '../texts/index.ts';
import { SIZES } from './list-size.ts';
import { RowsPerPage } from './RowsPerPage.tsx';

/** As `ListPages`, of a list that goes from the newest to older ones and whose length is not counted. */
export function MorePages({
  label,
  page,
  rows,
  more,
  go,
}: {
  readonly label: string;
  readonly page: number;
  /** Rows of the page that is shown. */
  readonly rows: number;
  /** Others follow. */
  readonly more: boolean;
  readonly go: (page: number) => void;
}) {
  const isOne = page === 1 && !more;
  if (isOne && rows <= SIZES[0]) return null;
  return (
    <div className="list-pages">
      {!isOne && (
        <nav className="pager" aria-label={label}>
          <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
            {TEXTS.transfers.newer}
          </Button>
          <Button priority="secondary" disabled={!more} onClick={() => go(page + 1)}>
            {TEXTS.transfers.older}
          </Button>
        </nav>
      )}
      <RowsPerPage chosen={() => go(1)} />
    </div>
  );
}
