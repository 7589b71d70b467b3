import { useSyncExternalStore } from 'react';
import { ApiError, errorOf, withQuery } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** The one package that this page sends; it goes on while other pages are shown. */
export type Upload =
  | { readonly state: 'none' }
  | {
      readonly state: 'sending';
      readonly tenant: number;
      readonly fileName: string;
      readonly size: number;
      readonly sent: number;
    }
  | { readonly state: 'failed'; readonly tenant: number; readonly fileName: string; readonly error: ApiError }
  | { readonly state: 'done'; readonly tenant: number; readonly fileName: string; readonly id: string };

export type Workflow = keyof typeof TEXTS.deposit.kinds;

const NONE: Upload = { state: 'none' };
let current: Upload = NONE;
let request: XMLHttpRequest | undefined;
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

/** Sends a package; nothing happens while another is on its way. */
export function startUpload(tenant: number, workflow: Workflow, file: File): void {
  if (current.state === 'sending') return;
  const { name: fileName, size } = file;
  // fetch tells nothing of the progress of what it sends.
  const sending = new XMLHttpRequest();
  request = sending;
  show({ state: 'sending', tenant, fileName, size, sent: 0 });
  sending.upload.onprogress = ({ loaded }) =>
    show({ state: 'sending', tenant, fileName, size, sent: Math.min(loaded, size) });
  sending.onload = () => {
    const reference = sending.getResponseHeader('x-request-id') ?? undefined;
    if (sending.status === 202)
      show({ state: 'done', tenant, fileName, id: JSON.parse(sending.responseText).id });
    else
      show({
        state: 'failed',
        tenant,
        fileName,
        error: errorOf(sending.status, sending.responseText, reference),
      });
  };
  sending.onerror = () =>
    show({ state: 'failed', tenant, fileName, error: new ApiError(TEXTS.deposit.cut, 0) });
  sending.open('POST', `/api/v1${withQuery(`/tenants/${tenant}/transfers`, { workflow })}`);
  sending.setRequestHeader('Content-Type', 'application/octet-stream');
  sending.setRequestHeader('X-Requested-With', 'perenne');
  sending.setRequestHeader('X-Filename', encodeURIComponent(fileName));
  sending.send(file);
}

/** Breaks off what is being sent, of which the service keeps nothing, or forgets what was. */
export function clearUpload(): void {
  request?.abort();
  request = undefined;
  show(NONE);
}

function show(next: Upload): void {
  current = next;
  window.onbeforeunload = next.state === 'sending' ? (event) => event.preventDefault() : null;
  for (const listener of listeners) listener();
}
