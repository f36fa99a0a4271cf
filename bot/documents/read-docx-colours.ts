import { child, valueOf, type Colours, type Node } from './read-docx-inline.js';
import { walkXml } from './read-xlsx-xml.js';

/** Names in a theme for those that cells use. */
const THEME_NAMES: Readonly<Record<string, string>> = {
  dark1: 'dk1',
  text1: 'dk1',
  light1: 'lt1',
  background1: 'lt1',
  dark2: 'dk2',
  text2: 'dk2',
  light2: 'lt2',
  background2: 'lt2',
  hyperlink: 'hlink',
  followedHyperlink: 'folHlink',
};

/**
 * How a document says its colours: by number, or by a name of its theme, made lighter or darker. The shading of a table's
 * style is that of whole rows and columns, never of one cell, and so says nothing of a rating.
 */
export function coloursOf(theme: Uint8Array | null, styles: Uint8Array | null): Colours {
  const named = themeIn(theme);
  const looks = new Map<string, { behind: string | null; ink: string | null }>();
  const colours: Colours = {
    shading: (node) => seen(node, { plain: ['fill', 'color'], theme: 'themeFill' }, named),
    ink: (node) => seen(node, { plain: ['val'], theme: 'themeColor' }, named),
    ofStyle: (id) => looks.get(id ?? '') ?? { behind: null, ink: null },
  };
  for (const style of stylesIn(styles)) {
    const look = child(style, 'rPr');
    looks.set(valueOf(style, 'styleId') ?? '', {
      behind: colours.shading(child(look, 'shd')),
      ink: colours.ink(child(look, 'color')),
    });
  }
  return colours;
}

interface Attributes {
  readonly plain: readonly string[];
  readonly theme: string;
}

function seen(node: Node | undefined, { plain, theme }: Attributes, named: ReadonlyMap<string, string>): string | null {
  if (node === undefined) return null;
  // A solid pattern hides its background: what is seen is the pattern's own colour.
  const solid = valueOf(node) === 'solid';
  const hex = valueOf(node, (solid ? plain[1] : plain[0]) ?? 'val');
  if (hex !== undefined && /^[0-9a-f]{6}$/i.test(hex)) return hex.toUpperCase();
  const name = valueOf(node, solid ? 'themeColor' : theme);
  const base = name === undefined ? undefined : named.get(THEME_NAMES[name] ?? name);
  if (base === undefined) return null;
  const tint = valueOf(node, `${theme}Tint`) ?? (theme === 'themeColor' ? valueOf(node, 'themeTint') : undefined);
  const shade = valueOf(node, `${theme}Shade`) ?? (theme === 'themeColor' ? valueOf(node, 'themeShade') : undefined);
  return mixed(mixed(base, tint, 255), shade, 0);
}

/** A colour mixed with white (255) or black (0), as a share of 255 of its own in hexadecimal. */
function mixed(hex: string, share: string | undefined, other: number): string {
  const own = share === undefined ? NaN : parseInt(share, 16) / 255;
  if (Number.isNaN(own)) return hex;
  return [0, 2, 4]
    .map((at) => Math.round(parseInt(hex.slice(at, at + 2), 16) * own + other * (1 - own)))
    .map((part) => Math.min(255, part).toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** The colours of a theme by their names: "accent1". */
function themeIn(part: Uint8Array | null): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  if (part === null) return named;
  let [inScheme, name] = [false, ''];
  walkXml(part, {
    open(tag, attributes) {
      if (tag === 'clrScheme') inScheme = true;
      else if (inScheme && (tag === 'srgbClr' || tag === 'sysClr')) {
        const hex = attributes.lastClr ?? attributes.val ?? '';
        if (/^[0-9a-f]{6}$/i.test(hex) && !named.has(name)) named.set(name, hex.toUpperCase());
      } else if (inScheme) name = tag;
    },
    close(tag) {
      if (tag === 'clrScheme') inScheme = false;
    },
  });
  return named;
}

function stylesIn(part: Uint8Array | null): Node[] {
  const styles: Node[] = [];
  const open: Node[] = [];
  if (part === null) return styles;
  walkXml(part, {
    open(name, attributes) {
      const node: Node = { name, attributes, children: [], words: '' };
      const above = open.at(-1);
      if (name === 'style' && above?.name === 'styles') styles.push(node);
      else if (above !== undefined && above.name !== 'styles') above.children.push(node);
      open.push(node);
    },
    close() {
      open.pop();
    },
  });
  return styles;
}
