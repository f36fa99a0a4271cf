import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../bot/config.js';
import { readCommand } from '../../bot/domain/command.js';
import { VERBS } from '../../functions/cli-usage.js';
import { guidePage } from '../../infra/local/guide-page.mjs';
import { NO_BROWSER, openBrowser } from '../support/browser.js';

/** What the guides say is there is there, and the pages for everybody are short, plain, and without our own words. */
const GUIDES = 'infra/guides';
const PAGES = ['README.md', ...globSync('{bot,functions,cards,infra,tests}/**/*.md')];
const read = (name: string): string => readFileSync(name, 'utf8');
const guide = (name: string): string => read(join(GUIDES, `${name}.md`));
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };

/** As GitHub makes the name of a heading. */
function anchorsIn(name: string): readonly string[] {
  const text = read(name);
  const headings = found(text, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );
  return [...headings, ...found(text, /<a id="([^"]+)">/g)];
}

describe.each(PAGES)('%s', (name) => {
  const text = read(name);

  test('its links lead somewhere', () => {
    const broken = found(text, /\]\(([^)\s]+)\)/g).filter((target) => {
      if (/^[a-z]+:/.test(target)) return false;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? name : join(dirname(name), path);
      return !existsSync(file) || (anchor !== undefined && !anchorsIn(file).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  test('its commands can be typed', () => {
    const run = found(text, /npm run (?:--silent )?([a-z][a-z:-]*)/g);
    const verbs = found(text, /waymark -- ([a-z-]+)/g);
    const programs = found(text, /\bnode (infra\/local\/[\w-]+\.mjs)/g);
    expect(run.filter((one) => scripts[one] === undefined)).toEqual([]);
    expect(verbs.filter((one) => !Object.hasOwn(VERBS, one) && one !== 'help')).toEqual([]);
    expect(programs.filter((one) => !existsSync(one))).toEqual([]);
  });

  test('its pictures say what is on them, and are small', () => {
    for (const [, alt = '', path = ''] of text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)) {
      expect(alt.length, path).toBeGreaterThan(20);
      expect(statSync(join(dirname(name), path)).size, path).toBeLessThan(150_000);
    }
  });
});

test('every picture of the guides is shown somewhere', () => {
  const shown = PAGES.flatMap((name) => found(read(name), /!\[[^\]]*\]\((?:[^)]*\/)?([^)/]+\.png)\)/g));
  expect(globSync(`${GUIDES}/pictures/*.png`).filter((path) => !shown.includes(basename(path)))).toEqual([]);
});

test('what the guides name in this repository is there', () => {
  for (const name of globSync(`${GUIDES}/*.md`)) {
    const named = found(read(name), /`((?:bot|cards|functions|infra|tests)\/[\w./-]+)`/g);
    expect(
      named.filter((path) => !existsSync(path)),
      name,
    ).toEqual([]);
  }
});

