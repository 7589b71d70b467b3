import {
  bar,
  type Canvas,
  type Colour,
  canvasOf,
  disc,
  dot,
  gable,
  ground,
  type MadeFile,
  pngOf,
  type Random,
  sepia,
  stroke,
} from '@perenne/sample';

/** Pictures drawn from chance: views of the town and pages of registers. */

const file = (canvas: Canvas): MadeFile => ({
  extension: 'png',
  formatId: 'fmt/11',
  mimeType: 'image/png',
  content: pngOf(canvas),
});

const SKIES: readonly (readonly [Colour, Colour])[] = [
  [
    [116, 170, 222],
    [226, 238, 246],
  ],
  [
    [72, 92, 150],
    [248, 190, 140],
  ],
  [
    [150, 164, 178],
    [222, 222, 216],
  ],
];

/** A hill line: some waves of different lengths. */
function hills(random: Random, level: number, height: number): (x: number) => number {
  const waves = Array.from({ length: 3 }, (_, at) => ({
    length: 60 + random.below(90) + at * 45,
    shift: random.below(628) / 100,
    height: height / (at + 1),
  }));
  return (x) =>
    level + waves.reduce((sum, wave) => sum + wave.height * Math.sin(x / wave.length + wave.shift), 0);
}

function sky(canvas: Canvas, random: Random): void {
  const [high, low] = random.pick(SKIES);
  for (let y = 0; y < canvas.height; y++) {
    const share = Math.min(1, y / (canvas.height * 0.6));
    const mixed = high.map((part, at) => part + ((low[at] as number) - part) * share) as unknown as Colour;
    bar(canvas, 0, y, canvas.width, 1, mixed);
  }
  disc(canvas, 40 + random.below(canvas.width - 80), 40 + random.below(40), 14, [252, 240, 196]);
}

function house(canvas: Canvas, random: Random, x: number, base: number): void {
  const [width, height] = [26 + random.below(22), 18 + random.below(12)];
  const wall = random.pick([
    [232, 220, 196],
    [214, 196, 168],
    [240, 234, 220],
  ] as const);
  bar(canvas, x, base - height, width, height, wall);
  gable(canvas, x + width / 2, base - height, width + 8, 14, [158, 78, 58]);
  bar(canvas, x + width / 2 - 3, base - 11, 6, 11, [92, 66, 48]);
  for (const left of [5, width - 10]) bar(canvas, x + left, base - height + 5, 5, 6, [88, 108, 128]);
}

function church(canvas: Canvas, x: number, base: number): void {
  bar(canvas, x, base - 34, 58, 34, [220, 212, 196]);
  gable(canvas, x + 29, base - 34, 64, 20, [112, 104, 108]);
  bar(canvas, x - 22, base - 74, 22, 74, [208, 200, 184]);
  gable(canvas, x - 11, base - 74, 26, 44, [86, 84, 96]);
  for (const left of [10, 28, 46]) bar(canvas, x + left, base - 26, 5, 14, [70, 84, 110]);
  bar(canvas, x - 15, base - 64, 8, 10, [60, 56, 60]);
}

function trees(canvas: Canvas, random: Random, line: (x: number) => number, many: number): void {
  for (let tree = 0; tree < many; tree++) {
    const x = random.below(canvas.width);
    const base = Math.floor(line(x)) + 4 + random.below(12);
    const green: Colour = [40 + random.below(40), 92 + random.below(50), 44 + random.below(24)];
    bar(canvas, x - 1, base - 8, 3, 8, [88, 66, 46]);
    if (random.below(2) === 0) disc(canvas, x, base - 14, 7 + random.below(4), green);
    else gable(canvas, x, base - 6, 16, 24 + random.below(10), green);
  }
}

