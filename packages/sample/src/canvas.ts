import { crc32, deflateSync } from 'node:zlib';
import type { Colour } from './pdf.ts';

/** A picture of coloured pixels; y goes down. Whatever falls outside is cut. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly pixels: Uint8Array;
}

export function canvasOf(width: number, height: number, colour: Colour): Canvas {
  const canvas = { width, height, pixels: new Uint8Array(width * height * 3) };
  bar(canvas, 0, 0, width, height, colour);
  return canvas;
}

export function dot({ width, height, pixels }: Canvas, x: number, y: number, colour: Colour): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return;
  const at = (row * width + column) * 3;
  pixels[at] = colour[0];
  pixels[at + 1] = colour[1];
  pixels[at + 2] = colour[2];
}

export function bar(
  canvas: Canvas,
  x: number,
  y: number,
  width: number,
  height: number,
  [red, green, blue]: Colour,
): void {
  const left = Math.max(0, Math.floor(x));
  const right = Math.min(canvas.width, Math.ceil(x + width));
  const bottom = Math.min(canvas.height, Math.ceil(y + height));
  for (let row = Math.max(0, Math.floor(y)); row < bottom; row++)
    for (let at = (row * canvas.width + left) * 3; at < (row * canvas.width + right) * 3; at += 3) {
      canvas.pixels[at] = red;
      canvas.pixels[at + 1] = green;
      canvas.pixels[at + 2] = blue;
    }
}

export function disc(canvas: Canvas, x: number, y: number, radius: number, colour: Colour): void {
  for (let row = -radius; row <= radius; row++)
    for (let column = -radius; column <= radius; column++)
      if (row * row + column * column <= radius * radius) dot(canvas, x + column, y + row, colour);
}

/** A triangle on a base that is level: roofs, steeples, firs. */
export function gable(
  canvas: Canvas,
  x: number,
  base: number,
  width: number,
  height: number,
  colour: Colour,
): void {
  for (let row = 0; row <= height; row++) {
    const half = (width / 2) * (1 - row / height);
    bar(canvas, x - half, base - row, 2 * half, 1, colour);
  }
}

export function stroke(
  canvas: Canvas,
  from: readonly [number, number],
  to: readonly [number, number],
  colour: Colour,
): void {
  const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]), 1);
  for (let step = 0; step <= steps; step++)
    dot(
      canvas,
      from[0] + ((to[0] - from[0]) * step) / steps,
      from[1] + ((to[1] - from[1]) * step) / steps,
      colour,
    );
}

/** Everything below a curve. @param heightOf row of the curve in a column */
export function ground(canvas: Canvas, heightOf: (x: number) => number, colour: Colour): void {
  for (let x = 0; x < canvas.width; x++) {
    const top = Math.floor(heightOf(x));
    bar(canvas, x, top, 1, canvas.height - top, colour);
  }
}

/** The same picture as an old print shows it. */
export function sepia({ width, height, pixels }: Canvas): Canvas {
  const toned = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const grey =
      0.3 * (pixels[at] as number) + 0.59 * (pixels[at + 1] as number) + 0.11 * (pixels[at + 2] as number);
    toned[at] = Math.min(255, 30 + grey * 0.88);
    toned[at + 1] = Math.min(255, 18 + grey * 0.8);
    toned[at + 2] = grey * 0.66;
  }
  return { width, height, pixels: toned };
}

/** @returns the picture as PNG, eight bits a channel */
export function pngOf({ width, height, pixels }: Canvas): Buffer {
  const raw = Buffer.alloc(height * (width * 3 + 1));
  for (let row = 0; row < height; row++)
    raw.set(pixels.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
