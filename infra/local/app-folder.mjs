/** What lies in dist/app beside the two bundles. The folder is deployed as it is (package.mjs). */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveUp, ROOT } from './install.mjs';
import { foldersIn, noticesFor, notForProduction } from './notices.mjs';

/** What the last build of the app was made of, as esbuild tells it. */
export const METAFILE = join(ROOT, 'dist', '.stamps', 'app.meta.json');

/** Where to start, the host's settings, the templates of the cards, and the licences. */
export function finishApp(metafile) {
  const folders = foldersIn(metafile);
  const wrong = notForProduction(folders, json('package-lock.json'));
  if (wrong.length > 0) giveUp(`The app would hold what is there for development only: ${wrong.join(', ')}.`);
  const { name, version, license } = json('package.json');
  const manifest = { name, version, private: true, license, type: 'commonjs', main: 'index.cjs' };
  write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
  write('THIRD-PARTY-NOTICES.txt', noticesFor(folders, ROOT));
  cpSync(join(ROOT, 'host.json'), inApp('host.json'));
  copyCards(metafile);
  mkdirSync(join(ROOT, 'dist', '.stamps'), { recursive: true });
  writeFileSync(METAFILE, JSON.stringify(metafile));
}

/** Those that the bundles ask for, and no other: what lay there of an earlier build goes. */
function copyCards(metafile) {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const asked = imports.map(({ path }) => path).filter((path) => path.startsWith('./cards/'));
  mkdirSync(inApp('cards'), { recursive: true });
  const kept = new Set(asked.map((path) => path.slice('./cards/'.length)));
  for (const file of readdirSync(inApp('cards'))) if (!kept.has(file)) rmSync(inApp(join('cards', file)));
  for (const file of kept) cpSync(join(ROOT, 'cards', file), inApp(join('cards', file)));
}

function inApp(path) {
  return join(ROOT, 'dist', 'app', path);
}

function write(path, text) {
  writeFileSync(inApp(path), text);
}

function json(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}
