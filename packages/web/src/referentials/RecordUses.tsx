import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { recordUsesQuery, referentialsQuery } from '../api/queries.ts';
import type { RecordUses as Uses } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import type { ReferentialName } from './kinds.ts';

type Use = Uses['uses'][number];

/** Users of records that are records of a referential themselves. */
const REFERENTIAL: Readonly<Partial<Record<Use['by'], ReferentialName>>> = {
  'access-contract': 'access-contracts',
  'ingest-contract': 'ingest-contracts',
  'preservation-scenario': 'preservation-scenarios',
  griffin: 'griffins',
  'archive-unit-profile': 'archive-unit-profiles',
};
/** What is of the platform is used in any safe: no address of this one leads there. */
const USED_ELSEWHERE: readonly ReferentialName[] = ['griffins', 'ontologies'];

/** What depends on a record; nothing where nothing does. */
export function RecordUses({
  tenant,
  kind,
  id,
  isEdited = false,
}: {
  readonly tenant: number;
  readonly kind: ReferentialName;
  readonly id: string;
  /** The record is about to be changed: what that brings about is told. */
  readonly isEdited?: boolean;
}) {
  const { data } = useQuery(recordUsesQuery(tenant, kind, id));
  const { uses: words } = TEXTS.referentials.preview;
  if (data === undefined || data.uses.length === 0) return null;
  return (
    <div className="notice fr-mb-3w">
      <p className="fr-mb-1v">
        <strong>{words.title}</strong>
      </p>
      <ul className="fr-mb-0">
        {data.uses.map((use) => (
          <li key={use.by}>
            {words.by[use.by](use.count)}
            {use.by !== 'register' && use.some.length > 0 && (
              <Users tenant={tenant} use={use} isHere={!(isEdited || USED_ELSEWHERE.includes(kind))} />
            )}
          </li>
        ))}
      </ul>
      {isEdited && kind === 'rules' && <p className="fr-mt-1w fr-mb-0">{words.rulesFollow}</p>}
    </div>
  );
}

/** Some of the users by their names. @param isHere they stand in this safe, and nothing typed is lost by going there */
function Users({
  tenant,
  use: { by, count, some },
  isHere,
}: {
  readonly tenant: number;
  readonly use: Use;
  readonly isHere: boolean;
}) {
  const { data } = useQuery(referentialsQuery(tenant));
  const kind = data?.referentials.some(({ name }) => name === REFERENTIAL[by]) ? REFERENTIAL[by] : undefined;
  return (
    <>
      {' ('}
      {some.map((id, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          {isHere && kind !== undefined ? (
            <Link
              to="/coffres/$tenant/referentiels/$kind"
              params={{ tenant: String(tenant), kind }}
              search={{ fiche: id }}
            >
              {id}
            </Link>
          ) : (
            id
          )}
        </Fragment>
      ))}
      {count > some.length && '…'})
    </>
  );
}
