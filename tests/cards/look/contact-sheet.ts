import { existsSync, mkdirSync, writeFileSync } from 'node:fs';

/** Where the pictures lie: `NAME.png`, `NAME-open.png` with every folded part open, and one page with all of them. */
export const FOLDER = '.waymark/look';

export function pictureOf(name: string, part: '' | '-open' = ''): string {
  mkdirSync(FOLDER, { recursive: true });
  return `${FOLDER}/${name}${part}.png`;
}

/** Writes the page on which all cards stand one below the other. */
export function writeContactSheet(names: readonly string[]): void {
  const figures = names.flatMap((name) => [figureOf(name, ''), figureOf(name, '-open')]);
  const links = names.map((name) => `<a href="#${name}">${name}</a>`);
  writeFileSync(
    `${FOLDER}/index.html`,
    `<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>Waymark’s cards</title>
<style>body{font:14px 'Segoe UI','Open Sans',sans-serif;margin:24px;background:#ECECEC;color:#242424}
img{max-width:100%;display:block;margin-bottom:16px} nav a{margin-right:12px;color:#4F52B2} h2{font-size:16px}</style>
<h1>Waymark’s cards</h1><nav>${links.join('')}</nav>
${figures.join('\n')}</html>\n`,
  );
}

function figureOf(name: string, part: '' | '-open'): string {
  const path = pictureOf(name, part);
  if (!existsSync(path)) return '';
  const heading = part === '' ? `<h2 id="${name}">${name}</h2>` : `<h3>${name}, all parts open</h3>`;
  return `${heading}<img loading="lazy" src="${name}${part}.png" alt="The card ${name}">`;
}
