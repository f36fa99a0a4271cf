/**
 * The council of `world.json`, for one page of the runbook: whoever is on duty types at the real command line, Teams and
 * storage do what the scene says, and whatever people see comes through the real adapter. The clock stands where the
 * scene puts it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, msOf } from '../../../bot/domain/dates.js';
import { DRAIN_LIMITS, drain } from '../../../bot/flows/drain.js';
import { isAlive, readiness } from '../../../bot/flows/readiness.js';
import { refreshCards } from '../../../bot/flows/refresh.js';
import { tick } from '../../../bot/flows/tick.js';
import { reasonOf } from '../../../bot/wiring-command-line.js';
import type { SigningKey } from '../../../bot/teams/card-token.js';
import type { Card } from '../../../cards/index.js';
import { refusalOf } from '../../../functions/cli-refusals.js';
import { health } from '../../../functions/health.js';
import { cardText } from '../../support/card-text.js';
import { terminal, type Terminal } from '../../support/command-line.js';
import { idInTeams, momentOf, setStage, type ScenarioWorld } from '../../support/scenario.js';
import type { Hook } from '../../support/world.js';
import { KEYS, type Talk, type Told } from '../../teams/talk.js';
import { piped, wordsOf, type Walker } from './page.js';

/** What happens on a page, and what it shows beside commands, by name. */
export interface Scene {
  readonly happens?: Readonly<Record<string, () => Promise<void> | void>>;
  readonly shows?: Readonly<Record<string, () => Promise<readonly string[]>>>;
}

export interface Walk {
  readonly talk: Talk;
  /** Time passes until "2026-11-18 10:00"; the bot comes every five minutes. */
  until(moment: string): Promise<void>;
  /** Time passes, and the bot does not come. */
  standstill(moment: string): void;
  /** The bot comes once, at the present moment. Throws what it throws. */
  comes(): Promise<void>;
  /** Types at the terminal, as commands of the page do. */
  readonly type: Terminal;
  /** Whoever is on duty types on other storage from now on; null: on that of the council. */
  typeAt(other: Terminal | null): void;
  /** A file that commands name, by the path that they mean. */
  pathOf(name: string): string;
  /** The newest card in somebody's chat. */
  cardOf(name: string): Card;
  /** Awaited before each request to storage; it may throw. */
  hook: Hook;
  /** The keys of the settings; the first signs. */
  keys: readonly SigningKey[];
  /** What GET /api/health answers. */
  health(): Promise<readonly string[]>;
}

const WORLD = JSON.parse(readFileSync(join(import.meta.dirname, 'world.json'), 'utf8')) as ScenarioWorld;
const TICK_MS = 5 * 60_000;
const FILE = /^[\w.-]+\.(csv|json|gz|ndjson)$/;

/** Throws for a page that names what its scene does not have, and for a scene with more than its page has. */
export async function walkWith(
  scene: (walk: Walk) => Scene,
  page: (walker: Walker) => Promise<string>,
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-runbook-'));
  const hooks: Pick<Walk, 'hook' | 'keys'> = { hook: () => Promise.resolve(), keys: KEYS };
  const { talk } = await setStage(WORLD, { hook: (call) => hooks.hook(call), keys: () => hooks.keys });
  try {
    const walk = walkOn(talk, folder, hooks);
    const { happens = {}, shows = {} } = scene(walk);
    const left = new Set([...Object.keys(happens), ...Object.keys(shows)]);
    const named = <T>(name: string, from: Readonly<Record<string, T>>): T => {
      const found = from[name];
      if (found === undefined) throw new Error(`The scene of this page has no “${name}”`);
      left.delete(name);
      return found;
    };
    const walked = await page({
      happens: async (name) => named(name, happens)(),
      shows: async (name) => named(name, shows)(),
      types: async (command) => typed(talk, walk, folder, command),
    });
    if (left.size > 0) throw new Error(`Nothing on the page uses ${[...left].join(', ')}`);
    return walked;
  } finally {
    await talk.close();
    rmSync(folder, { recursive: true });
  }
}

function walkOn(talk: Talk, folder: string, hooks: Pick<Walk, 'hook' | 'keys'>): Walk {
  const { world, ports } = talk;
  const own = terminal({ ...world, ports });
  let other: Terminal | null = null;
  const comes = async (): Promise<void> => {
    await tick(ports, DRAIN_LIMITS);
    await hear(talk);
  };
  return Object.assign(hooks, {
    talk,
    comes,
    until: async (moment: string) => {
      const end = momentOf(moment);
      const next = (): number => (Math.floor(msOf(world.clock.now()) / TICK_MS) + 1) * TICK_MS;
      for (let at = next(); at <= msOf(end); at = next()) {
        world.clock.set(instant(new Date(at).toISOString()));
        await comes();
      }
      world.clock.set(end);
    },
    standstill: (moment: string) => {
      world.clock.set(momentOf(moment));
    },
    type: (...words: readonly string[]) => (other ?? own)(...words),
    typeAt: (next: Terminal | null) => {
      other = next;
    },
    pathOf: (name: string) => join(folder, name),
    cardOf: (name: string) => newestCardOf(talk, name),
    health: async () => {
      const app = { alive: () => isAlive(ports), readiness: () => readiness(ports) };
      const answer = await health(() => Promise.resolve(app as never))({} as never, {} as never);
      const { status, jsonBody } = answer as { readonly status: number; readonly jsonBody: unknown };
      return [`HTTP ${String(status)}`, JSON.stringify(jsonBody)];
    },
  });
}

async function typed({ world }: Talk, walk: Walk, folder: string, command: string): Promise<readonly string[]> {
  const [line = '', filter] = command.split(/ \| (?=\w)/);
  const [name, ...words] = wordsOf(line);
  if (name !== 'waymark') throw new Error(`A page walks “waymark VERB”, and not “${command}”`);
  const told = await walk
    .type(...words.map((word) => (FILE.test(word) ? join(folder, word) : word)))
    .then(({ lines }) => lines)
    .catch((error: unknown) => [refusalOf(error, reasonOf).message]);
  if (world.bells.waiting().length > 0) await hear(walk.talk);
  const shown = told.flatMap((one) => one.replaceAll(`${folder}/`, '').split('\n'));
  return piped(
    shown.map((one) => one.trimEnd()),
    filter?.trim(),
  );
}

/** What was rung for and may be heard by now. */
async function hear({ world, ports }: Talk): Promise<void> {
  for (let rung = world.bells.take(); rung !== null; rung = world.bells.take()) {
    if (rung.queue === 'refresh') await refreshCards(ports, rung.message);
    if (rung.queue === 'deliver') await drain(ports);
  }
}

function newestCardOf({ connector }: Talk, name: string): Card {
  const chat = `/chat-${idInTeams(name)}/`;
  const bodies = connector.requests.filter(({ path }) => path.includes(chat)).map(({ body }) => body);
  const card = (bodies.at(-1) as { readonly attachments?: readonly { readonly content: Card }[] } | undefined)
    ?.attachments?.[0]?.content;
  if (card === undefined) throw new Error(`${name} has no card`);
  return card;
}

/** What somebody reads. */
export function readBy(told: Told | undefined): readonly string[] {
  if (told === undefined) return ['(nothing)'];
  return 'card' in told ? cardText(told.card) : [told.text];
}
