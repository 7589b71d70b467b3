import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * Answers to requests whose body was not read to its end: refusals, mostly. A connection that is closed while bytes of
 * its client are still coming is reset, and the reset takes the answer along before the client has read it. So the answer
 * is followed by the end of our side alone, and what comes is thrown away, for a while.
 */

/** How long, ms, and how many bytes; who sends more is cut off. */
const MOST_MS = 10_000;
const MOST_BYTES = 64_000_000;

export function answerBeforeTheEnd(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply, payload) => {
    // Undefined for a request that did not come over a connection.
    if (raw.complete === false) {
      reply.raw.setHeader('Connection', 'close');
      closeLate(raw);
    }
    return payload;
  });
}

/**
 * Reads on and throws away; Node.js calls `destroySoon` on a connection that it is to close, once the answer is written.
 */
function closeLate(request: IncomingMessage): void {
  const { socket } = request;
  let left = MOST_BYTES;
  let close: (() => void) | undefined;
  request.unpipe();
  // From here on, so that Node.js does not do it by itself: it would read without an end, and tell nobody how much.
  request.on('data', (piece: Buffer) => {
    left -= piece.length;
    if (left >= 0) return;
    request.pause();
    close?.();
  });
  request.resume();
  socket.destroySoon = () => {
    const timer = setTimeout(() => socket.destroy(), MOST_MS).unref();
    close = () => {
      clearTimeout(timer);
      socket.destroy();
    };
    if (request.complete || request.destroyed || left < 0) return void socket.end(close);
    request.once('end', close).once('close', close);
    socket.end();
  };
}

/**
 * The body as the rooms read it. Whoever stops reading destroys it; the request itself would take its connection along,
 * and with it the answer that says what is wrong.
 */
export function readApart(request: Readable): Readable {
  const body = new PassThrough();
  // Whoever reads is told; where nobody does any more, an error that no one takes would end the process.
  body.on('error', () => undefined);
  request.once('error', (error) => body.destroy(error));
  request.once('close', () => {
    if (!request.readableEnded) body.destroy(new Error('the request broke off'));
  });
  return request.pipe(body);
}
