/**
 * Draws the two icons of the Teams app, a signpost: `node infra/azure/teams-app/icons.mjs` writes them anew. Teams wants
 * `color.png` with 192 by 192 pixels, its symbol within the middle 120, and `outline.png` with 32 by 32, white on nothing
 * (https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package). A test draws them again.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { png } from './png.mjs';

const TEAL = [11, 79, 94];
const WHITE = [255, 255, 255];
const AMBER = [246, 183, 60];

/** Points a pixel, along each side. */
const FINE = 8;

/** @returns {Record<string, Uint8Array>} the PNG files by name */
export function drawIcons() {
  return { 'color.png': png(192, paint(192, colourAt)), 'outline.png': png(32, paint(32, outlineAt)) };
}

/* ---- Shapes, as the distance to their edge: negative inside ---- */

function box(left, top, right, bottom, round) {
  const [x0, y0] = [(left + right) / 2, (top + bottom) / 2];
  const [w, h] = [(right - left) / 2 - round, (bottom - top) / 2 - round];
  return (x, y) => {
    const [dx, dy] = [Math.abs(x - x0) - w, Math.abs(y - y0) - h];
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - round;
  };
}

/** A board with a point at its right, or its left where `tip` is smaller than `end`. */
function board(end, neck, tip, top, bottom) {
  const middle = (top + bottom) / 2;
  return polygon([
    [end, top],
    [neck, top],
    [tip, middle],
    [neck, bottom],
    [end, bottom],
  ]);
}

function polygon(points) {
  return (x, y) => {
    let [nearest, inside] = [Infinity, false];
    for (const [index, [ax, ay]] of points.entries()) {
      const [bx, by] = points[(index + 1) % points.length];
      const [ex, ey] = [bx - ax, by - ay];
      const along = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey)));
      nearest = Math.min(nearest, Math.hypot(x - ax - along * ex, y - ay - along * ey));
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside ? -nearest : nearest;
  };
}

const rounded = (shape, by) => (x, y) => shape(x, y) - by;
const line = (shape, width) => (x, y) => Math.abs(shape(x, y)) - width / 2;

/* ---- The colour icon: a white post, one board white and one amber, on teal ---- */

const POST = box(90, 38, 102, 150, 4);
const FOOT = box(66, 144, 126, 154, 5);
const AHEAD = rounded(board(62, 126, 146, 56, 82), 3);
const BACK = rounded(board(130, 66, 46, 98, 124), 3);

function colourAt(x, y) {
  if (AHEAD(x, y) <= 0) return WHITE;
  if (BACK(x, y) <= 0) return AMBER;
  return POST(x, y) <= 0 || FOOT(x, y) <= 0 ? WHITE : TEAL;
}

/* ---- The outline icon: the same in lines two pixels wide ---- */

const LINES = [
  line(board(7, 23, 28, 5, 12), 2),
  line(board(25, 9, 4, 16, 23), 2),
  box(15, 1, 17, 4, 0),
  box(15, 13, 17, 15, 0),
  box(15, 24, 17, 29, 0),
  box(10, 29, 22, 31, 0),
];

function outlineAt(x, y) {
  return LINES.some((shape) => shape(x, y) <= 0) ? WHITE : null;
}

/** Red, green, blue and opacity of every pixel; the colour of what is not there at all is white. */
function paint(size, colourOf) {
  const pixels = new Uint8Array(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const colours = coloursIn(at % size, Math.floor(at / size), colourOf);
    const drawn = colours.filter((colour) => colour !== null);
    const mean = (part) => Math.round(drawn.reduce((sum, colour) => sum + colour[part], 0) / drawn.length);
    const colour = drawn.length === 0 ? WHITE : [mean(0), mean(1), mean(2)];
    pixels.set([...colour, Math.round((255 * drawn.length) / colours.length)], at * 4);
  }
  return pixels;
}

/** Of a pixel whose corners are alike one is enough. */
function coloursIn(x, y, colourOf) {
  const corners = [colourOf(x, y), colourOf(x + 1, y), colourOf(x, y + 1), colourOf(x + 1, y + 1)];
  if (corners.every((colour) => colour === corners[0])) return [corners[0]];
  return Array.from({ length: FINE * FINE }, (_, index) =>
    colourOf(x + ((index % FINE) + 0.5) / FINE, y + (Math.floor(index / FINE) + 0.5) / FINE),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [name, bytes] of Object.entries(drawIcons())) writeFileSync(join(import.meta.dirname, name), bytes);
}
