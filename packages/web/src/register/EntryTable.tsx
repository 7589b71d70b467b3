import { getRouteApi, Link } from '@tanstack/react-router';
import type { RegisterEntry, RegisterPage } from '../api/types.ts';
import { ListPages } from '../parts/ListPages.tsx';
import { Tag } from '../parts/StatusTag.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { RegisterSearch } from './list-state.ts';
import { QUANTITIES, Quantity } from './Quantity.tsx';

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
  const titles = [words.message, words.date, words.agency];
  const quantities = state.fiche === undefined ? QUANTITIES : [];
  return (
    <div>
      <div className="table-region">
        <table className="table cards-below">
          <caption className="fr-sr-only">{words.entries}</caption>
          <thead>
            <tr>
              {[...titles, ...quantities.map(([name]) => words.brief[name]), words.status].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.entries.map((entry) => (
              <tr key={entry.id} aria-current={entry.id === state.fiche ? 'true' : undefined}>
                <td>
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
                </td>
                <td data-label={words.date} className="moment">
                  {dateAndTime(entry.StartDate)}
                </td>
                <td data-label={words.agency}>
                  {page.agencies[entry.OriginatingAgency] ?? entry.OriginatingAgency}
                  <span className="quiet small next-step">
                    {[entry.ArchivalAgreement, entry.AcquisitionInformation].filter(Boolean).join(', ')}
                  </span>
                </td>
                {quantities.map(([name, form]) => (
                  <td key={name} data-label={words.quantities[name]}>
                    <Quantity counter={entry[name]} form={form} />
                  </td>
                ))}
                <td>
                  <EntryTag status={entry.Status} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages state={state} total={page.total} />
    </div>
  );
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
