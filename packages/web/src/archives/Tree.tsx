import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Query } from '../api/client.ts';
import { BRANCH_PAGE, nodeCountsQuery, pathQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { number } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import { indexOf, lengthOf, moveOf, type Row, rowsOf, runsOf } from './tree-rows.ts';
import { useBranches } from './use-branches.ts';

const ROW = 32;
const HIGH = 416;
const SEEN = HIGH / ROW;
/** Rows drawn beyond what is seen. */
const BEYOND = 8;

/** The tree of the holdings; only the rows that are seen are drawn, and what they show comes when they are. */
export function Tree({
  tenant,
  chosen,
  marked,
  choose,
  plans = false,
  counted,
}: {
  readonly tenant: number;
  /** The way down to it is opened. */
  readonly chosen: string | undefined;
  /** Where several may be chosen: those that are. */
  readonly marked?: readonly string[];
  readonly choose: (id: string | undefined) => void;
  /** Holding and filing units alone. */
  readonly plans?: boolean;
  /** A search: of each node is told how much of what it finds lies there. */
  readonly counted?: Query | undefined;
}) {
  const { branches, error, load, retry } = useBranches(tenant, plans);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  /** Key of the row that the keys act on. */
  const [active, setActive] = useState<string>();
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  const runs = useMemo(() => runsOf(branches, open), [branches, open]);
  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const seen = rowsOf(runs, open, first, first + SEEN + 2 * BEYOND);
  const pages = seen.flatMap(({ node, parent, place }) =>
    node === undefined ? `${parent} ${Math.floor(place / BRANCH_PAGE)}` : [],
  );
  const wanted = [...new Set(pages)].join(',');
  useEffect(() => {
    if (error !== null || wanted === '') return;
    for (const page of wanted.split(',')) {
      const [parent, number] = page.split(' ') as [string, string];
      load(parent, Number(number) * BRANCH_PAGE);
    }
  }, [wanted, error, load]);

  const nodes = [...new Set(seen.flatMap(({ node }) => node?.id ?? []))];
  const { data: counts } = useQuery({
    ...nodeCountsQuery(tenant, nodes, counted ?? {}),
    enabled: counted !== undefined && nodes.length > 0,
  });

  const turn = useCallback(
    (ids: readonly string[], isOpen: boolean) =>
      setOpen((before) => {
        const after = new Set(before);
        for (const id of ids)
          if (isOpen) after.add(id);
          else after.delete(id);
        return after;
      }),
    [],
  );

  const reveal = useCallback((at: number) => {
    const { current } = box;
    if (current === null) return;
    if (at * ROW < current.scrollTop) current.scrollTop = at * ROW;
    else if ((at + 1) * ROW > current.scrollTop + current.clientHeight)
      current.scrollTop = (at + 1) * ROW - current.clientHeight;
    setTop(current.scrollTop);
  }, []);

  // An address that names a unit: the way down to it is opened, unless it was chosen here.
  const here = useRef<string>(undefined);
  const [goal, setGoal] = useState<string>();
  const { data: way } = useQuery({
    ...pathQuery(tenant, chosen ?? '', plans),
    enabled: chosen !== undefined && chosen !== here.current,
  });
  useEffect(() => {
    if (way === undefined || way.path.length === 0 || way.path.at(-1)?.id === here.current) return;
    way.path.forEach(({ place }, at) => {
      load(way.path[at - 1]?.id ?? '', place);
    });
    turn(
      way.path.slice(0, -1).map(({ id }) => id),
      true,
    );
    setGoal(way.path.map(({ place }) => place).join('.'));
  }, [way, load, turn]);
  const goalAt = indexOf(runs, goal);
  useEffect(() => {
    if (goalAt < 0) return;
    setActive(goal);
    setGoal(undefined);
    reveal(goalAt);
  }, [goal, goalAt, reveal]);

  function pick(id: string): void {
    here.current = id;
    choose(id === chosen ? undefined : id);
  }

  function press(event: KeyboardEvent): void {
    const at = indexOf(runs, active);
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      const [row] = rowsOf(runs, open, at, at + 1);
      if (row?.node !== undefined) pick(row.node.id);
      return;
    }
    const move = moveOf(runs, open, at, event.key, SEEN - 1);
    if (move === undefined) return;
    event.preventDefault();
    if ('open' in move) turn([move.open], true);
    else if ('close' in move) turn([move.close], false);
    else {
      setActive(rowsOf(runs, open, move.to, move.to + 1)[0]?.key);
      reveal(move.to);
    }
  }

  if (error !== null) return <Failure error={error} retry={retry} />;
  if (branches.get('')?.total === 0)
    return <p className="quiet small">{plans ? TEXTS.finding.noPlan : TEXTS.finding.noTree}</p>;
  return (
    <div
      ref={box}
      className="tree"
      role="tree"
      tabIndex={0}
      aria-label={TEXTS.finding.tree}
      aria-multiselectable={marked !== undefined}
      aria-activedescendant={seen.some(({ key }) => key === active) ? `${name}${active}` : undefined}
      style={{ maxHeight: HIGH }}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={press}
      onFocus={() => {
        if (active === undefined) setActive(seen[0]?.key);
      }}
    >
      <div role="none" style={{ height: lengthOf(runs) * ROW, position: 'relative' }}>
        {seen.map((row, at) => (
          <TreeLine
            key={row.key}
            row={row}
            id={`${name}${row.key}`}
            top={(first + at) * ROW}
            isActive={row.key === active}
            found={
              counted === undefined || counts === undefined || row.node === undefined
                ? undefined
                : { count: counts.counts[row.node.id] ?? 0, isWhole: counts.isWhole }
            }
            isChosen={
              row.node !== undefined && (row.node.id === chosen || marked?.includes(row.node.id) === true)
            }
            turn={(id, isOpen) => turn([id], isOpen)}
            choose={(id) => {
              setActive(row.key);
              pick(id);
            }}
          />
        ))}
      </div>
    </div>
  );
}

