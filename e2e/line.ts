import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to the service which can hold uploads up (PATCH) and cut them; all else always passes. */
export interface Line {
  readonly url: string;
  /** Lets so many bytes of uploads pass, heads included, and keeps the rest back. */
  hold(bytes: number): void;
  /** Breaks the connections on which uploads are, now and until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  let allowance = Number.POSITIVE_INFINITY;
  let isCut = false;
  const uploading = new Set<Socket>();
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        uploading.delete(near);
        near.destroy();
        far.destroy();
      });
    }
    far.on('data', (bytes) => near.write(bytes));
    near.on('data', (bytes: Buffer) => {
      const [, method] = /^([A-Z]{3,7}) \//.exec(bytes.subarray(0, 12).toString('latin1')) ?? [];
      if (method === 'PATCH') uploading.add(near);
      else if (method !== undefined) uploading.delete(near);
      if (!uploading.has(near)) return void far.write(bytes);
      if (isCut) return void near.destroy();
      const passing = bytes.subarray(0, allowance);
      allowance -= passing.length;
      far.write(passing);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(bytes) {
      allowance = bytes;
    },
    cut() {
      isCut = true;
      for (const socket of uploading) socket.destroy();
    },
    mend() {
      isCut = false;
      allowance = Number.POSITIVE_INFINITY;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
