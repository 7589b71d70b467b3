import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { unitQuery } from '../api/queries.ts';
import type { ShownUnit } from '../api/types.ts';
import { BasketToggle } from '../deliveries/BasketToggle.tsx';
import { Facts } from '../parts/Facts.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { mayAdministrate, mayFollow, mayMoveUnits, useRight } from '../shell/safe.ts';
import { Trail } from '../shell/Trail.tsx';
import { archivalSpan, dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Children } from './Children.tsx';
import { History } from './History.tsx';
import { Metadata } from './Metadata.tsx';
import { levelOf } from './metadata-groups.ts';
import { Objects } from './Objects.tsx';
import { Rules } from './Rules.tsx';

const route = getRouteApi('/inside/coffres/$tenant/archives/$id');

export function UnitPage() {
  const { tenant, id } = route.useParams();
  const { data, error, refetch } = useQuery(unitQuery(Number(tenant), id));
  return (
    <>
      <Trail
        links={[
          <Link key="search" to="/coffres/$tenant/recherche" params={{ tenant }}>
            {TEXTS.shell.search}
          </Link>,
          ...(data?.path ?? []).map((ancestor) => (
            <Link key={ancestor.id} to="/coffres/$tenant/archives/$id" params={{ tenant, id: ancestor.id }}>
              {ancestor.title}
            </Link>
          )),
        ]}
        here={data?.unit.title ?? id}
      />
      {data === undefined && (
        <>
          <PageHead title={error === null ? TEXTS.unit.loading : TEXTS.errors.title} />
          {error === null ? (
            <Loading />
          ) : (
            <Failure error={error} title={TEXTS.errors.reason} retry={() => void refetch()} />
          )}
        </>
      )}
      {data !== undefined && <Shown key={id} tenant={tenant} view={data} />}
    </>
  );
}

function Shown({ tenant, view }: { readonly tenant: string; readonly view: ShownUnit }) {
  const { unit, objects, objectGroup, children, rules, agencies } = view;
  return (
    <>
      <PageHead title={unit.title} actions={<Uses unit={unit} />}>
        <Marks view={view} />
      </PageHead>
      <div className="two-columns">
        <div>
          {objects.length > 0 && <Objects tenant={Number(tenant)} objects={objects} />}
          {children > 0 && <Children tenant={tenant} id={unit.id} count={children} />}
          <section className="panel" aria-labelledby="description">
            <h2 id="description">{TEXTS.unit.description}</h2>
            <Metadata content={unit.content} agencies={agencies} />
          </section>
          <section className="panel" aria-labelledby="history">
            <h2 id="history">{TEXTS.unit.history}</h2>
            <History tenant={Number(tenant)} unit={unit.id} group={objectGroup} />
          </section>
        </div>
        <div>
          <section className="panel" aria-labelledby="place">
            <h2 id="place">{TEXTS.unit.place}</h2>
            <Place tenant={tenant} view={view} />
          </section>
          <section className="panel" aria-labelledby="rules">
            <h2 id="rules">{TEXTS.unit.rules}</h2>
            <Rules
              tenant={tenant}
              categories={rules}
              isComputed={unit.system._validComputedInheritedRules === true}
            />
          </section>
          <section className="panel" aria-labelledby="technical">
            <h2 id="technical">{TEXTS.unit.technical}</h2>
            <Technical tenant={tenant} view={view} />
          </section>
        </div>
      </div>
    </>
  );
}

function Uses({ unit }: { readonly unit: ShownUnit['unit'] }) {
  const safe = useRight();
  return (
    <>
      {mayMoveUnits(safe) && (
        <Link
          to="/coffres/$tenant/deplacer"
          params={{ tenant: String(safe.tenant) }}
          search={{ unite: unit.id }}
          className="fr-link"
        >
          {TEXTS.moves.open}
        </Link>
      )}
      {mayAdministrate(safe) && (
        <Link
          to="/coffres/$tenant/valeur-probante"
          params={{ tenant: String(safe.tenant) }}
          search={{ unite: unit.id }}
          className="fr-link"
        >
          {TEXTS.proof.ask}
        </Link>
      )}
      <BasketToggle item={unit} />
    </>
  );
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

export function Marks({ view: { unit, agencies, objects } }: { readonly view: ShownUnit }) {
  const level = textOf(unit.content.DescriptionLevel);
  const type = textOf(unit.system._unitType) ?? 'INGEST';
  const span = archivalSpan(textOf(unit.content.StartDate), textOf(unit.content.EndDate));
  const agency = textOf(unit.system._sp);
  return (
    <div className="marks unit-marks">
      <span className="mark">
        <Icon name={objects.length > 0 ? 'file' : 'folder'} size={16} />
        {type !== 'INGEST' || level === undefined ? wordFor(TEXTS.unit.types, type) : levelOf(level)}
      </span>
      {span !== undefined && (
        <span className="mark">
          <Icon name="calendar" size={16} />
          {span}
        </span>
      )}
      {agency !== undefined && (
        <span className="mark">
          <Icon name="agency" size={16} />
          {agencies[agency] ?? agency}
        </span>
      )}
    </div>
  );
}

/** From the top of the holdings down to the unit. */
export function Place({
  tenant,
  view: { unit, path },
}: {
  readonly tenant: string;
  readonly view: ShownUnit;
}) {
  if (path.length === 0) return <p className="quiet">{TEXTS.unit.root}</p>;
  const below = (ancestors: ShownUnit['path']): ReactNode => {
    const [next, ...others] = ancestors;
    return (
      <ul className="place-tree">
        <li>
          {next === undefined ? (
            <span aria-current="page">{unit.title}</span>
          ) : (
            <Link to="/coffres/$tenant/archives/$id" params={{ tenant, id: next.id }}>
              {next.title}
            </Link>
          )}
          {next !== undefined && below(others)}
        </li>
      </ul>
    );
  };
  return below(path);
}

export function Technical({ tenant, view: { unit } }: { readonly tenant: string; readonly view: ShownUnit }) {
  const safe = useRight();
  const { system } = unit;
  const transfer = textOf(system._opi);
  const entered = textOf(system._acd);
  return (
    <Facts
      compact
      facts={[
        [
          TEXTS.unit.identifier,
          <span key="id" className="identifier">
            {unit.id}
          </span>,
        ],
        [TEXTS.unit.entered, entered && dateAndTime(entered)],
        [
          TEXTS.unit.transfer,
          transfer !== undefined &&
            (mayFollow(safe) ? (
              <Link key="transfer" to="/coffres/$tenant/versements/$id" params={{ tenant, id: transfer }}>
                {TEXTS.unit.seeTransfer}
              </Link>
            ) : (
              <span key="transfer" className="identifier">
                {transfer}
              </span>
            )),
        ],
        [TEXTS.unit.seda, textOf(system._sedaVersion)],
      ]}
    />
  );
}
