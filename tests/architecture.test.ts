import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/** DESIGN 2 as a table: the first line that fits a file says what it may import, beside its own room. */
interface Room {
  readonly files: RegExp;
  /** Files of ours (from the top, without extension) and packages. */
  readonly may: readonly RegExp[];
  /** Of which only types. */
  readonly types?: readonly RegExp[];
}

const DOMAIN = /^bot\/domain\//;
const PORTS = /^bot\/flows\/ports(-\w+)?$/;
const BUILT_IN = /^node:/;
const CRYPTO = /^node:crypto$/;
const STREAM = /^node:stream$/;
const ZOD = /^zod(\/|$)/;
/** Spans, and Application Insights: in two files only. */
const TELEMETRY = [/^@opentelemetry\//, /^@azure\/monitor-opentelemetry-exporter$/];
/** Writers of Word and Excel files. */
const OFFICE = [/^docx$/, /^exceljs$/, /^fflate$/, /^saxes$/];

const ROOMS: readonly Room[] = [
  { files: /^bot\/domain\//, may: [DOMAIN, /^temporal-polyfill$/, /^croner$/] },
  { files: /^bot\/flows\//, may: [/^bot\/flows\//, DOMAIN] },
  {
    files: /^bot\/storage\//,
    may: [
      /^bot\/storage\//,
      DOMAIN,
      PORTS,
      ZOD,
      CRYPTO,
      STREAM,
      /^@azure\/(data-tables|storage-queue|storage-blob|identity)$/,
    ],
    types: [/^@azure\/core-/],
  },
  {
    files: /^bot\/teams\//,
    may: [
      /^bot\/teams\//,
      /^bot\/flows\//,
      DOMAIN,
      /^cards\//,
      ZOD,
      CRYPTO,
      /^botbuilder$/,
      /^botframework-/,
      /^@microsoft\/teams-ai$/,
    ],
  },
  {
    files: /^bot\/documents\//,
    may: [/^bot\/documents\//, DOMAIN, PORTS, ZOD, CRYPTO, STREAM, /^node:zlib$/, /^csv-parse/, ...OFFICE],
  },
  { files: /^bot\/calendar\./, may: [DOMAIN, /^date-holidays$/] },
  { files: /^bot\/clock\./, may: [DOMAIN, BUILT_IN], types: [PORTS] },
  { files: /^bot\/log\./, may: [], types: [PORTS] },
  {
    files: /^bot\/traces(-out)?\./,
    may: [/^bot\/(log|traces)$/, /^bot\/flows\/(fault|no-traces|traceparent)$/, BUILT_IN, ...TELEMETRY],
    types: [PORTS, /^bot\/config$/],
  },
  { files: /^bot\/config(-\w+)?\./, may: [/^bot\/config(-\w+)?$/], types: [DOMAIN] },
  { files: /^bot\/wiring(-command-line|-storage)?\./, may: [/^bot\//, BUILT_IN] },
  { files: /^cards\//, may: [/^cards\//, DOMAIN, /^adaptivecards-templating$/] },
  {
    files: /^functions\/(index|app|cli|cli-verbs)\./,
    may: [/^functions\//, /^bot\/(config|wiring|wiring-command-line|log)$/, BUILT_IN, /^@azure\/functions$/],
    types: [/^bot\/flows\//, DOMAIN],
  },
  { files: /^functions\//, may: [/^functions\//, BUILT_IN], types: [/^bot\/flows\//, DOMAIN, /^@azure\/functions$/] },
];

interface Import {
  readonly file: string;
  readonly name: string;
  readonly typeOnly: boolean;
}

const ROOT = resolve(import.meta.dirname, '..');
const SOURCES = ['bot', 'cards', 'functions'].flatMap(sourcesIn);
const IMPORTS = SOURCES.flatMap(importsOf);

function sourcesIn(room: string): readonly ts.SourceFile[] {
  return readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .map((name) => {
      const file = join(room, name);
      return ts.createSourceFile(file, readFileSync(join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    });
}

function importsOf(source: ts.SourceFile): readonly Import[] {
  return nodesOf(source).flatMap((node) => {
    const found = specifierOf(node);
    if (found === undefined) return [];
    const name = found.text.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(source.fileName), found.text)).replace(/\.[cm]?[jt]s$/, '')
      : found.text;
    return [{ file: source.fileName, name, typeOnly: found.typeOnly }];
  });
}

function nodesOf(node: ts.Node): readonly ts.Node[] {
  return [node, ...node.getChildren().flatMap(nodesOf)];
}

/** Every way to name another module: import, export from, `import x = require()`, `import()`, `require()`, type import. */
function specifierOf(node: ts.Node): { text: string; typeOnly: boolean } | undefined {
  const of = (name: ts.Node | undefined, typeOnly: boolean): ReturnType<typeof specifierOf> =>
    name !== undefined && ts.isStringLiteralLike(name) ? { text: name.text, typeOnly } : undefined;
  if (ts.isImportDeclaration(node)) return of(node.moduleSpecifier, isTypeImport(node));
  if (ts.isExportDeclaration(node)) return of(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isExternalModuleReference(node)) return of(node.expression, false);
  if (ts.isImportTypeNode(node))
    return of(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
  if (!ts.isCallExpression(node)) return undefined;
  const called = node.expression;
  const imports = called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');
  return imports ? of(node.arguments[0], false) : undefined;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  return (
    importClause.name === undefined &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((element) => element.isTypeOnly)
  );
}

/** What git keeps at the top, so that scratch files are nobody's business; without git, whatever tools did not make. */
function top(): readonly string[] {
  try {
    const kept = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).split('\0');
    return [...new Set(kept.map((name) => name.split('/')[0] ?? ''))].filter((name) => name !== '');
  } catch {
    const made = ['node_modules', 'dist', 'coverage', 'devTools'];
    return readdirSync(ROOT).filter((name) => !made.includes(name));
  }
}

const show = ({ file, name, typeOnly }: Import): string => `${file} imports ${typeOnly ? 'types of ' : ''}${name}`;
const fits = (patterns: readonly RegExp[] = [], text: string): boolean => patterns.some((one) => one.test(text));

describe('the rooms', () => {
  test('are walked', () => {
    expect(SOURCES.length).toBeGreaterThan(50);
    expect(IMPORTS.length).toBeGreaterThan(200);
  });

  test('import only what DESIGN 2 allows them', () => {
    const wrong = IMPORTS.filter(({ file, name, typeOnly }) => {
      const room = ROOMS.find(({ files }) => files.test(file));
      return !room || !(fits(room.may, name) || (typeOnly && fits(room.types, name)));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  test('leave botbuilder and teams-ai to three files of bot/teams, and registering to functions/index.ts', () => {
    const teams = IMPORTS.filter(({ name }) => /^(botbuilder|botframework-|@microsoft\/teams-ai)/.test(name));
    // To put in another SDK is to write these anew, and connector.ts, which knows the SDK's client without importing it.
    const seam = ['bot/teams/adapter.ts', 'bot/teams/context-turn.ts', 'bot/teams/teams-app.ts'];
    expect([...new Set(teams.map(({ file }) => file))].sort()).toEqual(seam);
    // Nobody reaches past the seam but the page that wires everything.
    const behind = /^bot\/teams\/(adapter|context-turn|teams-app|connector)$/;
    const past = IMPORTS.filter(({ file, name }) => behind.test(name) && !behind.test(file.replace(/\.ts$/, '')));
    expect([...new Set(past.map(({ file }) => file))]).toEqual(['bot/wiring.ts']);
    const registering = IMPORTS.filter(({ name, typeOnly }) => name.startsWith('@azure/functions') && !typeOnly);
    expect(registering.filter(({ file }) => file !== 'functions/index.ts').map(show)).toEqual([]);
  });

  test('read process.env at the entry points only', () => {
    const reads = SOURCES.filter((source) =>
      nodesOf(source).some((node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env'),
    );
    const elsewhere = reads
      .map(({ fileName }) => fileName)
      .filter((name) => !/^functions\/(index|app|cli)\.ts$/.test(name));
    expect(elsewhere).toEqual([]);
  });

  test('are all that lies at the top, beside dot-files and the configuration of tools', () => {
    const rooms = ['bot', 'cards', 'functions', 'infra', 'tests'];
    const files = [
      'README.md',
      'LICENSE',
      'host.json',
      'knip.json',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'm365agents.yml',
    ];
    const known = new Set([...rooms, ...files]);
    const others = top().filter((name) => !known.has(name) && !/^\.|\.config\.m?[jt]s$/.test(name));
    expect(others).toEqual([]);
  });
});
