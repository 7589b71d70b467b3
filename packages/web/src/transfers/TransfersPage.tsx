import { Button } from '@codegouvfr/react-dsfr/Button';
import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { transfersQuery } from '../api/queries.ts';
import type { Agencies, Transfer, TransferPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Loading } from '../parts/Loading.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { outcomeOf, TransferTag } from '../parts/StatusTag.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { FirstPackage } from './FirstPackage.tsx';
import type { TransfersSearch } from './list-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/versements');
const PER_PAGE = 20;

export function TransfersPage() {
  const safe = useRight();
  const { etat, page = 1 } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(
    transfersQuery(safe.tenant, { outcome: etat, offset: (page - 1) * PER_PAGE, limit: PER_PAGE }),
  );
  const params = { tenant: String(safe.tenant) };
  const isEmpty = data?.transfers.length === 0;
  const isNew = isEmpty && etat === undefined && page === 1;
  return (
    <>
      <PageHead
        title={TEXTS.transfers.title}
        lead={TEXTS.transfers.lead}
        actions={
          mayDeposit(safe) &&
          !isNew && (
            <Link to="/coffres/$tenant/deposer" params={params} className="fr-btn">
              <Icon name="upload" />
              {TEXTS.transfers.deposit}
            </Link>
          )
        }
      />
      {!isNew && (
        <div className="row transfers-filter">
          <Select
            label={TEXTS.transfers.filter}
            options={Object.entries(TEXTS.transfers.filters).map(([value, label]) => ({ value, label }))}
            nativeSelectProps={{
              value: etat ?? '',
              onChange: ({ target }) =>
                void navigate({
                  search:
                    target.value === '' ? {} : { etat: target.value as NonNullable<TransfersSearch['etat']> },
                }),
            }}
          />
          <p className="quiet small" role="status">
            {data &&
              TEXTS.transfers.updated(data.transfers.filter(({ state }) => state === 'RUNNING').length)}
          </p>
        </div>
      )}
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {isNew && <FirstPackage safe={safe} />}
      {isEmpty && !isNew && <NoneSo tenant={params.tenant} />}
      {data !== undefined && !isEmpty && (
        <>
          <TransferTable tenant={params.tenant} page={data} />
          {(page > 1 || data.more) && (
            <nav className="pager" aria-label={TEXTS.transfers.pages}>
              <Button
                priority="secondary"
                disabled={page === 1}
                onClick={() => void navigate({ search: (before) => ({ ...before, page: page - 1 }) })}
              >
                {TEXTS.transfers.newer}
              </Button>
              <Button
                priority="secondary"
                disabled={!data.more}
                onClick={() => void navigate({ search: (before) => ({ ...before, page: page + 1 }) })}
              >
                {TEXTS.transfers.older}
              </Button>
            </nav>
          )}
        </>
      )}
    </>
  );
}

function NoneSo({ tenant }: { readonly tenant: string }) {
  return (
    <div className="empty">
      <h2>{TEXTS.transfers.noneSo}</h2>
      <p>{TEXTS.transfers.noneSoAdvice}</p>
      <div className="row">
        <Link
          to="/coffres/$tenant/versements"
          params={{ tenant }}
          search={{}}
          className="fr-btn fr-btn--secondary"
        >
          {TEXTS.transfers.showAll}
        </Link>
      </div>
    </div>
  );
}

export function TransferTable({
  tenant,
  page,
  caption = TEXTS.transfers.caption,
}: {
  readonly tenant: string;
  readonly page: TransferPage;
  readonly caption?: string;
}) {
  const columns = TEXTS.transfers.columns;
  return (
    <div className="table-region">
      <table className="table cards-below">
        <caption className="fr-sr-only">{caption}</caption>
        <thead>
          <tr>
            {Object.entries(columns).map(([name, title]) => (
              <th key={name} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.transfers.map((transfer) => (
            <TransferRow key={transfer.id} tenant={tenant} transfer={transfer} agencies={page.agencies} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What people call a transfer. */
export function nameOfTransfer({ comment, messageIdentifier, fileName }: Transfer): string {
  return messageIdentifier ?? fileName ?? comment ?? TEXTS.transfers.unnamed;
}

function TransferRow({
  tenant,
  transfer,
  agencies,
}: {
  readonly tenant: string;
  readonly transfer: Transfer;
  readonly agencies: Agencies;
}) {
  const { id, originatingAgency, createdAt, volumes, progress, comment } = transfer;
  const outcome = outcomeOf(transfer);
  const second = comment === nameOfTransfer(transfer) ? undefined : comment;
  return (
    <tr>
      <td>
        <TransferTag outcome={outcome} />
      </td>
      <td>
        <Link to="/coffres/$tenant/versements/$id" params={{ tenant, id }} className="strong-link">
          {nameOfTransfer(transfer)}
        </Link>
        {second !== undefined && <div className="quiet small">{second}</div>}
      </td>
      <td data-label={TEXTS.transfers.columns.agency}>
        {originatingAgency === undefined ? (
          <span className="quiet">{TEXTS.transfers.noAgency}</span>
        ) : (
          (agencies[originatingAgency] ?? originatingAgency)
        )}
      </td>
      <td data-label={TEXTS.transfers.columns.content}>
        {outcome === 'running' ? (
          <>
            <span className="small">{TEXTS.transfers.progress(progress.done, progress.of)}</span>
            <progress max={progress.of} value={progress.done} aria-label={nameOfTransfer(transfer)} />
          </>
        ) : volumes ? (
          TEXTS.transfer.counts(volumes)
        ) : (
          <span className="quiet">{outcome === 'KO' ? TEXTS.transfers.nothingEntered : '—'}</span>
        )}
      </td>
      <td data-label={TEXTS.transfers.columns.date}>{dateAndTime(createdAt)}</td>
    </tr>
  );
}
