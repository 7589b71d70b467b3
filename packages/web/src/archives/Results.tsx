import { Button } from '@codegouvfr/react-dsfr/Button';
import { Input } from '@codegouvfr/react-dsfr/Input';
import { useQuery } from '@tanstack/react-query';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { countQuery } from '../api/queries.ts';
import type { UnitHit, UnitPage } from '../api/types.ts';
import { Failure } from '../parts/Failure.tsx';
import { useRight } from '../shell/safe.ts';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { Hit } from './Hits.tsx';
import { hitAt, knownOf, type Pages, totalOf } from './result-pages.ts';
import { useResultPlace } from './result-place.ts';
import { filtersOf, PER_PAGE, questionOf, type SearchState } from './search-state.ts';
import { isChosen, isFullSelection, NOTHING, type Selection, toggled } from './selection.ts';
import { UnitPreview } from './UnitPreview.tsx';
import { Uses } from './Uses.tsx';
import { useResultPages } from './use-result-pages.ts';

/** Results of one list: browsers draw no element that is higher than some sixteen million pixels. */
const SECTION = 100_000;
const ROW_HEIGHT = 112;

/** The result that shall stand at the top; whoever asks for it once more makes a new goal. */
interface Goal {
  readonly rank: number;
}

/** What a search finds: as many as there are, of which those are drawn that are seen. */
export function Results({
  state,
  first,
  nothing,
}: {
  readonly state: SearchState;
  readonly first: UnitPage;
  /** Stands in the place of a list that is empty. */
  readonly nothing: ReactNode;
}) {
  const { tenant } = useRight();
  const question = useMemo(() => questionOf(state), [state]);
  const { pages, error, load, retry } = useResultPages(tenant, question, first);
  const seen = totalOf(pages);
  const { data: counted, error: uncounted } = useQuery({
    ...countQuery(tenant, filtersOf(state)),
    enabled: seen === undefined,
  });
  const total = seen ?? counted?.total;
  const known = knownOf(pages);
  const { left, leave } = useResultPlace();
  const [goal, setGoal] = useState<Goal | undefined>(left === undefined ? undefined : { rank: left });
  const go = (rank: number): void => setGoal({ rank });
  const [selection, setSelection] = useState<Selection>(NOTHING);
  /** Of those that were chosen here, for the basket. */
  const titles = useRef(new Map<string, string>());
  const start = goal === undefined ? 0 : Math.floor(goal.rank / SECTION) * SECTION;
  if (total === 0) return nothing;
  return (
    <>
      <p role="status" className="found">
        <strong>
          {total !== undefined
            ? TEXTS.search.found(total, true)
            : uncounted === null
              ? TEXTS.results.counting(known)
              : TEXTS.results.uncounted(known)}
        </strong>
      </p>
      <Uses state={state} total={total} selection={selection} titles={titles} select={setSelection} />
      {isUnranked(state, first) && <p className="quiet small">{TEXTS.results.unranked}</p>}
      {total !== undefined && total > PER_PAGE && <Jump total={total} go={go} />}
      {total !== undefined && total > SECTION && <Sections start={start} total={total} go={go} />}
      {error !== null && <Failure error={error} retry={retry} />}
      <List
        key={start}
        pages={pages}
        start={start}
        end={Math.min(start + SECTION, total ?? known + PER_PAGE)}
        total={total}
        goal={goal}
        leave={leave}
        load={load}
        isStopped={error !== null}
        selection={selection}
        toggle={({ id, title }) => {
          titles.current.set(id, title);
          setSelection(toggled(selection, id));
        }}
      />
    </>
  );
}

/** Words are looked for, the best were to come first, and there are too many of them. */
function isUnranked({ q = '', tri = 'relevance' }: SearchState, { isRanked }: UnitPage): boolean {
  return q.trim() !== '' && tri === 'relevance' && !isRanked;
}

/** To any result by its number. */
function Jump({ total, go }: { readonly total: number; readonly go: (index: number) => void }) {
  const [isBad, setBad] = useState(false);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get('rang')).replaceAll(/[\s\u00a0\u202f]/g, '');
    const rank = Number(typed);
    const isRank = typed !== '' && Number.isInteger(rank) && rank >= 1 && rank <= total;
    setBad(!isRank);
    if (isRank) go(rank - 1);
    else event.currentTarget.querySelector('input')?.focus();
  }
  return (
    <form className="jump" onSubmit={submit} noValidate>
      <Input
        label={TEXTS.results.go}
        {...(isBad ? { state: 'error', stateRelatedMessage: TEXTS.results.badRank(total) } : {})}
        nativeInputProps={{ name: 'rang', inputMode: 'numeric', autoComplete: 'off' }}
      />
      <Button type="submit" priority="secondary" size="small">
        {TEXTS.results.goButton}
      </Button>
    </form>
  );
}

