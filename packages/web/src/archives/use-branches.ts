import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { BRANCH_PAGE, branchQuery } from '../api/queries.ts';
import type { Branches } from './tree-rows.ts';

/** The branches of the tree as far as they were asked for. */
/** @param plans of holding and filing units alone */
export function useBranches(tenant: number, plans: boolean) {
  const client = useQueryClient();
  const [branches, setBranches] = useState<Branches>(new Map());
  const [error, setError] = useState<Error | null>(null);
  const known = useRef(branches);
  const asked = useRef(new Set<string>());
  /** Asks for the page in which a place lies, once. */
  const load = useCallback(
    (parent: string, place: number) => {
      const page = Math.floor(place / BRANCH_PAGE);
      const name = `${parent} ${page}`;
      if (asked.current.has(name)) return;
      asked.current.add(name);
      client.fetchQuery(branchQuery(tenant, parent, page, plans)).then(
        ({ total, nodes }) => {
          const before = known.current.get(parent)?.nodes ?? [];
          const came = nodes.map((node, at) => [page * BRANCH_PAGE + at, node] as const);
          known.current = new Map(known.current).set(parent, { total, nodes: new Map([...before, ...came]) });
          setBranches(known.current);
        },
        (reason: Error) => {
          asked.current.delete(name);
          setError(reason);
        },
      );
    },
    [client, tenant, plans],
  );
  return { branches, error, load, retry: () => setError(null) };
}
