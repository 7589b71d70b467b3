import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfiguration } from '../platform/index.ts';
import { openService, type TestService } from './testing/open-service.ts';

let service: TestService;
beforeAll(async () => {
  const { limits } = readConfiguration({});
  service = await openService({ settings: { limits: { ...limits, packageBytes: 1_000 } } });
});
afterAll(() => service?.close());

const PIECE = Buffer.alloc(1_000_000);

/**
 * Sends a package and reads nothing before all of it is written, as the simplest clients do.
 * @param bytes announced and sent; Infinity: in chunks without an end, until the connection is gone
 */
async function send(bytes: number, headers: Readonly<Record<string, string>>) {
  const { port } = service.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  const gone = new Promise<void>((resolve) => socket.once('close', resolve));
  let failure: Error | undefined;
  socket.on('error', (error) => {
    failure = error;
  });
  await once(socket, 'connect');
  const isEndless = bytes === Number.POSITIVE_INFINITY;
  const framing = isEndless ? 'Transfer-Encoding: chunked' : `Content-Length: ${bytes}`;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `POST /ingest-external/v1/ingests HTTP/1.1\r\nHost: x\r\nX-Tenant-Id: 0\r\n${framing}\r\n` +
      `Content-Type: application/octet-stream\r\nX-Context-Id: DEFAULT_WORKFLOW\r\nX-Action: RESUME\r\n${lines.join('')}\r\n`,
  );
  let sent = 0;
  for (; sent < bytes && !socket.destroyed; sent += PIECE.length) {
    if (isEndless) socket.write(`${PIECE.length.toString(16)}\r\n`);
    const isTaken = socket.write(PIECE);
    if (isEndless) socket.write('\r\n');
    if (!isTaken) await Promise.race([once(socket, 'drain'), gone]).catch(() => undefined);
  }
  let text = '';
  socket.on('data', (piece) => {
    text += piece;
  });
  await gone;
  return { text, sent, failure };
}

const known = () => ({ Authorization: `Bearer ${service.credentials.apiKey}` });

it.each([
  ['the door, before the body is read', () => ({}), 401],
  ['the room, in the middle of the body', known, 413],
])('a refusal by %s is read by who sends a big body to its end', async (_by, headers, status) => {
  const { text, failure } = await send(20_000_000, headers());
  expect(failure).toBeUndefined();
  expect(text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(text).toMatch(/\r\nconnection: close\r\n/i);
  expect(JSON.parse(text.slice(text.indexOf('\r\n\r\n')))).toMatchObject({ httpCode: status });
});

it('a body without an end is cut off', async () => {
  for (const headers of [{}, known()]) {
    const { sent } = await send(Number.POSITIVE_INFINITY, headers);
    // What the socket buffers hold on their way comes on top.
    expect(sent).toBeLessThan(100_000_000);
  }
});

it('who leaves in the middle of a body that nobody reads takes nothing along', async () => {
  const { port } = service.app.server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  socket.write(
    'POST /ingest-external/v1/ingests HTTP/1.1\r\nHost: x\r\nX-Tenant-Id: 0\r\nContent-Length: 20000000\r\n' +
      'Content-Type: application/octet-stream\r\nX-Context-Id: NONE\r\nX-Action: RESUME\r\n' +
      `Authorization: ${known().Authorization}\r\n\r\n`,
  );
  socket.write(PIECE);
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 503 /);
  socket.destroy();
  await once(socket, 'close');
  expect((await service.call('GET', '/readyz')).status).toBe(200);
});

it('a connection goes on after a refusal whose body was small', async () => {
  const { headers, status } = await service.call('POST', '/ingest-external/v1/ingests', {
    body: Buffer.alloc(100),
    headers: { 'X-Tenant-Id': '0', 'Content-Type': 'application/octet-stream', Connection: 'keep-alive' },
  });
  expect(status).toBe(401);
  expect(headers.connection).toBe('keep-alive');
});
