import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(path, 'utf8');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name!);

/* ---- The toolkit ---- */

interface Step {
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>> & {
    readonly templates?: readonly { readonly path: string; readonly parameters: string }[];
  };
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}
interface Toolkit {
  readonly version: string;
  readonly environmentFolderPath: string;
  readonly provision: readonly Step[];
  readonly deploy: readonly Step[];
  readonly publish: readonly Step[];
}

const toolkit = parse(read('m365agents.yml')) as Toolkit;
const bicep = read('infra/azure/main.bicep');
/** What arm/deploy writes to the environment file. */
const outputs = [...bicep.matchAll(/^output (\w+) /gm)].map(([, name]) => name!);
const environments = readdirSync(toolkit.environmentFolderPath).filter((file) => !file.endsWith('.user'));

function variablesIn(file: string): Readonly<Record<string, string>> {
  const lines = read(`${toolkit.environmentFolderPath}/${file}`).split('\n');
  const pairs = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('='));
  return Object.fromEntries(pairs.map(([name, value]) => [name, value])) as Record<string, string>;
}

/** Every file that a step reads, with the placeholders that are replaced in it. */
function filesOf({ with: given }: Step): readonly string[] {
  const templates = given.templates?.flatMap(({ path, parameters }) => [path, parameters]) ?? [];
  return [...templates, ...('manifestPath' in given ? [String(given.manifestPath)] : [])];
}

describe('m365agents.yml', () => {
  const steps = [...toolkit.provision, ...toolkit.deploy, ...toolkit.publish];

  test('does what the toolkit does, in its order', () => {
    expect(toolkit.version).toBe('v1.9');
    expect(toolkit.provision.map(({ uses }) => uses)).toEqual([
      ...['teamsApp/create', 'arm/deploy', 'teamsApp/zipAppPackage', 'teamsApp/validateAppPackage', 'teamsApp/update'],
    ]);
    expect(toolkit.deploy.map(({ uses }) => uses)).toEqual([
      ...['cli/runNpmCommand', 'cli/runNpmCommand', 'script', 'script'],
    ]);
    expect(toolkit.publish.at(-1)?.uses).toBe('teamsApp/publishAppPackage');
  });

  test('names files and scripts that are there', () => {
    const files = steps.flatMap(filesOf);
    expect(files).toContain('./infra/azure/main.bicep');
    for (const file of files) expect(existsSync(file), file).toBe(true);
    for (const { with: given } of toolkit.deploy) {
      const script = /^run (\S+)/.exec(String(given.args))?.[1];
      if (script !== undefined) expect(scripts).toHaveProperty(script);
      const file = /node (\S+\.mjs)/.exec(String(given.run))?.[1];
      if (file !== undefined) expect(existsSync(file), file).toBe(true);
    }
    // What is deployed is what npm run package makes.
    expect(JSON.stringify(toolkit.deploy)).toContain('--src dist/waymark-functions.zip');
    expect(read('infra/local/package.mjs')).toContain("keep('waymark-functions.zip'");
  });

  test.each(environments)('finds every value it asks for in %s, or in what an earlier step wrote', (file) => {
    const known = new Set(Object.keys(variablesIn(file)));
    for (const step of steps) {
      const text = [JSON.stringify(step), ...filesOf(step).map((path) => (path.endsWith('.bicep') ? '' : read(path)))];
      for (const name of text.flatMap(placeholders))
        expect(known.has(name), `${step.uses} asks for ${name}`).toBe(true);
      for (const name of Object.values(step.writeToEnvironmentFile ?? {})) known.add(name);
      if (step.uses === 'arm/deploy') for (const name of outputs) known.add(name);
    }
    expect(outputs).toContain('BOT_ID');
  });

  test('has two environments that ask for the same, and hold no secret', () => {
    expect(environments).toEqual(['.env.dev', '.env.prod']);
    const [dev, prod] = environments.map(variablesIn);
    expect(Object.keys(dev!)).toEqual(Object.keys(prod!));
    for (const [name, variables] of [['dev', dev!] as const, ['prod', prod!] as const]) {
      const { TEAMSFX_ENV, APP_NAME_SUFFIX, RESOURCE_SUFFIX, ...others } = variables;
      expect(TEAMSFX_ENV).toBe(name);
      expect([APP_NAME_SUFFIX, RESOURCE_SUFFIX]).toEqual([`-${name}`, `-${name}`]);
      expect(Object.values(others).join('')).toBe('');
      // main.bicep begins every name so, and takes twenty letters at most.
      expect(`waymark${RESOURCE_SUFFIX!}`).toMatch(/^[a-z][a-z0-9-]{3,19}$/);
    }
    expect(read('.gitignore').split('\n')).toContain('infra/azure/env/.env.*.user');
  });

  test('gives main.bicep what it has no default for, and nothing that it does not know', () => {
    const { parameters } = JSON.parse(read('infra/azure/main.parameters.json')) as { parameters: object };
    const declared = [...bicep.matchAll(/^param (\w+) \w+( =)?/gm)];
    const needed = declared.filter(([, , fallback]) => fallback === undefined).map(([, name]) => name!);
    expect(needed.length).toBeGreaterThan(0);
    expect(Object.keys(parameters)).toEqual(expect.arrayContaining(needed));
    for (const name of Object.keys(parameters)) expect(declared.map(([, known]) => known)).toContain(name);
  });
});

