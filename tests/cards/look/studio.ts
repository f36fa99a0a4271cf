import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { Card } from '../../../cards/index.js';
import { openCardPage } from '../../support/card-page.js';
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
  /** A picture (PNG) of all that was drawn last. */
  readonly picture: (path: string) => Promise<void>;
}

export async function openStudio(browser: Browser): Promise<Studio> {
  const page = await openCardPage(browser, 2040, `<style>${STYLES}</style>`);
  await page.addScriptTag({ content: script });
  return {
    draw: (card, looks = LOOKS) => page.evaluate(`drawLooks(${JSON.stringify(card)}, ${JSON.stringify(looks)})`),
    picture: async (path) => {
      await page.locator('#card').screenshot({ path });
    },
  };
}

/** The card with every folded part open, as after pressing the buttons that open them; null where nothing is folded. */
export function unfolded(card: Card): Card | null {
  if (!JSON.stringify(card).includes('"isVisible":false')) return null;
  const open = (key: string, value: unknown): unknown => (key === 'isVisible' ? undefined : value);
  const shown = JSON.stringify(card, open).replaceAll('"id":"show-more"', '"id":"show-more","isVisible":false');
  return JSON.parse(shown) as Card;
}
