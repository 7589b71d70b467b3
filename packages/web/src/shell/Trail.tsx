import type { ReactNode } from 'react';
import { TEXTS } from '../texts/index.ts';

/** The way to a page, from the widest place; the page itself is last. */
export function Trail({
  links,
  here,
  hereLanguage,
}: {
  readonly links: readonly ReactNode[];
  readonly here: string;
  /** Of a name that is not in the language of the screens. */
  readonly hereLanguage?: string;
}) {
  return (
    <nav className="trail" aria-label={TEXTS.shell.breadcrumb}>
      <ol>
        {links.map((link, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place has no other name than where it stands
          <li key={at}>{link}</li>
        ))}
        <li>
          <span aria-current="page" lang={hereLanguage}>
            {here}
          </span>
        </li>
      </ol>
    </nav>
  );
}
