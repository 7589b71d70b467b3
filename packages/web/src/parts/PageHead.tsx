import { useMatches } from '@tanstack/react-router';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useSafe } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';

/** Page that was left last, so that the first one of a visit does not take the focus. */
let left: string | undefined;
/** A title that had the focus is gone: the one that takes its place on the page takes the focus too. */
let isFocusOrphaned = false;

/** The title of a page, in the page and in the window; whoever comes to the page is led to it. */
export function PageHead({
  title,
  titleLanguage,
  lead,
  actions,
  children,
}: {
  readonly title: string;
  /** Of a title that is not in the language of the screens. */
  readonly titleLanguage?: string;
  readonly lead?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const page = useMatches().at(-1)?.pathname;
  const safe = useSafe();
  const windowTitle = [title, safe && TEXTS.safeNamed(safe.tenant, safe.tenantName), TEXTS.product]
    .filter((part) => part !== undefined)
    .join(' - ');
  useEffect(() => {
    document.title = windowTitle;
  }, [windowTitle]);
  useEffect(() => {
    if (left !== undefined && (left !== page || isFocusOrphaned)) heading.current?.focus();
    left = page;
    isFocusOrphaned = false;
  }, [page]);
  // Before the title leaves the document, which then has no more focus to tell of.
  useLayoutEffect(() => {
    const shown = heading.current;
    return () => {
      isFocusOrphaned = shown !== null && shown === document.activeElement;
    };
  }, []);
  return (
    <div className="page-head">
      <div>
        <h1 ref={heading} tabIndex={-1} lang={titleLanguage}>
          {title}
        </h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
        {children}
      </div>
      {actions !== undefined && <div className="row">{actions}</div>}
    </div>
  );
}
