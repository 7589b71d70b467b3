import { getRouteApi, Link } from '@tanstack/react-router';
import type { RegisterEntry, RegisterPage } from '../api/types.ts';
import { ListPages } from '../parts/ListPages.tsx';
import { Tag } from '../parts/StatusTag.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Figures } from './Figures.tsx';
import type { RegisterSearch } from './list-state.ts';

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
      <Figures
        caption={words.entries}
        titles={[words.message, words.date, words.agency, words.status]}
        // Beside an open panel there is no room; it has the figures of its entry.
        parts={state.fiche === undefined ? ['ingested', 'remained'] : []}
        rows={page.entries.map((entry) => ({
          key: entry.id,
          isCurrent: entry.id === state.fiche,
          counters: entry,
          cells: [
            <Link
              key="message"
              id={`entry-${entry.id}`}
              to="/coffres/$tenant/registre"
              params={{ tenant }}
              search={{ ...state, fiche: entry.id }}
              resetScroll={false}
              className="strong-link"
            >
              {entry.obIdIn ?? entry.Opi}
            </Link>,
            dateAndTime(entry.StartDate),
            <Origin key="agency" entry={entry} agencies={page.agencies} />,
            <EntryTag key="status" status={entry.Status} />,
          ],
        }))}
      />
      <Pages state={state} total={page.total} />
    </div>
  );
}

function Origin({
  entry: { OriginatingAgency, ArchivalAgreement, AcquisitionInformation },
  agencies,
}: {
  readonly entry: RegisterEntry;
  readonly agencies: RegisterPage['agencies'];
}) {
  return (
    <>
      {agencies[OriginatingAgency] ?? OriginatingAgency}
      <span className="quiet small next-step">
        {[ArchivalAgreement, AcquisitionInformation].filter(Boolean).join(', ')}
      </span>
    </>
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
