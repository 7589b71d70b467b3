import {
  box,
  type Colour,
  centred,
  line,
  type MadeFile,
  PAGE,
  type Point,
  type Random,
  shape,
  words,
} from '@perenne/sample';
import { pdfFileOf } from './documents.ts';
import { TOWN } from './places.ts';

/** Plans drawn with lines: of a house on its plot, of a district. */

const PAPER: Colour = [252, 250, 244];
const WALL: Colour = [60, 60, 66];
const GREEN: Colour = [206, 224, 188];
const ROAD: Colour = [222, 218, 210];
const BUILDING: Colour = [226, 198, 176];

export interface HousePlan {
  readonly number: string;
  readonly applicant: string;
  readonly address: string;
  readonly parcel: string;
  readonly date: string;
}

/** Two sheets: the plot with the house on it, and the ground floor with its measures. */
export function housePlanFile(random: Random, plan: HousePlan): MadeFile {
  const [length, depth] = [10 + random.below(6), 7 + random.below(4)];
  return pdfFileOf(`Plans ${plan.number}`, 'Service de l’urbanisme', [
    [...sheet('PC 2. Plan de masse', plan, '1/200'), ...plot(random, length, depth)],
    [...sheet('PC 5. Plan du rez-de-chaussée', plan, '1/50'), ...groundFloor(random, length, depth)],
  ]);
}

function sheet(
  title: string,
  { number, applicant, address, parcel, date }: HousePlan,
  scale: string,
): string[] {
  const frame = box([30, 30], PAGE.width - 60, PAGE.height - 60);
  return [
    shape(frame, PAPER, WALL, 1.4),
    line(
      [
        [30, 120],
        [565, 120],
      ],
      1,
    ),
    words(title, [44, 98], 13, 'bold'),
    words(`Dossier ${number}, demandeur : ${applicant}`, [44, 80], 9),
    words(`${address}, parcelle ${parcel}`, [44, 66], 9),
    words(`Commune de ${TOWN}`, [44, 52], 9),
    words(`Échelle ${scale}`, [450, 98], 9),
    words(`Établi le ${date}`, [450, 80], 9),
    ...north([530, 770]),
  ];
}

function north([x, y]: Point): string[] {
  return [
    shape(
      [
        [x, y + 26],
        [x - 7, y],
        [x, y + 6],
        [x + 7, y],
      ],
      WALL,
    ),
    centred('N', [x, y + 30], 9, 'bold'),
  ];
}

function plot(random: Random, length: number, depth: number): string[] {
  const unit = 11;
  const skew = random.below(40);
  const corners: Point[] = [
    [90, 200 + skew],
    [500, 200],
    [520 - skew, 640],
    [110, 660],
  ];
  const [x, y] = [200 + random.below(60), 340 + random.below(60)] as const;
  const [width, height] = [length * unit, depth * unit];
  const out = [
    shape(box([40, 140], 515, 44), ROAD, WALL, 0.5),
    centred('Voie publique', [300, 158], 9),
    shape(corners, GREEN, WALL, 1.2),
    shape(box([x, y], width, height), BUILDING, WALL, 1.6),
    line(
      [
        [x, y],
        [x + width / 2, y + height / 2],
        [x + width, y],
      ],
      0.6,
    ),
    shape(box([x + width + 6, 200], 34, y - 190), ROAD, WALL, 0.5),
    centred('Accès', [x + width + 23, 214], 7),
    ...measured([x, y - 14], [x + width, y - 14], `${length},00 m`),
    ...measured([x, y], [x, 196 + skew / 2], `${((y - 200) / unit).toFixed(1).replace('.', ',')} m`),
  ];
  for (let tree = 0; tree < 9; tree++) out.push(bush([140 + random.below(330), 470 + random.below(150)]));
  return out;
}

