import { type ErrorComponentProps, Link, useParams } from '@tanstack/react-router';
import { Failure } from '../parts/Failure.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { TEXTS } from '../texts/index.ts';

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
  return tenant === undefined ? (
    <main id="contenu" className="page">
      <div className="frame">{page}</div>
    </main>
  ) : (
    page
  );
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

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  return (
    <main id="contenu" className="page">
      <div className="frame">
        <Failure error={error} retry={reset} />
      </div>
    </main>
  );
}
