import { builtInFormat } from './read-xlsx-formats.js';
import { walkXml } from './read-xlsx-xml.js';

/** How a cell looks, by the number of its style. */
export interface CellLook {
  /** The code of its number format: "General", "dd/mm/yyyy". */
  readonly format: string;
  /** The colour behind it as `RRGGBB`; null for none. */
  readonly fill: string | null;
}

type Attributes = Readonly<Record<string, string>>;

/** The looks of the styles part, in order, with the colours of the theme part where there is one. */
export function readLooks(styles: Uint8Array, theme: Uint8Array | null): readonly CellLook[] {
  const colours = theme === null ? [] : themeColours(theme);
  const formats = new Map<number, string>();
  const fills: (string | null)[] = [];
  const looks: CellLook[] = [];
  const within: string[] = [];
  let solid = false;
  walkXml(styles, {
    open(name, attributes) {
      const parent = within.at(-1);
      within.push(name);
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), formatIn(attributes.formatCode));
      if (name === 'fill' && parent === 'fills') fills.push(null);
      if (name === 'patternFill') solid = attributes.patternType === 'solid';
      if (name === 'fgColor' && parent === 'patternFill' && solid && within.includes('fills')) {
        fills[fills.length - 1] = colourOf(attributes, colours);
      }
      if (name === 'xf' && parent === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0);
        const fill = fills[Number(attributes.fillId ?? 0)] ?? null;
        looks.push({ format: formats.get(id) ?? builtInFormat(id), fill });
      }
    },
    close() {
      within.pop();
    },
  });
  return looks;
}

/** Excel takes no longer one: every cell is told by it. */
const LONGEST_FORMAT = 255;

function formatIn(code: string | undefined): string {
  return code === undefined || code.length > LONGEST_FORMAT ? 'General' : code;
}

/** In the order in which cells name them: the two pairs of light and dark are the other way round in the theme. */
function themeColours(theme: Uint8Array): readonly string[] {
  const found: string[] = [];
  let inScheme = false;
  walkXml(theme, {
    open(name, attributes) {
      if (name === 'clrScheme') inScheme = true;
      if (!inScheme) return;
      const colour = name === 'srgbClr' ? attributes.val : name === 'sysClr' ? attributes.lastClr : undefined;
      if (colour !== undefined) found.push(colour.toUpperCase());
    },
    close(name) {
      if (name === 'clrScheme') inScheme = false;
    },
  });
  const [dark1 = '', light1 = '', dark2 = '', light2 = '', ...rest] = found;
  return found.length < 4 ? [] : [light1, dark1, light2, dark2, ...rest];
}

/** The first 64 colours of old workbooks that plans are painted with; the first eight are there twice. */
const INDEXED =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF ' +
  '800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF ' +
  '000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 ' +
  '3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333';

function colourOf(attributes: Attributes, theme: readonly string[]): string | null {
  const { rgb, indexed, theme: of } = attributes;
  const tint = Number(attributes.tint ?? 0);
  const base =
    rgb?.slice(-6).toUpperCase() ?? (of === undefined ? INDEXED.split(' ')[Number(indexed ?? -1)] : theme[Number(of)]);
  if (base === undefined || !/^[0-9A-F]{6}$/.test(base)) return null;
  const tinted = tint === 0 || !Number.isFinite(tint) ? base : withTint(base, tint);
  return tinted === 'FFFFFF' ? null : tinted;
}

/** Towards white above nought, towards black below. */
function withTint(colour: string, tint: number): string {
  const towards = tint > 0 ? 255 : 0;
  const share = Math.min(1, Math.abs(tint));
  return [0, 2, 4]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    .map((part) => Math.round(part + (towards - part) * share))
    .map((part) => part.toString(16).padStart(2, '0').toUpperCase())
    .join('');
}