/* ---- The workflows ---- */

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly container?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((file) => [file, parse(read(`${FOLDER}/${file}`)) as Workflow] as const);
const jobs = workflows.flatMap(([file, { jobs: own }]) =>
  Object.entries(own).map(([name, job]) => [`${file} ${name}`, job] as const),
);

describe('the workflows', () => {
  test('are three, started as they should be', () => {
    expect(workflows.map(([file]) => file)).toEqual(['check.yml', 'deploy.yml', 'package.yml']);
    const started = Object.fromEntries(workflows.map(([file, { on }]) => [file, Object.keys(on)]));
    expect(started['check.yml']).toEqual(['push', 'pull_request']);
    // Nothing is deployed by a push.
    expect(started['deploy.yml']).toEqual(['workflow_dispatch']);
  });

  test('may do nothing that a job does not ask for, and only the deployment signs in', () => {
    for (const [file, { permissions }] of workflows) expect(permissions, file).toEqual({});
    const asked = Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]));
    const reads = { contents: 'read' };
    expect(asked).toEqual({
      'check.yml check': reads,
      'deploy.yml package': reads,
      'deploy.yml deploy': { ...reads, 'id-token': 'write' },
      'package.yml package': reads,
    });
    for (const [name, job] of jobs) if (job.uses === undefined) expect(job['timeout-minutes'], name).toBeGreaterThan(0);
  });

  test('run actions of one commit only, hold no secrets, and put no value of GitHub’s into a shell', () => {
    for (const [file] of workflows) {
      const text = read(`${FOLDER}/${file}`);
      expect(text, file).not.toMatch(/secrets\./);
      for (const [, action] of text.matchAll(/uses: (.+)/g)) {
        expect(action).toMatch(/^(\.\/\.github\/workflows\/package\.yml|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
      }
    }
    const steps = jobs.flatMap(([, { steps: own = [] }]) => own);
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
    for (const { uses = '', with: given } of steps)
      if (uses.startsWith('actions/checkout@')) expect(given).toMatchObject({ 'persist-credentials': false });
  });

  test('run scripts and files that are there, on Node 24', () => {
    const runs = jobs.flatMap(([, { steps = [] }]) => steps.flatMap(({ run = [] }) => run));
    const named = runs.flatMap((run) => [...run.matchAll(/npm run (\w+)/g)].map(([, script]) => script!));
    expect(named).toContain('package');
    for (const script of named) expect(scripts).toHaveProperty(script);
    for (const file of ['.ci/run', 'infra/azure/smoke.mjs']) {
      expect(
        runs.some((run) => run.includes(file)),
        file,
      ).toBe(true);
      expect(existsSync(file)).toBe(true);
    }
    const nodes = jobs.flatMap(([, { container, steps = [] }]) => [
      ...(container === undefined ? [] : [container]),
      ...steps.filter(({ uses }) => uses?.startsWith('actions/setup-node@')).map((step) => step.with?.['node-version']),
    ]);
    expect(nodes).toEqual(['node:24-bookworm', 24, 24]);
  });

  test('deploy the package that was made, to an environment, and end with its health', () => {
    const deploy = workflows.find(([file]) => file === 'deploy.yml')![1].jobs.deploy!;
    expect([deploy.needs, deploy.environment]).toEqual(['package', '${{ inputs.environment }}']);
    const login = deploy.steps?.find(({ uses }) => uses?.startsWith('azure/login@'))?.with;
    expect(Object.keys(login ?? {})).toEqual(['client-id', 'tenant-id', 'subscription-id']);
    const runs = deploy.steps?.flatMap(({ run = [] }) => run) ?? [];
    expect(runs.map((run) => run.split(' ').slice(0, 2).join(' '))).toEqual([
      ...['sha256sum --check', 'az functionapp', 'node infra/azure/smoke.mjs'],
    ]);
  });
});