/** The town from afar: hills, houses around the church, sometimes the river. */
function view(random: Random): Canvas {
  const canvas = canvasOf(480, 320, [255, 255, 255]);
  sky(canvas, random);
  ground(canvas, hills(random, 150, 16), [138, 158, 150]);
  const meadow = hills(random, 196, 9);
  ground(canvas, meadow, [120, 150, 84]);
  trees(canvas, random, meadow, 10);
  const middle = 120 + random.below(200);
  for (let at = 0; at < 7; at++) {
    const x = middle - 130 + at * 38 + random.below(12);
    house(canvas, random, x, Math.floor(meadow(Math.max(0, x))) + 24 + random.below(8));
  }
  church(canvas, middle, Math.floor(meadow(middle)) + 22);
  const front = hills(random, 262, 7);
  ground(canvas, front, [96, 128, 64]);
  if (random.below(3) > 0) river(canvas, random);
  trees(canvas, random, front, 8);
  return canvas;
}

function river(canvas: Canvas, random: Random): void {
  const curve = hills(random, 288, 8);
  for (let x = 0; x < canvas.width; x++) {
    bar(canvas, x, Math.floor(curve(x)), 1, 18, [92, 136, 166]);
    if (x % 17 < 7) dot(canvas, x, curve(x) + 6 + (x % 5), [190, 214, 226]);
  }
}

/** A photograph in colours. */
export const photograph = (random: Random): MadeFile => file(view(random));

/** A postcard: the same country, toned, with a pale border. */
export function postcard(random: Random): MadeFile {
  const canvas = sepia(view(random));
  const border: Colour = [236, 226, 204];
  bar(canvas, 0, 0, 480, 12, border);
  bar(canvas, 0, 300, 480, 20, border);
  bar(canvas, 0, 0, 12, 320, border);
  bar(canvas, 468, 0, 12, 320, border);
  return file(canvas);
}

/** A page of a register: two columns of handwriting on old paper. */
export function registerPage(random: Random): MadeFile {
  const canvas = canvasOf(360, 500, [238, 226, 198]);
  for (let spot = 0; spot < 900; spot++)
    dot(canvas, random.below(360), random.below(500), [222 - random.below(24), 206 - random.below(24), 172]);
  for (let stain = 0; stain < 3; stain++)
    disc(canvas, random.below(360), random.below(500), 6 + random.below(12), [230, 214, 180]);
  bar(canvas, 84, 20, 1, 460, [170, 96, 84]);
  for (let act = 0; act < 4; act++) {
    const top = 36 + act * 114;
    handwriting(canvas, random, 18, top, 58);
    handwriting(canvas, random, 18, top + 14, 40 + random.below(18));
    for (let row = 0; row < 6; row++)
      handwriting(canvas, random, 96, top + row * 14, row === 5 ? 70 + random.below(100) : 240);
    flourish(canvas, random, 250, top + 86);
  }
  return file(canvas);
}

/** Words that nobody can read: loops that lean forward, with blanks between. */
function handwriting(canvas: Canvas, random: Random, left: number, base: number, width: number): void {
  const ink: Colour = [58 + random.below(24), 46, 40];
  let x = left;
  while (x < left + width - 14) {
    const length = 12 + random.below(26);
    let before: readonly [number, number] = [x, base];
    for (let step = 1; step <= length && x + step < left + width; step++) {
      const tall = random.below(9) === 0 ? 7 : 3;
      const here: readonly [number, number] = [x + step, base - Math.abs(Math.sin(step * 1.15)) * tall];
      stroke(canvas, before, here, ink);
      before = here;
    }
    x += length + 5;
  }
}

function flourish(canvas: Canvas, random: Random, x: number, y: number): void {
  const [wide, turns] = [26 + random.below(14), 2 + random.below(2)];
  let before: readonly [number, number] = [x, y];
  for (let step = 0; step < 90; step++) {
    const angle = (step / 90) * turns * 2 * Math.PI;
    const here: readonly [number, number] = [x + (step * wide) / 60, y + Math.sin(angle) * (8 - step / 14)];
    stroke(canvas, before, here, [52, 44, 64]);
    before = here;
  }
}
