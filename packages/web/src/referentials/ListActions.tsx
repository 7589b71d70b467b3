import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { referentialsQuery } from '../api/queries.ts';
import { Icon } from '../parts/Icon.tsx';
import { TEXTS } from '../texts/index.ts';
import { isEditable } from './form/layout.ts';
import type { ReferentialName } from './kinds.ts';

/** What may be done with a whole referential. */
export function ListActions({
  tenant,
  kind,
  address,
  notices,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  /** Of the list as CSV. */
  readonly address: string;
  /** Of the list as notices of authority, where its records have any. */
  readonly notices?: string | undefined;
}) {
  const { data } = useQuery(referentialsQuery(tenant));
  const access = data?.referentials.find(({ name }) => name === kind);
  return (
    <>
      <a className="fr-btn fr-btn--secondary" href={address} download>
        <Icon name="download" />
        {TEXTS.referentials.export}
      </a>
      {notices !== undefined && (
        <a className="fr-btn fr-btn--secondary" href={notices} download>
          <Icon name="download" />
          {TEXTS.agencies.exportNotices}
        </a>
      )}
      {access?.mayImport && (
        <Link
          to="/coffres/$tenant/referentiels/$kind/importer"
          params={{ tenant: String(tenant), kind }}
          className={access.mayAdd ? 'fr-btn fr-btn--secondary' : 'fr-btn'}
        >
          <Icon name="upload" />
          {TEXTS.referentials.import}
        </Link>
      )}
      {access?.mayAdd && isEditable(kind) && (
        <Link
          to="/coffres/$tenant/referentiels/$kind/creer"
          params={{ tenant: String(tenant), kind }}
          className="fr-btn"
        >
          {TEXTS.referentials.form.create[kind]}
        </Link>
      )}
    </>
  );
}
