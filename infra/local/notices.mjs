/** Whose code is in a bundle, read from esbuild's metafile: what may be deployed, and the licences that go with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE = /^(licen[cs]es?|copying|notice)([.-].*)?$/i;

/** The folders below node_modules (as package-lock.json names them) that a bundle holds something of, sorted. */
export function foldersIn(metafile) {
  const inputs = Object.keys(metafile.inputs).map((input) => FOLDER.exec(input.replace(/^[\w-]+:/, ''))?.[0]);
  return [...new Set(inputs.filter((folder) => folder !== undefined))].sort();
}

/** Those that are not there in production: only for development, or not named by the lock. */
export function notForProduction(folders, lock) {
  return folders.filter((folder) => {
    const locked = lock.packages[folder];
    return locked === undefined || locked.dev === true || locked.devOptional === true;
  });
}

/** Name, version and licence of each; a text that several packages share, word for word, stands once beneath them all. */
export function noticesFor(folders, root) {
  const below = new Map();
  for (const folder of folders) {
    const { heading, text } = noticeOf(join(root, folder));
    below.set(text, [...(below.get(text) ?? []), heading]);
  }
  const parts = [...below].map(([text, headings]) => [[...new Set(headings)].sort().join('\n'), text].join('\n\n'));
  const line = '-'.repeat(80);
  return `${[TOP, ...parts.sort()].join(`\n\n${line}\n\n`)}\n`;
}

const TOP = `Waymark is bundled with the work of others. Each package is named with its version and licence, and the
licence follows in full where the package holds its text.`;

function noticeOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .sort();
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
  const by = typeof author === 'string' ? author : author?.name;
  const without = `The package holds no licence text. It names as its author: ${by ?? 'nobody'}.`;
  return {
    heading: `${name} ${version} (${license ?? 'no licence named'})`,
    text: texts.length === 0 ? without : texts.join('\n\n'),
  };
}