function Sections({
  start,
  total,
  go,
}: {
  readonly start: number;
  readonly total: number;
  readonly go: (index: number) => void;
}) {
  return (
    <nav className="pager" aria-label={TEXTS.results.sections}>
      <Button priority="secondary" size="small" disabled={start === 0} onClick={() => go(start - SECTION)}>
        {TEXTS.results.before}
      </Button>
      <span className="small">
        {TEXTS.results.section(start + 1, Math.min(start + SECTION, total), total)}
      </span>
      <Button
        priority="secondary"
        size="small"
        disabled={start + SECTION >= total}
        onClick={() => go(start + SECTION)}
      >
        {TEXTS.results.next}
      </Button>
    </nav>
  );
}

function List({
  pages,
  start,
  end,
  total,
  goal,
  leave,
  load,
  isStopped,
  selection,
  toggle,
}: {
  readonly pages: Pages;
  /** Results of this list: from one to before another. */
  readonly start: number;
  readonly end: number;
  readonly total: number | undefined;
  readonly goal: Goal | undefined;
  /** Takes the rank of the result at the top when the list is taken away. */
  readonly leave: (rank: number) => void;
  readonly load: (page: number, total: number | undefined) => void;
  /** Something could not be read: no more is asked for until somebody tries again. */
  readonly isStopped: boolean;
  readonly selection: Selection;
  readonly toggle: (hit: UnitHit) => void;
}) {
  const { tenant } = useRight();
  const box = useRef<HTMLDivElement>(null);
  // What has the focus stays in the document, however far the list is scrolled.
  const [focused, setFocused] = useState<number>();
  const [previewed, setPreviewed] = useState<UnitHit>();
  const list = useVirtualizer({
    count: end - start,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      return focused === undefined || focused >= range.count || drawn.includes(focused)
        ? drawn
        : [...drawn, focused].sort((a, b) => a - b);
    },
  });
  // The list may still be too short for it: it grows once the results are counted.
  const isThere = goal !== undefined && goal.rank < end;
  useEffect(() => {
    if (isThere) list.scrollToIndex(goal.rank - start, { align: 'start' });
  }, [goal, isThere, start, list]);
  const top = useRef(0);
  useEffect(() => {
    top.current = goal === undefined || isThere ? start + (list.range?.startIndex ?? 0) : goal.rank;
  });
  useEffect(() => () => leave(top.current), [leave]);

  // The browser's own way to an end would be stopped by the rows that take their height on it.
  function press(event: KeyboardEvent): void {
    if (!['Home', 'End'].includes(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (event.key === 'Home') list.scrollToIndex(0);
    else list.scrollToIndex(end - start - 1, { align: 'end' });
  }

  const rows = list.getVirtualItems();
  const wanted = [
    ...new Set(
      rows
        .filter(({ index }) => hitAt(pages, start + index) === undefined)
        .map(({ index }) => Math.floor((start + index) / PER_PAGE)),
    ),
  ].join(',');
  useEffect(() => {
    if (wanted === '' || isStopped) return;
    for (const page of wanted.split(',')) load(Number(page), total);
  }, [wanted, isStopped, load, total]);

  return (
    <>
      <a className="skip-list" href="#apres-resultats">
        {TEXTS.results.skip}
      </a>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys scroll it, as they do any box; its links have the focus */}
      <div ref={box} className="results-box" onKeyDown={press}>
        <ul className="hits" style={{ height: list.getTotalSize() }}>
          {rows.map(({ index, key, start: top }) => {
            const hit = hitAt(pages, start + index);
            const page = pages.get(Math.floor((start + index) / PER_PAGE));
            return (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                className="hit hit-placed"
                style={{ transform: `translateY(${top}px)` }}
                aria-setsize={total ?? -1}
                aria-posinset={start + index + 1}
                aria-busy={hit === undefined}
                onFocus={() => setFocused(index)}
                onBlur={() => setFocused(undefined)}
              >
                {hit === undefined || page === undefined ? (
                  <p className="quiet small">
                    {number(start + index + 1)} {TEXTS.loading}
                  </p>
                ) : (
                  <>
                    <input
                      type="checkbox"
                      className="hit-box"
                      aria-label={TEXTS.results.choose(hit.title)}
                      checked={isChosen(selection, hit.id)}
                      disabled={isFullSelection(selection) && !selection.ids.includes(hit.id)}
                      onChange={() => toggle(hit)}
                    />
                    <Hit
                      tenant={String(tenant)}
                      hit={hit}
                      agencies={page.agencies}
                      heading="h2"
                      preview={() => setPreviewed(hit)}
                    />
                  </>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      <p id="apres-resultats" className="fr-sr-only" tabIndex={-1}>
        {TEXTS.results.after}
      </p>
      {previewed !== undefined && (
        <UnitPreview tenant={tenant} hit={previewed} close={() => setPreviewed(undefined)} />
      )}
    </>
  );
}
