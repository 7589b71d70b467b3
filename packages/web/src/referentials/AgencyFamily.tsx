import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { agencyFamilyQuery } from '../api/queries.ts';
import type { AgencyFamily as Family, RelatedAgency } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { useRight } from '../shell/safe.ts';
import { archivalDate } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';

const route = getRouteApi('/inside/coffres/$tenant/referentiels/$kind');

/** The agencies that one is under, has under it, came after and before (spec frontoffice.md B.21). */
export function AgencyFamily({ id }: { readonly id: string }) {
  const { tenant } = useRight();
  const { data, error, refetch } = useQuery(agencyFamilyQuery(tenant, id));
  if (error !== null && data === undefined) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined || isAlone(data)) return null;
  const words = TEXTS.agencies;
  const { superiors, isCut, isCycle, subordinates, subordinateTotal, earlier, later, associated } = data;
  return (
    <section className="family" aria-labelledby="family">
      <h3 id="family">{words.family}</h3>
      {isCycle && <p className="notice">{words.cycle}</p>}
      {superiors.length > 0 && (
        <Part title={words.superiors}>
          {isCut && <p className="quiet small">{words.cut}</p>}
          <ul className="plain levels">
            {superiors.toReversed().map((level, at) => (
              <li key={level[0]?.identifier} style={{ marginLeft: `${Math.min(at, MOST_STEPS) * 0.75}rem` }}>
                <Agencies agencies={level} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {subordinates.length > 0 && (
        <Part title={words.subordinates(subordinateTotal)}>
          <Agencies agencies={subordinates} />
          <p className="small">
            <Link
              to="/coffres/$tenant/referentiels/$kind"
              params={{ tenant: String(tenant), kind: 'agencies' }}
              search={{ sous: id }}
            >
              {words.listBeneath}
            </Link>
          </p>
        </Part>
      )}
      {(
        [
          [words.earlier, earlier],
          [words.later, later],
          [words.associated, associated],
        ] as const
      ).map(
        ([title, agencies]) =>
          agencies.length > 0 && (
            <Part key={title} title={title}>
              <Agencies agencies={agencies} />
            </Part>
          ),
      )}
    </section>
  );
}

/** Levels that stand further in than the one above: the panel is narrow. */
const MOST_STEPS = 5;

const isAlone = ({ superiors, subordinates, earlier, later, associated, isCycle }: Family) =>
  !isCycle && [superiors, subordinates, earlier, later, associated].every((part) => part.length === 0);

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h4>{title}</h4>
      {children}
    </>
  );
}

function Agencies({ agencies }: { readonly agencies: readonly RelatedAgency[] }) {
  const { tenant } = useRight();
  const search = route.useSearch();
  const words = TEXTS.agencies;
  return (
    <ul className="plain">
      {agencies.map(({ identifier, name, from, to }) => (
        <li key={identifier}>
          {name === null ? (
            <>
              <span className="identifier">{identifier}</span> <span className="quiet">{words.unknown}</span>
            </>
          ) : (
            <Link
              to="/coffres/$tenant/referentiels/$kind"
              params={{ tenant: String(tenant), kind: 'agencies' }}
              search={{ ...search, fiche: identifier }}
              resetScroll={false}
            >
              {name}
            </Link>
          )}
          {(from !== null || to !== null) && (
            <span className="quiet small"> {words.existed(shown(from), shown(to))}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

const shown = (day: string | null) => (day === null ? undefined : archivalDate(day));
