/** The page of the Microsoft 365 Agents Playground in a real browser, as the person whom it speaks as uses it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { smallPng } from '../cards/look/small-png.js';

/** `npm run cards -- --pictures` is making the pictures of the guides again. */
export const MAKING_PICTURES = process.env.CARDS === 'pictures';

/** In CSS pixels: high enough for every card. */
const WHOLE = { width: 1400, height: 1900 };

export interface PlaygroundPage {
  readonly page: Page;
  /** The card that holds some words; the last one, when several do. */
  card(words: string | RegExp): Locator;
  /** Opens a chat or a channel. */
  chat(name: string): Promise<void>;
  /** Says something in the chat that is open. */
  say(words: string): Promise<void>;
  /** Says something in a channel, with a mention of the bot before it. */
  post(channel: string, words: string): Promise<void>;
  /** Opens a date field of a form, the first unless named, and presses a day of the month it shows. */
  pickDay(form: Locator, day: string, label?: RegExp): Promise<void>;
  /** Keeps a picture in `.waymark/look`. */
  look(name: string): Promise<void>;
  /** While the pictures of the guides are made: keeps one of a card there, cut below `height`. Otherwise as `look`. */
  picture(card: Locator, name: string, height?: number): Promise<void>;
  /** While they are made: keeps one of the page with a card in sight, without the panel for developers at its side. */
  overview(card: Locator, name: string): Promise<void>;
}

/** Opens the page; nothing but this machine is reached from it. */
export async function openPlayground(browser: Browser, address: string): Promise<PlaygroundPage> {
  const page = await browser.newPage({ viewport: WHOLE });
  await page.route('**/*', (route) =>
    /^(127\.0\.0\.1|localhost)$/.test(new URL(route.request().url()).hostname) ? route.continue() : route.abort(),
  );
  page.setDefaultTimeout(20_000);
  await page.goto(address);
  const look = async (name: string): Promise<void> => {
    mkdirSync('.waymark/look', { recursive: true });
    await page.waitForTimeout(300);
    await page.screenshot({ path: `.waymark/look/playground-${name}.png` });
  };
  const chat = (name: string): Promise<void> => page.getByRole('treeitem', { name: new RegExp(name) }).click();
  return {
    page,
    card: (words) => page.locator('.ac-adaptiveCard').filter({ hasText: words }).last(),
    chat,
    say: async (words) => {
      await page.getByRole('textbox').last().fill(words);
      await page.keyboard.press('Enter');
    },
    post: async (channel, words) => {
      await chat(channel);
      await page.getByRole('button', { name: 'Post' }).waitFor();
      await page.getByRole('textbox').first().click();
      await page.keyboard.type('@Way', { delay: 40 });
      await page
        .getByRole('menuitem', { name: /Waymark/ })
        .first()
        .click();
      await page.keyboard.type(words);
      await page.getByRole('button', { name: 'Post' }).click();
    },
    pickDay: async (form, day, label = /./) => {
      await form.getByRole('combobox', { name: label }).first().click();
      await page
        .getByRole('gridcell')
        .filter({ hasText: new RegExp(`^${day}$`) })
        .last()
        .click();
    },
    look,
    picture: async (card, name, height = 1100) => {
      if (!MAKING_PICTURES) {
        await look(name);
        return;
      }
      await page.mouse.move(0, 0);
      await card.scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const box = await card.boundingBox();
      if (box === null) throw new Error(`Nothing to picture for ${name}`);
      const clip = { ...box, height: Math.min(box.height, height) };
      writeFileSync(`infra/guides/pictures/${name}.png`, smallPng(await page.screenshot({ clip })));
    },
    overview: async (card, name) => {
      if (!MAKING_PICTURES) return;
      await page.setViewportSize({ ...WHOLE, height: 860 });
      await card.scrollIntoViewIfNeeded();
      await page.waitForTimeout(300);
      const clip = { x: 0, y: 0, width: 1068, height: 860 };
      writeFileSync(`infra/guides/pictures/${name}.png`, smallPng(await page.screenshot({ clip })));
      await page.setViewportSize(WHOLE);
    },
  };
}