describe('data protection', () => {
  const text = guide('data-protection');
  const env = {
    WAYMARK_LOCAL: '1',
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  };
  const config = (more: Readonly<Record<string, string>>) =>
    readConfig({ ...env, ...more }, () => new Uint8Array(32).fill(9));
  const rows = (text.split('<!-- retention -->')[1]?.split('<!-- /retention -->')[0] ?? '')
    .split('\n')
    .flatMap((line) => {
      const cells = /`(\w+)` *\| *(\d+) (days|years) *\| *(\d+) *\| *(\d+) \3/.exec(line);
      return cells === null
        ? []
        : [{ setting: cells[1] ?? '', usual: cells[2] ?? '', least: cells[4] ?? '', most: cells[5] ?? '' }];
    });

  test('names every table and no other', () => {
    const known = found(/export type TableName =([^;]+);/.exec(read('bot/storage/rows.ts'))?.[1] ?? '', /'(\w+)'/g);
    const told = found(text.split('## What is held')[1]?.split('\n## ')[0] ?? '', /^\| `(\w+)`/gm);
    expect(told.sort()).toEqual(known.sort());
  });

  test('has each time that the code keeps anything for, its default and its limits', () => {
    const settings = found(read('bot/config-keep.ts'), /'(WAYMARK_KEEP_\w+)'/g);
    expect(rows.map(({ setting }) => setting).sort()).toEqual([...settings, 'WAYMARK_COPY_DAYS'].sort());
    for (const { setting, usual, least, most } of rows) {
      const { keep, copyDays } = config({ [setting]: usual });
      const held = setting === 'WAYMARK_COPY_DAYS' ? copyDays : Object.values(keep)[0];
      expect(held, setting).toBe(Number(usual));
      for (const good of [least, most]) expect(() => config({ [setting]: good }), setting).not.toThrow();
      for (const bad of [Number(least) - 1, Number(most) + 1])
        expect(() => config({ [setting]: String(bad) }), setting).toThrow(setting);
    }
  });

  test('its defaults are those that hold where nothing is set', () => {
    const defaults = /KEEP: Keep = \{([^}]+)\}/.exec(read('bot/domain/retention.ts'))?.[1] ?? '';
    const inCode = new Map(found(defaults, /(\w+: \d+)/g).map((pair) => pair.split(': ') as [string, string]));
    for (const { setting, usual } of rows.filter((row) => row.setting !== 'WAYMARK_COPY_DAYS')) {
      const [name = ''] = Object.keys(config({ [setting]: usual }).keep);
      expect(inCode.get(name), setting).toBe(usual);
    }
    expect(rows.find(({ setting }) => setting === 'WAYMARK_COPY_DAYS')?.usual).toBe(String(config({}).copyDays));
    expect(text).toContain(`kept ${/param logDays int = (\d+)/.exec(read('infra/azure/main.bicep'))?.[1] ?? '?'} days`);
  });
});

describe.each(['officer', 'leadership'])('%s, one page for people who want to get on', (name) => {
  const text = guide(name);

  test('has none of the words that people never see', () => {
    const ours =
      /\b(?:sweep|digest|stage|ladder|snapshot|check|milestone|rollup|path to green|evidenced|ledger|payload)s?\b/gi;
    expect(text.match(ours)).toBeNull();
  });

  test('what it says one can type is understood', () => {
    const said = found(text, /`([^`]+)`/g);
    expect(said.length).toBeGreaterThan(4);
    expect(said.filter((words) => readCommand(words).kind === 'not-understood')).toEqual([]);
  });

  test('can be read at the age of twelve', () => {
    expect(gradeOf(text)).toBeLessThan(7);
  });
});

test('the pages for officers and for leadership are one A4 page each when they are printed', async ({ skip }) => {
  const browser = await openBrowser();
  if (browser === null) return skip(NO_BROWSER);
  try {
    const page = await browser.newPage();
    for (const name of ['officer', 'leadership']) {
      await page.setContent(guidePage(guide(name), GUIDES));
      const pdf = await page.pdf({ preferCSSPageSize: true });
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g), name).toHaveLength(1);
    }
  } finally {
    await browser.close();
  }
});

test('what an admin is told to type is understood', () => {
  const said = found(guide('admin'), /\b(?:[Tt]ype|[Ss]ay|says) `([^`]+)`/g).filter(
    (words) => !/^\d|^@|^ |[:]/.test(words),
  );
  expect(said.length).toBeGreaterThan(4);
  expect(said.filter((words) => readCommand(words).kind === 'not-understood')).toEqual([]);
});

/**
 * The school year (from the age of five) that reads it with ease: Flesch and Kincaid's grade, of sentences, without
 * headings, tables, pictures and what is typed. Syllables are groups of vowels, an "e" at the end aside.
 */
function gradeOf(text: string): number {
  const prose = text
    .replace(/^(?:#|\||!).*$/gm, '')
    .replace(/`[^`]*`|[*_]/g, '')
    .replace(/^- /gm, '');
  const sentences = prose.split(/[.:!?](?:\s|$)|\n\n/).filter((one) => /\p{L}/u.test(one));
  const words = prose.match(/\p{L}[\p{L}’']*/gu) ?? [];
  const syllables = words.map(
    (word) =>
      word
        .toLowerCase()
        .replace(/e$/, '')
        .match(/[aeiouy]+/g)?.length ?? 1,
  );
  const all = syllables.reduce((sum, count) => sum + Math.max(1, count), 0);
  return 0.39 * (words.length / sentences.length) + 11.8 * (all / words.length) - 15.59;
}
