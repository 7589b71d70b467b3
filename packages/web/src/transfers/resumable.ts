import { ApiError, errorOf } from '../api/client.ts';
import { TEXTS } from '../texts/index.ts';

/** A file sent in as many sittings as the line wants: tus 1.0, as the service speaks it. */

/** Bytes of one request: what an answer of the service makes durable, and what a proxy must let pass. */
const PIECE = 64 * 1024 * 1024;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** No answer, or one that says "later": the file goes on from where the service is. */
const PASSING = new Set([0, 408, 409, 502, 503, 504]);

export interface Watcher {
  /** Ends the sending. */
  readonly signal: AbortSignal;
  /** @param isWaiting the line is cut, and what follows is tried again later */
  tell(sent: number, isWaiting: boolean): void;
}

/** Announces a file. @returns address of its upload. @throws ApiError */
export async function beginUpload(
  uploads: string,
  file: File,
  workflow: string,
  signal: AbortSignal,
): Promise<string> {
  const metadata = { filename: file.name, workflow, modified: String(file.lastModified) };
  const answer = await send('POST', uploads, signal, {
    'Upload-Length': String(file.size),
    'Upload-Metadata': Object.entries(metadata)
      .map(([key, value]) => `${key} ${base64(value)}`)
      .join(','),
  });
  return `${uploads}/${answer.getResponseHeader('location')?.split('/').at(-1)}`;
}

/** Gives an upload up. @throws ApiError */
export async function giveUpUpload(address: string): Promise<void> {
  await send('DELETE', address, new AbortController().signal);
}

/**
 * Sends what the service has not, waiting longer and longer while the line is cut.
 * @throws ApiError when it cannot be gone on with; DOMException AbortError
 */
export async function sendRest(address: string, file: File, { signal, tell }: Watcher): Promise<void> {
  let sent = 0;
  for (let failures = 0; ; failures++) {
    try {
      sent = offsetIn(await send('HEAD', address, signal));
      tell(sent, false);
      while (sent < file.size) {
        sent = await append(address, file, sent, { signal, tell });
        failures = 0;
      }
      return;
    } catch (error) {
      if (!(error instanceof ApiError && PASSING.has(error.status))) throw error;
      await checkReadable(file, sent);
      tell(sent, true);
      await line(waitAfter(failures, Math.random()), signal);
    }
  }
}

/** Milliseconds; a part is left to chance, so that a service that comes back is not met by everybody at once. */
export function waitAfter(failures: number, random: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.75 + random / 4);
}

async function append(address: string, file: File, offset: number, { signal, tell }: Watcher) {
  const answer = await send(
    'PATCH',
    address,
    signal,
    { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset) },
    file.slice(offset, offset + PIECE),
    (loaded) => tell(Math.min(offset + loaded, file.size), false),
  );
  return offsetIn(answer);
}

/** fetch tells nothing of the progress of what it sends. */
function send(
  method: string,
  address: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
  body?: Blob,
  progress?: (loaded: number) => void,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.onloadend = () => {
      signal.removeEventListener('abort', stop);
      const { status } = request;
      if (signal.aborted) reject(signal.reason);
      else if (status >= 200 && status < 300) resolve(request);
      else reject(refusalOf(request));
    };
    if (progress) request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.open(method, address);
    const all = { 'X-Requested-With': 'perenne', 'Tus-Resumable': '1.0.0', ...headers };
    for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
    signal.addEventListener('abort', stop);
    if (signal.aborted) reject(signal.reason);
    else request.send(body);
  });
}

function refusalOf(request: XMLHttpRequest): ApiError {
  const { status } = request;
  if (status === 0) return new ApiError(TEXTS.errors.offline, 0);
  if (status === 404) return new ApiError(TEXTS.deposit.gone, status);
  if (status === 507) return new ApiError(TEXTS.deposit.full, status);
  return errorOf(status, request.responseText, request.getResponseHeader('x-request-id') ?? undefined);
}

function offsetIn(answer: XMLHttpRequest): number {
  return Number(answer.getResponseHeader('upload-offset'));
}

/** A file that was changed since it was chosen fails as a cut line does, for ever. @throws ApiError */
async function checkReadable(file: File, at: number): Promise<void> {
  await file
    .slice(at, at + 1)
    .arrayBuffer()
    .catch(() => {
      throw new ApiError(TEXTS.deposit.changed, 0);
    });
}

/** Until the time is over, the browser says that the line is back, or the sending is ended. */
function line(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      window.removeEventListener('online', settle);
      signal.removeEventListener('abort', settle);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(settle, ms);
    window.addEventListener('online', settle);
    signal.addEventListener('abort', settle);
  });
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