const bush = ([x, y]: Point) =>
  shape(
    Array.from({ length: 8 }, (_, at): Point => {
      const angle = (at * Math.PI) / 4;
      const radius = at % 2 === 0 ? 11 : 8;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    }),
    [150, 186, 130],
    [88, 124, 76],
    0.6,
  );

/** A measure between two points, with its figure. */
function measured(from: Point, to: Point, figure: string): string[] {
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  return [line([from, to], 0.4, [150, 40, 40]), centred(figure, [middle[0], middle[1] + 3], 8)];
}

const ROOMS = ['Séjour', 'Cuisine', 'Chambre', 'Bureau', 'Cellier'] as const;

function groundFloor(random: Random, length: number, depth: number): string[] {
  const unit = 30;
  const [x, y] = [(PAGE.width - length * unit) / 2, 330] as const;
  const [width, height] = [length * unit, depth * unit];
  const split = Math.floor(width * (0.4 + random.below(20) / 100));
  const level = Math.floor(height * (0.4 + random.below(20) / 100));
  const rooms: readonly (readonly [string, Point, number, number])[] = [
    ['Séjour', [x, y], split, height],
    [ROOMS[1], [x + split, y], width - split, level],
    [random.pick(ROOMS.slice(2)), [x + split, y + level], width - split, height - level],
  ];
  return [
    ...rooms.flatMap(([name, at, wide, high]) => [
      shape(box(at, wide, high), PAPER, WALL, 3),
      centred(name, [at[0] + wide / 2, at[1] + high / 2], 11, 'bold'),
      centred(
        `${((wide / unit) * (high / unit)).toFixed(1).replace('.', ',')} m²`,
        [at[0] + wide / 2, at[1] + high / 2 - 14],
        9,
      ),
    ]),
    shape(box([x + 40, y - 3], 36, 6), PAPER, PAPER),
    line(
      [
        [x + 40, y],
        [x + 70, y + 26],
      ],
      0.8,
    ),
    shape(box([x + split + 30, y + height - 3], 60, 6), [200, 220, 236], WALL, 0.6),
    ...measured([x, y - 26], [x + width, y - 26], `${length},00 m`),
    ...measured([x - 26, y], [x - 26, y + height], `${depth},00 m`),
  ];
}

/** A district with its parcels, as SVG: vector, small, and readable by every browser. */
export function districtFile(random: Random, title: string): MadeFile {
  const rows: string[] = [];
  const put = (text: string) => rows.push(`  ${text}`);
  put(`<rect width="800" height="600" fill="#fcfaf4"/>`);
  const bend = 250 + random.below(120);
  put(
    `<path d="M0 ${bend} C 200 ${bend - 60}, 420 ${bend + 110}, 800 ${bend - 20}" fill="none" stroke="#b0d0e4" stroke-width="34"/>`,
  );
  let number = 100 + random.below(300);
  for (let row = 0; row < 5; row++)
    for (let column = 0; column < 7; column++) {
      const [x, y] = [20 + column * 110 + random.below(8), 20 + row * 112 + random.below(8)];
      const [width, height] = [86 + random.below(18), 78 + random.below(16)];
      put(
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#dfe8cc" fill-opacity="0.75" stroke="#555" stroke-width="1"/>`,
      );
      if (random.below(3) > 0)
        put(
          `<rect x="${x + 12}" y="${y + 14}" width="${20 + random.below(24)}" height="${16 + random.below(18)}" fill="#e2c6b0" stroke="#444"/>`,
        );
      put(`<text x="${x + 6}" y="${y + height - 6}" font-size="11" fill="#333">${number++}</text>`);
    }
  put(`<text x="400" y="588" font-size="16" text-anchor="middle" fill="#222">${title}</text>`);
  const content = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600" font-family="sans-serif">',
    `  <title>${title}</title>`,
    ...rows,
    '</svg>',
    '',
  ];
  return {
    extension: 'svg',
    formatId: 'fmt/91',
    mimeType: 'image/svg+xml',
    content: Buffer.from(content.join('\n')),
  };
}
