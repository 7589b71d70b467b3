import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Antivirus } from '../../platform/index.ts';

/** What an antivirus says of a file. */
export type Verdict = { readonly kind: 'clean' } | { readonly kind: 'infected'; readonly name: string };

/** The antivirus could not give a verdict: ours to mend, never the sender's fault. */
export class AntivirusError extends Error {
  readonly code = 'ANTIVIRUS_UNAVAILABLE';
}

/** clamd does not go past about 2 GB in one stream; larger packages are scanned file by file. */
export const CLAMD_STREAM_BYTES = 2_000_000_000;

const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** Reads a stream for the test string of antiviruses. */
export async function scanForEicar(source: AsyncIterable<Uint8Array>): Promise<Verdict> {
  let rest = Buffer.alloc(0);
  for await (const piece of source) {
    const bytes = Buffer.concat([rest, piece]);
    if (bytes.includes(EICAR)) return { kind: 'infected', name: 'EICAR-Test-File' };
    rest = bytes.subarray(Math.max(0, bytes.length - EICAR.length));
  }
  return { kind: 'clean' };
}

/** Sends a stream to clamd (INSTREAM). @throws AntivirusError */
export async function scanByClamd(
  { host, port }: Extract<Antivirus, { kind: 'clamd' }>,
  source: AsyncIterable<Uint8Array>,
): Promise<Verdict> {
  const socket = connect({ host, port });
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
    });
    socket.on('end', () => resolve(text));
    socket.on('error', (error) =>
      reject(new AntivirusError(`clamd at ${host}:${port}: ${error.message}`, { cause: error })),
    );
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
  });
  answer.catch(() => undefined);
  const send = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      if (socket.destroyed || socket.write(bytes)) resolve();
      else socket.once('drain', resolve).once('close', resolve);
    });
  await send(Buffer.from('zINSTREAM\0'));
  for await (const piece of source) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    await send(length);
    await send(piece);
  }
  await send(Buffer.alloc(4));
  const text = (await answer).replace(/\0/g, '').trim();
  if (text.endsWith('OK')) return { kind: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(text);
  if (found) return { kind: 'infected', name: found[1] as string };
  throw new AntivirusError(`clamd at ${host}:${port} answered: ${text.slice(0, 200)}`);
}

const TIMEOUT_MS = 1_200_000;

/** Runs the operator's command on a file; exit codes are those of the reference system (spec ingest.md 6). @throws AntivirusError */
export async function scanByCommand(command: string, path: string): Promise<Verdict> {
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(command, [path], { stdio: 'ignore', timeout: TIMEOUT_MS });
    child.on('error', (error) =>
      reject(new AntivirusError(`${command}: ${error.message}`, { cause: error })),
    );
    child.on('close', resolve);
  });
  if (code === 0) return { kind: 'clean' };
  if (code === 1 || code === 2) return { kind: 'infected', name: `exit code ${code}` };
  throw new AntivirusError(
    `${command} ended with ${code === null ? 'no verdict in time' : `exit code ${code}`}`,
  );
}
