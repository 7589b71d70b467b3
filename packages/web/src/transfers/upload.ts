import { useSyncExternalStore } from 'react';
import { ApiError, call } from '../api/client.ts';
import type { UploadList } from '../api/types.ts';
import { TEXTS } from '../texts/index.ts';
import { beginUpload, giveUpUpload, sendRest } from './resumable.ts';

/** The one package that this page sends; it goes on while other pages are shown. */
export type Upload =
  | { readonly state: 'none' }
  | {
      readonly state: 'sending';
      readonly tenant: number;
      readonly fileName: string;
      readonly size: number;
      readonly sent: number;
      /** The line is cut; it goes on by itself. */
      readonly isWaiting: boolean;
    }
  | {
      readonly state: 'failed';
      readonly tenant: number;
      readonly fileName: string;
      readonly error: ApiError;
      /** Goes on where it failed. */
      readonly retry: () => void;
    }
  | { readonly state: 'done'; readonly tenant: number; readonly fileName: string; readonly id: string };

export type Workflow = keyof typeof TEXTS.deposit.kinds;
/** Applications may send what the page does not offer. */
export const isOffered = (workflow: string): workflow is Workflow =>
  Object.hasOwn(TEXTS.deposit.kinds, workflow);

const NONE: Upload = { state: 'none' };
let current: Upload = NONE;
/** The sending under way, and where its bytes go once the service knows it. */
let sending: { readonly end: AbortController; address?: string } | undefined;
const listeners = new Set<() => void>();

export function useUpload(): Upload {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export const percentOf = ({ sent, size }: { sent: number; size: number }) =>
  size === 0 ? 0 : Math.floor((100 * sent) / size);

const uploadsOf = (tenant: number) => `/api/v1/tenants/${tenant}/uploads`;
const addressOf = (tenant: number, id: string) => `${uploadsOf(tenant)}/${encodeURIComponent(id)}`;

/**
 * Sends a package, or the rest of one that an earlier page began with the same file; nothing happens while another is on
 * its way.
 */
export function startUpload(tenant: number, workflow: Workflow, file: File): void {
  if (current.state === 'sending') return;
  void run(tenant, workflow, file);
}

async function run(tenant: number, workflow: Workflow, file: File, address?: string): Promise<void> {
  const { name: fileName, size } = file;
  const end = new AbortController();
  const mine: typeof sending = address === undefined ? { end } : { end, address };
  sending = mine;
  const tell = (sent: number, isWaiting: boolean) =>
    sending === mine && show({ state: 'sending', tenant, fileName, size, sent, isWaiting });
  tell(0, false);
  try {
    mine.address ??=
      (await begunWith(tenant, file, end.signal)) ??
      (await beginUpload(uploadsOf(tenant), file, workflow, end.signal));
    await sendRest(mine.address, file, { signal: end.signal, tell });
    show({ state: 'done', tenant, fileName, id: mine.address.split('/').at(-1) as string });
  } catch (error) {
    if (end.signal.aborted) return;
    const shown = error instanceof ApiError ? error : new ApiError(TEXTS.errors.failed, 0);
    // What is gone is begun anew.
    const again = shown.status === 404 ? undefined : mine.address;
    const retry = () => void run(tenant, workflow, file, again);
    show({ state: 'failed', tenant, fileName, error: shown, retry });
  }
}

/** Address of the upload that an earlier page began with this file. @throws ApiError */
async function begunWith(tenant: number, file: File, signal: AbortSignal): Promise<string | undefined> {
  const { uploads } = await call<UploadList>('GET', `/tenants/${tenant}/uploads`, { signal });
  const begun = uploads.find(
    ({ fileName, size, fileModified }) =>
      fileName === file.name && size === file.size && fileModified === file.lastModified,
  );
  return begun && addressOf(tenant, begun.id);
}

/** Breaks off what is being sent, of which the service keeps nothing, or forgets what was. */
export function clearUpload(): void {
  const { end, address } = sending ?? {};
  if (current.state === 'sending') {
    end?.abort();
    // If it cannot be told now, the service gives it up by itself after a day.
    if (address !== undefined) void giveUpUpload(address).catch(() => undefined);
  }
  sending = undefined;
  show(NONE);
}

/** @throws ApiError */
export const abandon = (tenant: number, id: string) => giveUpUpload(addressOf(tenant, id));

function show(next: Upload): void {
  current = next;
  window.onbeforeunload = next.state === 'sending' ? (event) => event.preventDefault() : null;
  for (const listener of listeners) listener();
}
