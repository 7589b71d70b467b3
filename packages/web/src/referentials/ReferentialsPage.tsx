import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { referentialsQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { useRight } from '../shell/safe.ts';
import { TEXTS } from '../texts/index.ts';
import { isReferential, type ReferentialName, viewOf } from './kinds.ts';
import './referentials.css';

type Group = keyof typeof TEXTS.referentials.groups;

/** The referentials that one may read in the safe, by what they are for. */
export function ReferentialsPage() {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(referentialsQuery(tenant));
  const names = data?.referentials.map(({ name }) => name).filter(isReferential) ?? [];
  return (
    <>
      <PageHead title={TEXTS.referentials.title} lead={TEXTS.referentials.lead} />
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {(Object.keys(TEXTS.referentials.groups) as Group[]).map((group) => (
        <KindGroup
          key={group}
          tenant={String(tenant)}
          group={group}
          names={names.filter((name) => viewOf(name).group === group)}
        />
      ))}
    </>
  );
}

function KindGroup({
  tenant,
  group,
  names,
}: {
  readonly tenant: string;
  readonly group: Group;
  readonly names: readonly ReferentialName[];
}) {
  if (names.length === 0) return null;
  return (
    <section aria-labelledby={`group-${group}`}>
      <h2 id={`group-${group}`}>{TEXTS.referentials.groups[group]}</h2>
      <ul className="kinds">
        {names.map((kind) => (
          <li key={kind} className="panel">
            <Link to="/coffres/$tenant/referentiels/$kind" params={{ tenant, kind }} className="strong-link">
              {TEXTS.referentials.kinds[kind].title}
            </Link>
            <p className="quiet small">{TEXTS.referentials.kinds[kind].lead}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
