import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { useRight } from '../shell/safe.ts';
import { type BasketItem, readBasket } from './basket-items.ts';

/** Archives set aside, for one account in one safe, as long as the tab of the browser is open. */

const PREFIX = 'perenne.panier.';
const listeners = new Set<() => void>();
/** What was read last, so that the same text gives the same list. */
let last: { readonly key: string; readonly text: string | null; readonly items: readonly BasketItem[] };

function itemsOf(key: string): readonly BasketItem[] {
  const text = sessionStorage.getItem(key);
  if (last?.key !== key || last.text !== text) last = { key, text, items: readBasket(text) };
  return last.items;
}

function changed(): void {
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBasket() {
  const { tenant } = useRight();
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  const key = `${PREFIX}${data?.account.id}.${tenant}`;
  const items = useSyncExternalStore(listen, () => itemsOf(key));
  const change = (next: readonly BasketItem[]) => {
    sessionStorage.setItem(key, JSON.stringify(next));
    changed();
  };
  return { items, change };
}

/** Whoever comes after on the same machine sees nothing of them. */
export function forgetBaskets(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  changed();
}
