import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Card } from '../../../cards/index.js';
import { openCardPage } from '../../support/card-page.js';
import { partsOf, type Part } from '../shape.js';
import { hostConfig, hostStyles, THEMES, type Theme } from '../../support/host-config.js';

/** How one card is looked at: a theme, and a width in CSS pixels. */
interface Look {
  readonly name: string;
  readonly theme: Theme['name'];
  readonly width: number;
  readonly host: object;
  /** The colours that words may have. */
  readonly plain: readonly string[];
}

/** A phone, a chat, and a wide channel. */
const WIDTHS = [320, 600, 1000] as const;

/** All nine. */
export const LOOKS: readonly Look[] = THEMES.flatMap((theme) => WIDTHS.map((width) => lookOf(theme, width)));

/** Those that a picture is taken of where all nine would take too long. */
export const FEW_LOOKS = LOOKS.filter(({ name }) => ['light 320', 'light 600', 'dark 600'].includes(name));

export function lookOf(theme: Theme, width: number): Look {
  const plain = [theme.text, theme.subtle];
  return { name: `${theme.name} ${String(width)}`, theme: theme.name, width, host: hostConfig(theme), plain };
}

const script = readFileSync(new URL('in-page.js', import.meta.url), 'utf8');

/** Three looks in a row. */
const STYLES = `body{margin:0} #card{display:inline-flex;flex-wrap:wrap;align-items:stretch;max-width:2016px}
  .look{padding:10px 15px 15px} .caption{font:12px 'Open Sans',sans-serif;padding-bottom:6px;color:#949494}
  .light .caption{color:#616161} ${THEMES.map(hostStyles).join('\n')}`;

export interface Studio {
  /** Draws a card in every look given; what is wrong with it, in words. */
  readonly draw: (card: Card, looks?: readonly Look[]) => Promise<readonly string[]>;
  /** A picture (PNG) of all that was drawn last, or of so many pixels of it from the top. */
  readonly picture: (path: string, height?: number | null) => Promise<void>;
}

export async function openStudio(browser: Browser): Promise<Studio> {
  const page = await openCardPage(browser, 2040, `<style>${STYLES}</style>`);
  await page.addScriptTag({ content: script });
  return {
    draw: (card, looks = LOOKS) => page.evaluate(`drawLooks(${JSON.stringify(card)}, ${JSON.stringify(looks)})`),
    picture: async (path, height = null) => {
      const drawn = page.locator('#card');
      const box = height === null ? null : await drawn.boundingBox();
      if (box === null || height === null) await drawn.screenshot({ path });
      else await page.screenshot({ path, fullPage: true, clip: { ...box, height: Math.min(height, box.height) } });
    },
  };
}

/**
 * The card as it is once every button that unfolds something was pressed: what it opens is there, and what it puts away,
 * as "Show 3 more" itself, is not. Null where no button unfolds anything.
 */
export function unfolded(card: Card): Card | null {
  const parts = partsOf(card);
  const hidden = new Set(parts.filter(({ isVisible }) => isVisible === false).map(({ id }) => id));
  const opening = parts
    .flatMap(targetsOf)
    .filter((targets) => targets.some(({ id, to }) => hidden.has(id) && to !== false));
  if (opening.length === 0) return null;
  const seen = new Map(opening.flat().flatMap(({ id, to }) => (to === null ? [[id, hidden.has(id)] as const] : [])));
  const shown = (_: string, value: unknown): unknown => {
    const id = typeof value === 'object' && value !== null ? (value as { id?: unknown }).id : undefined;
    return typeof id === 'string' && seen.has(id) ? { ...(value as object), isVisible: seen.get(id) } : value;
  };
  return JSON.parse(JSON.stringify(card), shown) as Card;
}

/** What a button turns, and to what: null for the other way round. */
function targetsOf({
  targetElements,
}: Part): readonly (readonly { readonly id: string; readonly to: boolean | null }[])[] {
  if (targetElements === undefined) return [];
  const targets = targetElements as readonly (string | { readonly elementId: string; readonly isVisible?: boolean })[];
  return [
    targets.map((target) =>
      typeof target === 'string' ? { id: target, to: null } : { id: target.elementId, to: target.isVisible ?? null },
    ),
  ];
}
