/** The page of the Microsoft 365 Agents Playground in a real browser, as the person whom it speaks as uses it. */
import { mkdirSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';

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
}

/** Opens the page; nothing but this machine is reached from it. */
export async function openPlayground(browser: Browser, address: string): Promise<PlaygroundPage> {
  const page = await browser.newPage({ viewport: { width: 1400, height: 1900 } });
  await page.route('**/*', (route) =>
    /^(127\.0\.0\.1|localhost)$/.test(new URL(route.request().url()).hostname) ? route.continue() : route.abort(),
  );
  page.setDefaultTimeout(20_000);
  await page.goto(address);
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
    look: async (name) => {
      mkdirSync('.waymark/look', { recursive: true });
      await page.waitForTimeout(300);
      await page.screenshot({ path: `.waymark/look/playground-${name}.png` });
    },
  };
}