function TreeLine({
  row,
  id,
  top,
  isActive,
  isChosen,
  found,
  turn,
  choose,
}: {
  readonly row: Row;
  readonly id: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  /** How much of a search lies there, at least. */
  readonly found: { readonly count: number; readonly isWhole: boolean } | undefined;
  readonly turn: (id: string, isOpen: boolean) => void;
  readonly choose: (id: string) => void;
}) {
  const { node, level, place, of, isOpen } = row;
  const common = {
    ...{ id, 'aria-level': level, 'aria-posinset': place + 1, 'aria-setsize': of },
    style: { top, height: ROW, paddingLeft: `${(level - 1) * 1.125 + 0.25}rem` },
  };
  if (node === undefined)
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the tree itself has the focus
      <div
        {...common}
        role="treeitem"
        className={`tree-line quiet${isActive ? ' active' : ''}`}
        aria-busy="true"
        aria-label={TEXTS.loading}
      >
        <Icon name="run" size={14} />
      </div>
    );
  return (
    // The tree itself has the focus and hears the keys, as its pattern wants; these are its lines.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      {...common}
      role="treeitem"
      className={`tree-line${isActive ? ' active' : ''}${isChosen ? ' chosen' : ''}${found?.count === 0 ? ' without' : ''}`}
      title={node.title}
      aria-selected={isChosen}
      {...(node.hasChildren ? { 'aria-expanded': isOpen } : {})}
      onClick={() => choose(node.id)}
    >
      <span
        className={`tree-turn${isOpen ? ' open' : ''}${node.hasChildren ? '' : ' leaf'}`}
        aria-hidden="true"
        onClick={(event) => {
          if (!node.hasChildren) return;
          event.stopPropagation();
          turn(node.id, !isOpen);
        }}
      />
      <Icon name={node.unitType === 'INGEST' ? (node.hasObject ? 'file' : 'folder') : 'tree'} size={16} />
      <span className="tree-name">{node.title}</span>
      {found !== undefined && found.count > 0 && (
        <span className="tree-count">
          {number(found.count)}
          {!found.isWhole && '+'}
          <span className="fr-sr-only"> {TEXTS.finding.resultsThere(found.count)}</span>
        </span>
      )}
    </div>
  );
}
