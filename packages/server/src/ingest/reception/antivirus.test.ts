import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AntivirusError, scanByClamd, scanByCommand, type Verdict } from './antivirus.ts';

/** What a clamd is told in one session: the command, and the stream put together again. */
interface Told {
  command: string;
  content: string;
}

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0)) await close();
});

/** A clamd that reads one INSTREAM to its end, then answers. */
async function fakeClamd(answer: string): Promise<{ port: number; told: Told }> {
  const told: Told = { command: '', content: '' };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('data', (piece) => {
      bytes = Buffer.concat([bytes, piece]);
      if (told.command === '') {
        const end = bytes.indexOf(0);
        if (end < 0) return;
        told.command = bytes.toString('latin1', 0, end);
        bytes = bytes.subarray(end + 1);
      }
      while (bytes.length >= 4) {
        const length = bytes.readUInt32BE();
        if (length === 0) return void socket.end(answer);
        if (bytes.length < 4 + length) return;
        told.content += bytes.toString('latin1', 4, 4 + length);
        bytes = bytes.subarray(4 + length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closings.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { port: address.port, told };
}

async function* pieces(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

const scan = (port: number) =>
  scanByClamd({ kind: 'clamd', host: '127.0.0.1', port }, pieces('one', 'and another', 'x'.repeat(100_000)));

describe('clamd', () => {
  it.each<[string, Verdict]>([
    ['stream: OK\0', { kind: 'clean' }],
    ['stream: Eicar-Signature FOUND\0', { kind: 'infected', name: 'Eicar-Signature' }],
  ])('that answers %j', async (answer, verdict) => {
    const { port, told } = await fakeClamd(answer);
    expect(await scan(port)).toEqual(verdict);
    expect(told).toEqual({ command: 'zINSTREAM', content: `oneand another${'x'.repeat(100_000)}` });
  });

  it.each(['INSTREAM size limit exceeded. ERROR\0', ''])(
    'that answers %j gives no verdict: never clean',
    async (answer) => {
      const { port } = await fakeClamd(answer);
      await expect(scan(port)).rejects.toThrow(AntivirusError);
    },
  );

  it('that is not there gives no verdict', async () => {
    const { port } = await fakeClamd('');
    await (closings.pop() as () => Promise<void>)();
    await expect(scan(port)).rejects.toThrow(AntivirusError);
  });
});

describe('a command', () => {
  /** A script that ends with the number that the file it is given holds. */
  async function scanned(code: number): Promise<Verdict> {
    const folder = await mkdtemp(join(tmpdir(), 'perenne-antivirus-'));
    closings.push(() => rm(folder, { recursive: true }));
    const [command, file] = [join(folder, 'scan'), join(folder, 'a package; with blanks')];
    await writeFile(command, '#!/bin/sh\nexit $(cat "$1")\n');
    await chmod(command, 0o755);
    await writeFile(file, String(code));
    return scanByCommand(command, file);
  }

  it.each<[number, Verdict]>([
    [0, { kind: 'clean' }],
    [1, { kind: 'infected', name: 'exit code 1' }],
    [2, { kind: 'infected', name: 'exit code 2' }],
  ])('that ends with %d', async (code, verdict) => {
    expect(await scanned(code)).toEqual(verdict);
  });

  it.each([3, 4, 255])('that ends with %d gives no verdict: never clean', async (code) => {
    await expect(scanned(code)).rejects.toThrow(AntivirusError);
  });

  it('that is not there gives no verdict', async () => {
    await expect(scanByCommand('/nowhere/scan', '/dev/null')).rejects.toThrow(AntivirusError);
  });
});
