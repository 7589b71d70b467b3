import { Button } from '@codegouvfr/react-dsfr/Button';
import { TEXTS } from '../texts/index.ts';

/** From page to page of a list; nothing where there is one. @param page from 1 */
export function Pager({
  label,
  page,
  last,
  go,
}: {
  readonly label: string;
  readonly page: number;
  readonly last: number;
  readonly go: (page: number) => void;
}) {
  if (last < 2) return null;
  return (
    <nav className="pager" aria-label={label}>
      <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
        {TEXTS.referentials.before}
      </Button>
      <span className="quiet small">{TEXTS.referentials.page(page, last)}</span>
      <Button priority="secondary" disabled={page >= last} onClick={() => go(page + 1)}>
        {TEXTS.referentials.after}
      </Button>
    </nav>
  );
}
