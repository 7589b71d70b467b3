import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { FollowedProcess } from '../api/types.ts';
import type { ListColumn } from '../parts/ListTable.tsx';
import { Recorded } from '../parts/Recorded.tsx';
import { dateAndTime, wordFor } from '../texts/format.ts';
import { TEXTS } from '../texts/index.ts';
import type { ProcessesSearch } from './list-state.ts';
import { ProcessTag } from './ProcessTag.tsx';

/** Name under which the choice of columns is kept, and the views. */
export const LIST = 'operations';

/** Columns of operations; the name of each leads where `link` says. */
export function processColumns<Row extends FollowedProcess>(
  link: (row: Row) => ReactNode,
): ListColumn<Row>[] {
  const words = TEXTS.processes.columns;
  const usual = { isUsual: true };
  return [
    {
      ...{ key: 'state', title: words.state, isFixed: true, isPlain: true },
      cell: (process) => <ProcessTag process={process} />,
    },
    {
      ...{ key: 'operation', title: words.operation, isFixed: true, isPlain: true },
      cell: (process) => (
        <>
          {link(process)}
          <span className="identifier quiet small next-step">{process.id}</span>
        </>
      ),
    },
    {
      ...{ key: 'begun', title: words.begun, ...usual },
      cell: ({ createdAt }) => dateAndTime(createdAt),
    },
    {
      ...{ key: 'step', title: words.step, ...usual },
      cell: (process) => <StepOf process={process} />,
    },
    {
      ...{ key: 'category', title: words.category },
      cell: ({ category }) => wordFor(TEXTS.logbook.categories, category),
    },
    { ...{ key: 'changed', title: words.changed }, cell: ({ updatedAt }) => dateAndTime(updatedAt) },
    {
      ...{ key: 'lastStep', title: words.lastStep },
      cell: ({ lastStep }) => (lastStep === null ? '—' : <Recorded words={lastStep} />),
    },
    { ...{ key: 'place', title: words.place }, cell: ({ place }) => place ?? '—' },
  ];
}

/** Leads to the panel, beside the list that `search` shows if it is in one. */
export function ToPanel({
  tenant,
  process: { id, label },
  search,
}: {
  readonly tenant: string;
  readonly process: FollowedProcess;
  readonly search?: ProcessesSearch | undefined;
}) {
  return (
    <Link
      id={`process-${id}`}
      to="/coffres/$tenant/operations"
      params={{ tenant }}
      search={{ ...search, fiche: id }}
      resetScroll={search === undefined}
      className="strong-link"
    >
      <Recorded words={label} />
    </Link>
  );
}

function StepOf({ process: { progress, nextStep } }: { readonly process: FollowedProcess }) {
  return (
    <>
      {TEXTS.processes.steps(progress.done, progress.of)}
      {nextStep !== null && (
        <span className="quiet small next-step">
          <Recorded words={nextStep} />
        </span>
      )}
    </>
  );
}
