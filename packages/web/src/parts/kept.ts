import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '../api/queries.ts';

/** What one account has chosen of the look of its screens, kept on the device. */

const PREFIX = 'perenne.choix.';
const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns what is kept under a name, null when nothing is, and what keeps another text there */
export function useKept(name: string): readonly [kept: string | null, keep: (text: string) => void] {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  const key = `${PREFIX}${data?.account.id}.${name}`;
  const kept = useSyncExternalStore(listen, () => localStorage.getItem(key));
  const keep = (text: string) => {
    localStorage.setItem(key, text);
    for (const listener of listeners) listener();
  };
  return [kept, keep];
}
