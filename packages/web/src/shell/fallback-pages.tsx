import { type ErrorComponentProps, Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { TEXTS } from '../texts/index.ts';
import { Brand } from './Brand.tsx';

/** Pages for addresses that lead nowhere, and for what cannot be shown. */

export function UnknownPage() {
  const { tenant } = useParams({ strict: false });
  const page = (
    <>
      <PageHead title={TEXTS.errors.unknownTitle} lead={TEXTS.errors.unknown} />
      <Link to="/" className="fr-btn">
        {TEXTS.errors.backHome}
      </Link>
    </>
  );
  // Inside a safe the frame of the pages is there already.
  return tenant === undefined ? <Unframed>{page}</Unframed> : page;
}

export function NoRightPage() {
  return <PageHead title={TEXTS.product} lead={TEXTS.errors.noRight} />;
}

export function ForeignSafePage({ tenant }: { readonly tenant: string }) {
  return (
    <>
      <PageHead title={TEXTS.errors.title} lead={TEXTS.errors.foreignSafe(tenant)} />
      <Link to="/" className="fr-btn">
        {TEXTS.errors.backHome}
      </Link>
    </>
  );
}

/** What a page shows until its program is here. */
export function PendingPage() {
  return (
    <>
      <PageHead title={TEXTS.loading} />
      <Loading />
    </>
  );
}

export function BrokenPage({ error }: ErrorComponentProps) {
  return (
    <>
      <PageHead title={TEXTS.errors.title} />
      {/* A program that did not come is asked for by a new page alone. */}
      <Failure error={error} title={TEXTS.errors.reason} retry={() => location.reload()} />
    </>
  );
}

/** For what takes the place of the whole screen: under the name of the product, which leads to a new beginning. */
function Unframed({ children }: { readonly children: ReactNode }) {
  return (
    <div className="shell">
      <header className="banner">
        <div className="frame banner-row">
          <a href="/" className="brand">
            <Brand />
          </a>
        </div>
      </header>
      <main id="contenu" className="page">
        <div className="frame">{children}</div>
      </main>
    </div>
  );
}

export function PendingScreen() {
  return (
    <Unframed>
      <PendingPage />
    </Unframed>
  );
}

export function BrokenScreen(given: ErrorComponentProps) {
  return (
    <Unframed>
      <BrokenPage {...given} />
    </Unframed>
  );
}
