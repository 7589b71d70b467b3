import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { statementsQuery } from '../api/queries.ts';
import type { Statement } from '../api/types.ts';
import { DayField } from '../parts/DayField.tsx';
import { Failure } from '../parts/Failure.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { outcomeOf, Tag, toneOf } from '../parts/StatusTag.tsx';
import { mayAdministrate, useRight } from '../shell/safe.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { StatementForm } from './StatementForm.tsx';
import { isIdentifier, outcomeWords, type ProofSearch, versionInWords } from './statement-state.ts';
import './proof.css';

const route = getRouteApi('/inside/coffres/$tenant/valeur-probante');
const PER_PAGE = 20;

/** Statements of probative value: establish one, find those that there are (spec frontoffice.md B.31). */
export function StatementsPage() {
  const safe = useRight();
  const { unite } = route.useSearch();
  const words = TEXTS.proof;
  if (!mayAdministrate(safe)) return <PageHead title={words.title} lead={words.notYours} />;
  return (
    <>
      <PageHead title={words.title} lead={words.lead} />
      <StatementForm tenant={safe.tenant} unit={unite} />
      <List tenant={safe.tenant} />
    </>
  );
}

function List({ tenant }: { readonly tenant: number }) {
  const search = route.useSearch();
  const { page = 1, q, du, au } = search;
  const navigate = route.useNavigate();
  const words = TEXTS.proof;
  const { data, error, refetch } = useQuery(
    statementsQuery(tenant, {
      ...{ offset: (page - 1) * PER_PAGE, limit: PER_PAGE },
      ...{ q: isIdentifier(q ?? '') ? q : undefined, from: du, to: au },
    }),
  );
  const choose = (change: Partial<ProofSearch>) =>
    void navigate({ search: { ...search, page: undefined, ...change }, replace: true });
  const isFiltered = q !== undefined || du !== undefined || au !== undefined;
  return (
    <>
      <search className="criteria statement-filters">
        <Input
          label={words.find}
          nativeInputProps={{
            type: 'search',
            defaultValue: q ?? '',
            onChange: ({ target }) => choose({ q: target.value.trim() || undefined }),
          }}
        />
        <DayField label={words.from} day={du} choose={(day) => choose({ du: day || undefined })} />
        <DayField label={words.to} day={au} choose={(day) => choose({ au: day || undefined })} />
      </search>
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {data !== undefined && data.statements.length === 0 && (
        <div className="empty">
          <h2>{isFiltered ? words.nothingFound : words.none}</h2>
          {!isFiltered && <p>{words.noneAdvice}</p>}
        </div>
      )}
      {data !== undefined && data.statements.length > 0 && (
        <div className="table-region">
          <table className="table cards-below">
            <caption className="fr-sr-only">{words.caption}</caption>
            <thead>
              <tr>
                {Object.values(words.columns).map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.statements.map((statement) => (
                <Row key={statement.id} tenant={String(tenant)} statement={statement} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data !== undefined && (page > 1 || data.more) && (
        <nav className="pager" aria-label={words.pages}>
          <Button priority="secondary" disabled={page === 1} onClick={() => choose({ page: page - 1 })}>
            {TEXTS.transfers.newer}
          </Button>
          <Button priority="secondary" disabled={!data.more} onClick={() => choose({ page: page + 1 })}>
            {TEXTS.transfers.older}
          </Button>
        </nav>
      )}
    </>
  );
}

function Row({ tenant, statement }: { readonly tenant: string; readonly statement: Statement }) {
  const { id, createdAt, usage, version } = statement;
  const words = TEXTS.proof;
  return (
    <tr>
      <td>
        <Tag tone={toneOf(outcomeOf(statement))} words={outcomeWords(statement).word} />
      </td>
      <td>
        <Link to="/coffres/$tenant/valeur-probante/$id" params={{ tenant, id }} className="strong-link">
          {words.named(dateAndTime(createdAt))}
        </Link>
      </td>
      <td data-label={words.columns.usage}>{words.asked(usage, versionInWords(version))}</td>
      <td data-label={words.columns.id} className="identifier">
        {id}
      </td>
    </tr>
  );
}
