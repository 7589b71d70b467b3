import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Query } from '../api/client.ts';
import { searchQuery } from '../api/queries.ts';
import type { UnitPage } from '../api/types.ts';
import { type Pages, placeOf } from './result-pages.ts';

/** Pages that are kept of one search: beyond, those that were seen longest ago are let go. */
const KEPT = 200;

/** The pages of a search's results as far as they were asked for, the first one of them given. */
export function useResultPages(tenant: number, question: Query, first: UnitPage) {
  const client = useQueryClient();
  const [pages, setPages] = useState<Pages>(() => new Map([[0, first]]));
  const [error, setError] = useState<Error | null>(null);
  const known = useRef(pages);
  const asked = useRef(new Set([0]));
  const load = useCallback(
    (page: number, total: number | undefined) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      client.fetchQuery(searchQuery(tenant, { ...question, ...placeOf(page, known.current, total) })).then(
        (came) => {
          const kept = new Map(known.current).set(page, came);
          // The first page stays: it is where the others are read from when all else is gone.
          for (const old of [...kept.keys()].slice(1, Math.max(1, kept.size - KEPT))) {
            kept.delete(old);
            asked.current.delete(old);
          }
          known.current = kept;
          setPages(kept);
        },
        (reason: Error) => {
          asked.current.delete(page);
          setError(reason);
        },
      );
    },
    [client, tenant, question],
  );
  return { pages, error, load, retry: () => setError(null) };
}
