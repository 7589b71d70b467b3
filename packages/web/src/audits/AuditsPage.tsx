import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { auditsQuery } from '../api/queries.ts';
import type { Audit, AuditPage as Page } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { outcomeOf, Tag, toneOf } from '../parts/StatusTag.tsx';
import { mayAudit, useRight } from '../shell/safe.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { perimeterInWords } from './audit-words.ts';
import { type AuditsSearch, auditsQuestion, isFiltered } from './audits-state.ts';
import './audits.css';
import { LaunchForm } from './LaunchForm.tsx';
import { Referentials } from './Referentials.tsx';

const route = getRouteApi('/inside/coffres/$tenant/audits');

export function AuditsPage() {
  const safe = useRight();
  if (!mayAudit(safe)) return <PageHead title={TEXTS.audits.title} lead={TEXTS.audits.notYours} />;
  return <Audits tenant={safe.tenant} />;
}

function Audits({ tenant }: { readonly tenant: number }) {
  const state = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(auditsQuery(tenant, auditsQuestion(state)));
  const { lancer, ...list } = state;
  return (
    <>
      <PageHead
        title={TEXTS.audits.title}
        lead={TEXTS.audits.lead}
        actions={
          !lancer && (
            <Button onClick={() => void navigate({ search: { ...list, lancer: true } })}>
              {TEXTS.audits.launch}
            </Button>
          )
        }
      />
      {lancer && (
        <LaunchForm
          tenant={tenant}
          agencies={data?.choices ?? []}
          close={() => void navigate({ search: list })}
        />
      )}
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && <Found tenant={tenant} state={state} data={data} />}
      {data !== undefined && <Referentials tenant={tenant} />}
    </>
  );
}

function Found({
  tenant,
  state,
  data,
}: {
  readonly tenant: number;
  readonly state: AuditsSearch;
  readonly data: Page;
}) {
  const filtered = isFiltered(state);
  if (data.audits.length === 0 && !filtered)
    return (
      <div className="empty">
        <h2>{TEXTS.audits.none}</h2>
        <p>{TEXTS.audits.noneAdvice}</p>
      </div>
    );
  return (
    <>
      <Filters state={state} />
      {data.audits.length === 0 ? (
        <div className="empty">
          <h2>{TEXTS.audits.noneFound}</h2>
          <p>{TEXTS.audits.noneFoundAdvice}</p>
          <Link
            to="/coffres/$tenant/audits"
            params={{ tenant: String(tenant) }}
            search={{}}
            className="fr-btn fr-btn--secondary"
          >
            {TEXTS.audits.filters.reset}
          </Link>
        </div>
      ) : (
        <List tenant={String(tenant)} data={data} />
      )}
      <Pages state={state} more={data.more} />
    </>
  );
}

function Filters({ state }: { readonly state: AuditsSearch }) {
  const navigate = route.useNavigate();
  const words = TEXTS.audits.filters;
  const set = (name: 'categorie' | 'identifiant' | 'du' | 'au', value: string) => {
    const { page: _, ...kept } = state;
    const search = Object.entries({ ...kept, [name]: value }).filter(([, each]) => each !== '');
    void navigate({ search: Object.fromEntries(search) });
  };
  return (
    <search>
      <form
        className="criteria audit-filters"
        onSubmit={(event) => {
          event.preventDefault();
          set('identifiant', String(new FormData(event.currentTarget).get('identifiant') ?? '').trim());
        }}
      >
        <Select
          label={words.kind}
          options={[
            { value: '', label: words.anyKind },
            ...Object.entries(TEXTS.audits.kinds).map(([value, label]) => ({ value, label })),
          ]}
          nativeSelectProps={{
            value: state.categorie ?? '',
            onChange: ({ target }) => set('categorie', target.value),
          }}
        />
        <Input
          key={state.identifiant ?? ''}
          label={words.id}
          nativeInputProps={{
            ...{ type: 'search', name: 'identifiant', maxLength: 100 },
            defaultValue: state.identifiant ?? '',
          }}
        />
        <DayField label={words.from} day={state.du} choose={(day) => set('du', day)} />
        <DayField label={words.to} day={state.au} choose={(day) => set('au', day)} />
        <div>
          <Button type="submit" priority="secondary">
            {words.look}
          </Button>
        </div>
      </form>
    </search>
  );
}

function List({ tenant, data }: { readonly tenant: string; readonly data: Page }) {
  return (
    <div className="table-region audit-list">
      <table className="table cards-below">
        <caption className="fr-sr-only">{TEXTS.audits.caption}</caption>
        <thead>
          <tr>
            {Object.entries(TEXTS.audits.columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.audits.map((audit) => (
            <Row key={audit.id} tenant={tenant} audit={audit} agencies={data.agencies} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  tenant,
  audit,
  agencies,
}: {
  readonly tenant: string;
  readonly audit: Audit;
  readonly agencies: Page['agencies'];
}) {
  const { id, kind, createdAt, requester } = audit;
  const outcome = outcomeOf(audit);
  const { columns } = TEXTS.audits;
  return (
    <tr>
      <td>
        <Tag tone={toneOf(outcome)} words={TEXTS.audits.status[outcome]} />
      </td>
      <td>
        <Link to="/coffres/$tenant/audits/$id" params={{ tenant, id }} className="strong-link">
          {TEXTS.audits.kinds[kind]}
        </Link>
      </td>
      <td data-label={columns.perimeter}>{perimeterInWords(audit, agencies)}</td>
      <td data-label={columns.date}>{dateAndTime(createdAt)}</td>
      <td data-label={columns.requester}>{requester ?? TEXTS.audits.application}</td>
    </tr>
  );
}

function Pages({ state, more }: { readonly state: AuditsSearch; readonly more: boolean }) {
  const navigate = route.useNavigate();
  const { page = 1 } = state;
  if (page === 1 && !more) return null;
  const go = (to: number) => void navigate({ search: (before) => ({ ...before, page: to }) });
  return (
    <nav className="pager" aria-label={TEXTS.audits.pages}>
      <Button priority="secondary" disabled={page === 1} onClick={() => go(page - 1)}>
        {TEXTS.transfers.newer}
      </Button>
      <Button priority="secondary" disabled={!more} onClick={() => go(page + 1)}>
        {TEXTS.transfers.older}
      </Button>
    </nav>
  );
}
