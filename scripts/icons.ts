/** Draws the two icons of the Teams app, a ferry on its way: `node scripts/icons.ts` writes them beside the manifest, from where `npm run package` takes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number, alpha: number];
type Point = readonly [x: number, y: number];
/** Shapes on a field of 100 by 100, the last one that covers a point is seen. */
type Shape = { readonly colour: Colour; readonly covers: (at: Point) => boolean };

const SAMPLES = 4;
const WHITE: Colour = [255, 255, 255, 255];
/** Also the manifest's accent colour. */
const SEA: Colour = [15, 76, 117, 255];
const WAVE: Colour = [50, 130, 184, 255];
const FOAM: Colour = [187, 225, 250, 255];

const HULL: readonly Point[] = [[10, 52], [90, 52], [78, 70], [22, 70]];
const CABIN: readonly Point[] = [[26, 36], [66, 36], [72, 50], [26, 50]];
const FUNNEL: readonly Point[] = [[34, 22], [44, 22], [44, 34], [34, 34]];
const WINDOWS: readonly Point[] = [[33, 43], [43, 43], [53, 43], [63, 43]];

function inside(polygon: readonly Point[]): Shape['covers'] {
  return ([x, y]) => polygon.reduce((odd, [x1, y1], index) => {
    const [x2, y2] = polygon[(index + 1) % polygon.length] ?? [0, 0];
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !odd : odd;
  }, false);
}

/** Near the edge of a polygon. */
function along(polygon: readonly Point[], width: number): Shape['covers'] {
  return ([x, y]) => polygon.some(([x1, y1], index) => {
    const [x2, y2] = polygon[(index + 1) % polygon.length] ?? [0, 0];
    const t = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)));
    return Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1)) <= width / 2;
  });
}

const swell = (level: number, x: number, phase = 0): number => level + 2.6 * Math.sin((x + phase) / 6.4);
const below = (level: number, phase: number): Shape['covers'] => ([x, y]) => y > swell(level, x, phase);
const ripple = (level: number, width: number): Shape['covers'] => ([x, y]) => x > 8 && x < 92 && Math.abs(y - swell(level, x)) <= width / 2;
const near = (points: readonly Point[], radius: number): Shape['covers'] => ([x, y]) => points.some(([px, py]) => Math.hypot(x - px, y - py) <= radius);

const COLOUR_ICON: readonly Shape[] = [
  { colour: SEA, covers: () => true },
  { colour: FOAM, covers: inside(FUNNEL) },
  { colour: WHITE, covers: inside(CABIN) },
  { colour: WHITE, covers: inside(HULL) },
  { colour: SEA, covers: near(WINDOWS, 3) },
  { colour: FOAM, covers: below(68, 0) },
  { colour: WAVE, covers: below(74, 12) },
];

const OUTLINE_ICON: readonly Shape[] = [
  { colour: WHITE, covers: along(HULL, 7) },
  { colour: WHITE, covers: along([[26, 51], [26, 34], [66, 34], [74, 51]], 7) },
  { colour: WHITE, covers: along([[37, 32], [37, 18]], 7) },
  { colour: WHITE, covers: ripple(86, 7) },
];

/** The full colour icon, 192 by 192. */
export function colourIcon(): Buffer {
  return png(192, COLOUR_ICON);
}

/** The white outline on nothing, 32 by 32. */
export function outlineIcon(): Buffer {
  return png(32, OUTLINE_ICON);
}

function png(size: number, shapes: readonly Shape[]): Buffer {
  const rows = Array.from({ length: size }, (_, y) => Buffer.from([0, ...Array.from({ length: size }, (_, x) => pixel(x, y, { size, shapes })).flat()]));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits each of red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The mean of many points in the pixel, so that edges are smooth. */
function pixel(x: number, y: number, { size, shapes }: { readonly size: number; readonly shapes: readonly Shape[] }): Colour {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let sample = 0; sample < SAMPLES ** 2; sample += 1) {
    const at: Point = [((x + ((sample % SAMPLES) + 0.5) / SAMPLES) * 100) / size, ((y + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) * 100) / size];
    const colour = shapes.findLast((shape) => shape.covers(at))?.colour;
    if (colour === undefined) continue;
    red += colour[0];
    green += colour[1];
    blue += colour[2];
    alpha += 1;
  }
  return alpha === 0 ? [0, 0, 0, 0] : [Math.round(red / alpha), Math.round(green / alpha), Math.round(blue / alpha), Math.round((alpha / SAMPLES ** 2) * 255)];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = join(import.meta.dirname, '../deploymentTemplates/teams');
  writeFileSync(join(folder, 'color.png'), colourIcon());
  writeFileSync(join(folder, 'outline.png'), outlineIcon());
}
