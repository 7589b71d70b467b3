import { Select } from '@codegouvfr/react-dsfr/SelectNext';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { transfersQuery } from '../api/queries.ts';
import type { Agencies, Transfer, TransferPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { type ListColumn, ListTable } from '../parts/ListTable.tsx';
import { ListTools } from '../parts/ListTools.tsx';
import { Loading } from '../parts/Loading.tsx';
import { useListSize } from '../parts/list-size.ts';
import { MorePages } from '../parts/MorePages.tsx';
import { PageHead } from '../parts/PageHead.tsx';
import { outcomeOf, TransferTag } from '../parts/StatusTag.tsx';
import { mayDeposit, useRight } from '../shell/safe.ts';
import { dateAndTime } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { FirstPackage } from './FirstPackage.tsx';
import { readTransfersSearch, type TransfersSearch } from './list-state.ts';

const route = getRouteApi('/inside/coffres/$tenant/versements');

export function TransfersPage() {
  const safe = useRight();
  const state = route.useSearch();
  const { etat, page = 1 } = state;
  const [size] = useListSize();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(
    transfersQuery(safe.tenant, { outcome: etat, offset: (page - 1) * size, limit: size }),
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
      {!isNew && (
        <ListTools
          tenant={safe.tenant}
          list={LIST}
          columns={columnsOf(params.tenant, {})}
          search={{ ...state }}
          show={(search) => void navigate({ search: readTransfersSearch(search) })}
        />
      )}
      {data === undefined && (error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />)}
      {isNew && <FirstPackage safe={safe} />}
      {isEmpty && !isNew && <NoneSo tenant={params.tenant} />}
      {data !== undefined && !isEmpty && (
        <>
          <TransferTable tenant={params.tenant} page={data} />
          <MorePages
            label={TEXTS.transfers.pages}
            page={page}
            rows={data.transfers.length}
            more={data.more}
            go={(to) => void navigate({ search: (before) => ({ ...before, page: to }) })}
          />
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
  return (
    <ListTable
      list={LIST}
      caption={caption}
      columns={columnsOf(tenant, page.agencies)}
      rows={page.transfers}
    />
  );
}

/** What people call a transfer. */
export function nameOfTransfer({ comment, messageIdentifier, fileName }: Transfer): string {
  return messageIdentifier ?? fileName ?? comment ?? TEXTS.transfers.unnamed;
}

/** Name under which the choice of columns is kept, and the views. */
const LIST = 'versements';

function columnsOf(tenant: string, agencies: Agencies): ListColumn<Transfer>[] {
  const words = TEXTS.transfers.columns;
  const agency = (identifier: string | undefined) =>
    identifier === undefined ? (
      <span className="quiet">{TEXTS.transfers.noAgency}</span>
    ) : (
      (agencies[identifier] ?? identifier)
    );
  const usual = { isUsual: true };
  return [
    {
      ...{ key: 'outcome', title: words.outcome, isFixed: true, isPlain: true },
      cell: (transfer) => <TransferTag outcome={outcomeOf(transfer)} />,
    },
    {
      ...{ key: 'message', title: words.message, isFixed: true, isPlain: true },
      cell: (transfer) => <Name tenant={tenant} transfer={transfer} />,
    },
    {
      ...{ key: 'agency', title: words.agency, ...usual },
      cell: ({ originatingAgency }) => agency(originatingAgency),
    },
    {
      ...{ key: 'content', title: words.content, ...usual },
      cell: (transfer) => <Content transfer={transfer} />,
    },
    { ...{ key: 'date', title: words.date, ...usual }, cell: ({ createdAt }) => dateAndTime(createdAt) },
    {
      ...{ key: 'submission', title: words.submission },
      cell: ({ submissionAgency }) => agency(submissionAgency),
    },
    { ...{ key: 'agreement', title: words.agreement }, cell: ({ agreement }) => agreement ?? '—' },
    { ...{ key: 'profile', title: words.profile }, cell: ({ archivalProfile }) => archivalProfile ?? '—' },
    { ...{ key: 'file', title: words.file }, cell: ({ fileName }) => fileName ?? '—' },
    {
      ...{ key: 'id', title: words.id },
      cell: ({ id }) => <span className="identifier small">{id}</span>,
    },
  ];
}

function Name({ tenant, transfer }: { readonly tenant: string; readonly transfer: Transfer }) {
  const { id, comment } = transfer;
  const second = comment === nameOfTransfer(transfer) ? undefined : comment;
  return (
    <>
      <Link to="/coffres/$tenant/versements/$id" params={{ tenant, id }} className="strong-link">
        {nameOfTransfer(transfer)}
      </Link>
      {second !== undefined && <div className="quiet small">{second}</div>}
    </>
  );
}

function Content({ transfer }: { readonly transfer: Transfer }) {
  const { progress, volumes } = transfer;
  const outcome = outcomeOf(transfer);
  if (outcome === 'running')
    return (
      <>
        <span className="small">{TEXTS.transfers.progress(progress.done, progress.of)}</span>
        <progress max={progress.of} value={progress.done} aria-label={nameOfTransfer(transfer)} />
      </>
    );
  if (volumes) return TEXTS.transfer.counts(volumes);
  return <span className="quiet">{outcome === 'KO' ? TEXTS.transfers.nothingEntered : '—'}</span>;
}
