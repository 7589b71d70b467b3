import { getRouteApi, Link } from '@tanstack/react-router';
import type { RegisterEntry, RegisterPage } from '../api/types.ts';
import { ListPages } from '../parts/ListPages.tsx';
import { type ListColumn, ListTable } from '../parts/ListTable.tsx';
import { Tag } from '../parts/StatusTag.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { PARTS } from './Figures.tsx';
import type { RegisterSearch } from './list-state.ts';
import { Amount, QUANTITIES } from './Quantity.tsx';

const route = getRouteApi('/inside/coffres/$tenant/registre');

export function Entries({ state, page }: { readonly state: RegisterSearch; readonly page: RegisterPage }) {
  const { tenant } = route.useParams();
  const words = TEXTS.register;
  if (page.entries.length === 0)
    return (
      <div className="empty">
        <h3>{words.none}</h3>
        <p>{words.noneAdvice}</p>
        <Link
          to="/coffres/$tenant/registre"
          params={{ tenant }}
          search={{}}
          resetScroll={false}
          className="fr-btn fr-btn--secondary"
        >
          {TEXTS.referentials.reset}
        </Link>
      </div>
    );
  return (
    <div>
      <ListTable
        list={LIST}
        caption={words.entries}
        columns={entryColumns(tenant, state, page.agencies)}
        rows={page.entries}
        current={state.fiche}
      />
      <Pages state={state} total={page.total} />
    </div>
  );
}

/** Name under which the choice of columns is kept, and the views. */
export const LIST = 'registre';

/** Beside an open entry there is room for neither quantities nor what is seldom looked for. */
export function entryColumns(
  tenant: string,
  state: RegisterSearch,
  agencies: RegisterPage['agencies'],
): ListColumn<RegisterEntry>[] {
  const words = TEXTS.register;
  const usual = { isUsual: true };
  const columns: ListColumn<RegisterEntry>[] = [
    {
      ...{ key: 'message', title: words.message, isFixed: true, isPlain: true },
      cell: (entry) => (
        <Link
          id={`entry-${entry.id}`}
          to="/coffres/$tenant/registre"
          params={{ tenant }}
          search={{ ...state, fiche: entry.id }}
          resetScroll={false}
          className="strong-link"
        >
          {entry.obIdIn ?? entry.Opi}
        </Link>
      ),
    },
    {
      ...{ key: 'date', title: words.date, className: 'moment', ...usual },
      cell: ({ StartDate }) => dateAndTime(StartDate),
    },
    {
      ...{ key: 'agency', title: words.agency, ...usual },
      cell: ({ OriginatingAgency, ArchivalAgreement, AcquisitionInformation }) => (
        <>
          {agencies[OriginatingAgency] ?? OriginatingAgency}
          <span className="quiet small next-step">
            {[ArchivalAgreement, AcquisitionInformation].filter(Boolean).join(', ')}
          </span>
        </>
      ),
    },
    ...QUANTITIES.flatMap(([name, form]) =>
      PARTS.map((part) => ({
        ...{ key: `${name} ${part}`, title: words.figure(words.quantities[name], words.parts[part]) },
        ...{ isFigure: true, isUsual: part !== 'deleted' },
        cell: (entry: RegisterEntry) => <Amount value={entry[name][part]} form={form} />,
      })),
    ),
    {
      ...{ key: 'status', title: words.status, isPlain: true, ...usual },
      cell: ({ Status }) => <EntryTag status={Status} />,
    },
    {
      ...{ key: 'submission', title: TEXTS.transfers.columns.submission },
      cell: ({ SubmissionAgency }) =>
        SubmissionAgency === undefined ? '—' : (agencies[SubmissionAgency] ?? SubmissionAgency),
    },
    {
      ...{ key: 'profile', title: TEXTS.transfers.columns.profile },
      cell: ({ ArchivalProfile }) => ArchivalProfile ?? '—',
    },
    {
      ...{ key: 'legal', title: TEXTS.register.legal },
      cell: ({ LegalStatus }) =>
        LegalStatus === undefined ? '—' : wordFor(TEXTS.register.legalStatuses, LegalStatus),
    },
    {
      ...{ key: 'operation', title: TEXTS.logbook.id },
      cell: ({ Opi }) => <span className="identifier small">{Opi}</span>,
    },
  ];
  const narrow = ['message', 'date', 'agency', 'status'];
  return state.fiche === undefined ? columns : columns.filter(({ key }) => narrow.includes(key));
}

const TONES = { STORED_AND_COMPLETED: 'good', STORED_AND_UPDATED: 'warn', UNSTORED: 'still' } as const;

export function EntryTag({ status }: { readonly status: RegisterEntry['Status'] }) {
  return <Tag tone={TONES[status] ?? 'still'} words={wordFor(TEXTS.register.statuses, status)} />;
}

function Pages({ state, total }: { readonly state: RegisterSearch; readonly total: number }) {
  const navigate = route.useNavigate();
  const { page = 1 } = state;
  const go = (to: number) =>
    void navigate({ search: ({ fiche: _, ...before }) => ({ ...before, page: to }), resetScroll: false });
  return <ListPages label={TEXTS.register.pages} page={page} total={total} go={go} />;
}
