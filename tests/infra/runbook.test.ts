import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENES } from './runbook/scenes.js';
import { walked } from './runbook/page.js';
import { walkWith } from './runbook/walk.js';

/**
 * The runbook, walked: each page is read from its top, what it says that happens happens, its commands are typed, and what
 * stands beneath them has to be what they print. `UPDATE_GOLDEN=1` writes that anew; then read the page as whoever is on
 * duty would.
 */
const FOLDER = 'infra/runbook';
const anew = process.env.UPDATE_GOLDEN === '1';
const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
const read = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

describe.each(pages)('%s', (name) => {
  it('prints and shows what the page says', async () => {
    const page = read(name);
    const really = await walkWith(SCENES[name] ?? (() => ({})), (walker) => walked(page, walker));
    if (anew) writeFileSync(join(FOLDER, name), really);
    else expect(really, `${name}: UPDATE_GOLDEN=1 writes it anew`).toBe(page);
  });

  it('links to pages that there are', () => {
    for (const [, target = ''] of read(name).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
      expect(existsSync(join(FOLDER, target)), target).toBe(true);
    }
  });
});

it('the index knows every alert, and every page that an alert names is there', () => {
  const bicep = readdirSync('infra/azure')
    .filter((name) => name.endsWith('.bicep'))
    .map((name) => readFileSync(join('infra/azure', name), 'utf8'))
    .join('\n');
  const [, rules = ''] = /^var rules = \[$([^]*?)^\]$/m.exec(bicep) ?? [];
  const alerts = [...rules.matchAll(/^ {4}name: '([^']+)'$/gm)].map(([, name = '']) => name);
  expect(alerts.length).toBeGreaterThan(4);
  expect(bicep).toContain("'${name}-health'");
  for (const alert of [...alerts, 'health']) expect(read('README.md'), alert).toContain(`\`${alert}\``);
  for (const [, page = ''] of bicep.matchAll(/infra\/runbook\/([a-z-]+\.md)/g)) expect(pages).toContain(page);
});

it('the index leads to each page, and each scene has its page', () => {
  const index = read('README.md');
  for (const name of pages.filter((one) => one !== 'README.md')) expect(index).toContain(`(${name})`);
  expect(pages).toEqual(expect.arrayContaining(Object.keys(SCENES)));
});
