/**
 * Every sample card, drawn by the real renderer of Adaptive Cards: three widths, three themes. `npm run cards` runs this
 * file with CARDS=all (pictures of every look) or CARDS=pictures (the pictures in the guides).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Card } from '../../cards/index.js';
import { NO_BROWSER, openBrowser } from '../support/browser.js';
import { hostConfig, LIGHT } from '../support/host-config.js';
import { FOLDER, pictureOf, writeContactSheet } from './look/contact-sheet.js';
import { smallPng } from './look/small-png.js';
import { FEW_LOOKS, lookOf, LOOKS, openStudio, unfolded, type Studio } from './look/studio.js';
import { builtSamples } from './samples.js';

const samples = builtSamples();
const pictured = process.env.CARDS === 'all' ? LOOKS : FEW_LOOKS;
let browser: Browser | null = null;
let studio: Studio;

beforeAll(async () => {
  browser = await openBrowser();
  if (browser !== null) studio = await openStudio(browser);
});
afterAll(async () => {
  await browser?.close();
  if (browser !== null) writeContactSheet(samples.map(({ name }) => name));
});

/** What README.md and the guides show: the sample, the name of its picture, and after how many pixels it is cut. */
const SHOWN = [
  ['digest-eighteen', 'owed', null],
  ['update-amber', 'update', null],
  ['approvals', 'approvals', null],
  ['digest', 'officer-card', 384],
  ['rollup', 'leadership-summary', 405],
] as const;
const toShow = process.env.CARDS === 'pictures' ? SHOWN : [];

/** Looks at a card, keeps its picture, and returns what is wrong. */
async function look(card: Card, path: string): Promise<readonly string[]> {
  const faults = await studio.draw(card);
  if (pictured !== LOOKS) await studio.draw(card, pictured);
  await studio.picture(path);
  return faults;
}

describe(`every sample looks as it should in every theme and width (pictures: ${FOLDER})`, { timeout: 60_000 }, () => {
  test.for(samples)('$name', async ({ name, built }, { skip }) => {
    if (browser === null) {
      skip(NO_BROWSER);
      return;
    }
    expect(await look(built.card, pictureOf(name))).toEqual([]);
    const open = unfolded(built.card);
    if (open !== null) expect(await look(open, pictureOf(name, '-open'))).toEqual([]);
  });
});

for (const [name, file, height] of toShow) {
  test(`a picture for the guides: ${name}`, async () => {
    const sample = samples.find((one) => one.name === name);
    if (browser === null || sample === undefined) throw new Error(`No browser, or no sample ${name}`);
    await studio.draw(sample.built.card, [lookOf(LIGHT, 600)]);
    const path = `infra/guides/pictures/${file}.png`;
    mkdirSync('infra/guides/pictures', { recursive: true });
    await studio.picture(path, height);
    writeFileSync(path, smallPng(readFileSync(path)));
  });
}

/** What the eye has to see, or the cards above prove nothing. */
describe('of a card that is not as it should be, it is said', () => {
  const heading = { type: 'TextBlock', text: 'Title', wrap: true, style: 'heading' };
  const long = { type: 'Action.Execute', title: 'A button that says far more than would fit in the width of a phone' };
  const column = (text: string) => ({ type: 'Column', width: 'auto', items: [{ type: 'TextBlock', text }] });
  const red = { type: 'TextRun', text: 'Late', color: 'attention' };
  test.for([
    ['what is too wide', [heading, { type: 'ActionSet', actions: [long] }], 'is outside the card'],
    ['a word that is cut', [heading, { type: 'RichTextBlock', inlines: ['x'.repeat(90)] }], 'is cut'],
    ['a text without words', [heading, { type: 'TextBlock', text: ' ', wrap: true }], 'without words'],
    [
      'what is read in another order',
      [heading, { type: 'Container', rtl: true, items: [{ type: 'ColumnSet', columns: [column('a'), column('b')] }] }],
      'stands before it',
    ],
    ['a word that is only coloured', [heading, { type: 'RichTextBlock', inlines: [red] }], '“Late” is in a colour'],
    ['an input without a label', [heading, { type: 'Input.Text', id: 'x' }], 'without a label'],
    ['no heading', [{ type: 'TextBlock', text: 'Title', wrap: true }], 'does not begin with a heading'],
  ] as const)('%s', async ([, body, fault], { skip }) => {
    if (browser === null) {
      skip(NO_BROWSER);
      return;
    }
    const faults = await studio.draw({ type: 'AdaptiveCard', version: '1.5', body });
    expect(faults.join('\n')).toContain(fault);
  });

  test.for([
    ['too little contrast', { ...LIGHT, text: '#8F8F8F' }, {}, 'has a contrast of 3.2'],
    ['what lies over something else', LIGHT, { lineHeights: { large: 6, default: 6 } }, 'lies over'],
  ] as const)('%s', async ([, theme, host, fault], { skip }) => {
    if (browser === null) {
      skip(NO_BROWSER);
      return;
    }
    const body = [heading, { type: 'TextBlock', text: 'Words', wrap: true, spacing: 'none' }];
    const odd = { ...lookOf(theme, 320), host: { ...hostConfig(theme), ...host } };
    const faults = await studio.draw({ type: 'AdaptiveCard', version: '1.5', body }, [odd]);
    expect(faults.join('\n')).toContain(fault);
  });
});

test('what folds is looked at open: what a press shows is there, and what it puts away is not', () => {
  const part = (id: string, isVisible?: boolean) => ({ type: 'Container', id, isVisible, items: [] });
  const press = (...targetElements: unknown[]) => ({ type: 'Action.ToggleVisibility', title: 'x', targetElements });
  const more = press('more', 'show', 'fewer');
  const refuse = [
    press('no', { elementId: 'ask', isVisible: false }),
    press('ask', { elementId: 'no', isVisible: false }),
  ];
  const body = [
    part('more', false),
    part('show'),
    part('fewer', false),
    part('no', false),
    part('ask', false),
    part('x', false),
  ];
  const open = unfolded({
    type: 'AdaptiveCard',
    body: [...body, { type: 'ActionSet', actions: [more, more, ...refuse] }],
  });
  expect((open?.body as { id?: string; isVisible?: boolean }[]).map(({ id, isVisible }) => [id, isVisible])).toEqual([
    ['more', true],
    ['show', false],
    ['fewer', true],
    ['no', true],
    ['ask', true],
    ['x', false],
    [undefined, undefined],
  ]);
  expect(unfolded({ type: 'AdaptiveCard', body: [part('x', false)] })).toBeNull();
});
