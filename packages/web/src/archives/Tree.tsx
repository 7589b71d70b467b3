import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { branchQuery } from '../api/queries.ts';
import { Failure } from '../parts/Failure.tsx';
import { Icon } from '../parts/Icon.tsx';
import { TEXTS } from '../texts/index.ts';
import { type Branches, isPending, moveOf, type Row, rowsOf } from './tree-rows.ts';

const ROW = 32;
const HIGH = 416;
/** Rows drawn beyond what is seen. */
const BEYOND = 8;

/** The tree of the holdings; only the rows that are seen are drawn, and branches come when they are. */
export function Tree({
  tenant,
  chosen,
  choose,
}: {
  readonly tenant: number;
  readonly chosen: string | undefined;
  readonly choose: (id: string | undefined) => void;
}) {
  const { branches, error, load, retry } = useBranches(tenant);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState(chosen);
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const name = useId();
  const rows = useMemo(() => rowsOf(branches, open), [branches, open]);
  const first = Math.max(0, Math.floor(top / ROW) - BEYOND);
  const seen = rows.slice(first, first + Math.ceil(HIGH / ROW) + 2 * BEYOND);
  const wanted = seen.filter(isPending).map(({ pending }) => pending);
  const asked = wanted.join(' ');
  useEffect(() => {
    if (error === null) for (const parent of asked.split(' ')) load(parent);
  }, [asked, error, load]);

  const turn = (id: string, isOpen: boolean) =>
    setOpen((before) => {
      const after = new Set(before);
      if (isOpen) after.add(id);
      else after.delete(id);
      return after;
    });

  function press(event: KeyboardEvent): void {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (active !== undefined) choose(active === chosen ? undefined : active);
      return;
    }
    const move = moveOf(rows, active, event.key);
    if (move === undefined) return;
    event.preventDefault();
    if ('open' in move) turn(move.open, true);
    else if ('close' in move) turn(move.close, false);
    else {
      setActive(move.to);
      reveal(rows.findIndex((row) => !isPending(row) && row.node.id === move.to));
    }
  }

  function reveal(at: number): void {
    const { current } = box;
    if (current === null) return;
    if (at * ROW < current.scrollTop) current.scrollTop = at * ROW;
    else if ((at + 1) * ROW > current.scrollTop + current.clientHeight)
      current.scrollTop = (at + 1) * ROW - current.clientHeight;
    setTop(current.scrollTop);
  }

  if (error !== null) return <Failure error={error} retry={retry} />;
  if (branches.get('')?.nodes.length === 0) return <p className="quiet small">{TEXTS.finding.noTree}</p>;
  const isActiveSeen = seen.some((row) => !isPending(row) && row.node.id === active);
  return (
    <div
      ref={box}
      className="tree"
      role="tree"
      tabIndex={0}
      aria-label={TEXTS.finding.tree}
      aria-activedescendant={isActiveSeen ? `${name}${active}` : undefined}
      style={{ maxHeight: HIGH }}
      onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      onKeyDown={press}
      onFocus={() => {
        const [row] = rows;
        if (active === undefined && row !== undefined && !isPending(row)) setActive(row.node.id);
      }}
    >
      <div role="none" style={{ height: rows.length * ROW, position: 'relative' }}>
        {seen.map((row, at) => (
          <TreeLine
            key={isPending(row) ? `…${row.pending}` : row.node.id}
            row={row}
            name={name}
            top={(first + at) * ROW}
            isActive={!isPending(row) && row.node.id === active}
            isChosen={!isPending(row) && row.node.id === chosen}
            turn={turn}
            choose={(id) => {
              setActive(id);
              choose(id === chosen ? undefined : id);
            }}
          />
        ))}
      </div>
    </div>
  );
}

function TreeLine({
  row,
  name,
  top,
  isActive,
  isChosen,
  turn,
  choose,
}: {
  readonly row: Row;
  readonly name: string;
  readonly top: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly turn: (id: string, isOpen: boolean) => void;
  readonly choose: (id: string) => void;
}) {
  const style = { top, height: ROW, paddingLeft: `${(row.level - 1) * 1.125 + 0.25}rem` };
  if (isPending(row))
    return (
      <div role="none" className="tree-line quiet" style={style}>
        <Icon name="run" size={14} />
      </div>
    );
  const { node, level, place, of, isOpen } = row;
  return (
    // The tree itself has the focus and hears the keys, as its pattern wants; these are its lines.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      id={`${name}${node.id}`}
      role="treeitem"
      className={`tree-line${isActive ? ' active' : ''}${isChosen ? ' chosen' : ''}`}
      style={style}
      title={node.title}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
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
    </div>
  );
}

/** The branches that were asked for so far. */
function useBranches(tenant: number) {
  const client = useQueryClient();
  const [branches, setBranches] = useState<Branches>(new Map());
  const [error, setError] = useState<Error | null>(null);
  const known = useRef(branches);
  const underway = useRef(new Set<string>());
  const load = useCallback(
    (parent: string) => {
      const branch = known.current.get(parent);
      if (underway.current.has(parent) || branch?.more === false) return;
      underway.current.add(parent);
      client
        .fetchQuery(branchQuery(tenant, parent, branch?.nodes.at(-1)?.id))
        .then(({ nodes, more }) => {
          known.current = new Map(known.current).set(parent, {
            nodes: [...(branch?.nodes ?? []), ...nodes],
            more,
          });
          setBranches(known.current);
        }, setError)
        .finally(() => underway.current.delete(parent));
    },
    [client, tenant],
  );
  return { branches, error, load, retry: () => setError(null) };
}
