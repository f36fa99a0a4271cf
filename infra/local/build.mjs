/**
 * `npm run build`: what runs is bundled, because reading 1,900 files makes a cold start slow. Two files for Azure in
 * dist/app (index.cjs registers and is loaded first; app.cjs is required by the first invocation), the command line in
 * dist/cli.cjs, and our own local tools in dist/local. Not minified: that is slower to load and worse to read.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, install, oneAtATime, ROOT, say } from './install.mjs';
import { finishApp } from './app-folder.mjs';
import { appApart, cardsBeside, leaveOut, oneCopy } from './bundling.mjs';

const SHARED = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  // What is imported late is required: one module system, also where Azure loads it.
  supported: { 'dynamic-import': false },
  // A copy of the sources whose node_modules is a link gives the same bytes.
  preserveSymlinks: true,
  logLevel: 'silent',
};

/** Each part of the product with what it is made from. */
const PARTS = {
  app: {
    rooms: ['bot', 'cards', 'functions', 'host.json', 'package.json'],
    options: {
      entryPoints: { index: './functions/index.ts', app: './functions/app.ts' },
      outdir: 'dist/app',
      outExtension: { '.js': '.cjs' },
      external: ['@azure/functions-core'],
      plugins: [leaveOut, oneCopy, appApart, cardsBeside],
      metafile: true,
    },
    after: finishApp,
  },
  cli: {
    rooms: ['bot', 'cards', 'functions'],
    options: {
      entryPoints: { cli: './functions/cli.ts' },
      outdir: 'dist',
      outExtension: { '.js': '.cjs' },
      plugins: [leaveOut, oneCopy],
    },
  },
  local: {
    rooms: ['bot', 'infra/local'],
    options: {
      entryPoints: { host: './infra/local/host/main.ts', start: './infra/local/start/main.ts' },
      outdir: 'dist/local',
      outExtension: { '.js': '.cjs' },
      packages: 'external',
    },
  },
  torture: {
    rooms: ['bot', 'cards', 'tests'],
    options: {
      entryPoints: { torture: './tests/torture/main.ts' },
      outdir: 'dist/local',
      outExtension: { '.js': '.mjs' },
      packages: 'external',
      format: 'esm',
      supported: {},
    },
  },
  bench: {
    rooms: ['bot', 'cards', 'tests', 'infra/local'],
    options: {
      entryPoints: {
        bench: './tests/bench/main.ts',
        'bench-part': './tests/bench/parts/main.ts',
        'bench-start': './tests/bench/parts/start.ts',
      },
      outdir: 'dist/local',
      outExtension: { '.js': '.mjs' },
      packages: 'external',
      format: 'esm',
      supported: {},
    },
  },
};

/** Built by the commands that run them. */
const OWN_TESTS = ['torture', 'bench'];

/** Whose change means that everything is built again. */
const BUILT_BY = ['build', 'bundling', 'app-folder', 'notices'].map((name) => `infra/local/${name}.mjs`);

/** Builds the parts named that are not up to date. */
export async function build(...names) {
  if (names.every(isUpToDate)) return;
  await oneAtATime(async () => {
    for (const name of names) if (!isUpToDate(name)) await buildPart(name);
  });
}

async function buildPart(name) {
  const { options, after } = PARTS[name];
  const hash = inputHash(name);
  const { build: bundle, formatMessages } = await import('esbuild');
  let made;
  try {
    made = await bundle({ ...SHARED, ...options });
  } catch (error) {
    const lines = await formatMessages(error.errors ?? [{ text: error.message }], { kind: 'error' });
    giveUp(`Building ${name} failed.\n${lines.join('')}`);
  }
  after?.(made.metafile);
  mkdirSync(join(ROOT, 'dist', '.stamps'), { recursive: true });
  writeFileSync(stampOf(name), hash);
  say(`Built ${name}.`);
}

/* ---- Skipping what has not changed ---- */

function stampOf(name) {
  return join(ROOT, 'dist', '.stamps', name);
}

function isUpToDate(name) {
  return existsSync(stampOf(name)) && readFileSync(stampOf(name), 'utf8') === inputHash(name);
}

/** Over our own sources and the lock: what lies in node_modules changes with the lock only. */
function inputHash(name) {
  const hash = createHash('sha256');
  const tools = ['package-lock.json', ...BUILT_BY];
  for (const file of [...PARTS[name].rooms, ...tools].flatMap((room) => filesBelow(join(ROOT, room)))) {
    hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await install();
  await build(...Object.keys(PARTS).filter((name) => !OWN_TESTS.includes(name)));
}
