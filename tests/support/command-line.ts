/** A person at a terminal, over a world in memory: the words as typed, the verbs as wired, the answer as shown. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenInWords } from '../../bot/storage/chain-check.js';
import { KEEP } from '../../bot/domain/retention.js';
import { commandLine, wireCommandLine } from '../../bot/wiring-command-line.js';
import { CommandError, type CommandPorts } from '../../bot/flows/command-line/answer.js';
import { readLine, UsageError } from '../../functions/cli-line.js';
import { runVerb } from '../../functions/cli-verbs.js';
import { createWorld, ZONE, type World } from './world.js';

export interface Typed {
  readonly exit: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
}

/** Types one line: `type('calendar', 'move', 'Board', '--from', ...)`. */
export type Terminal = (...words: readonly string[]) => Promise<Typed>;

export function terminal(world: World): Terminal {
  const ports = commandPorts(world);
  return async (...words) => {
    try {
      const { exit, json, lines } = await runVerb(commandLine, ports, readLine(words));
      return { exit, json: JSON.parse(JSON.stringify(json)) as Typed['json'], lines };
    } catch (error) {
      if (!(error instanceof CommandError) && !(error instanceof UsageError)) throw error;
      const { code, message, exit } = error;
      return { exit, json: { error: { code, message } }, lines: [message] };
    }
  };
}

/** Readers and rights as they are wired; storage and clock of the world. */
function commandPorts({ ports }: World): CommandPorts {
  const storage = { kind: 'connection-string', connectionString: 'UseDevelopmentStorage=true' } as const;
  const config = { surroundings: 'outside', storage, zone: ZONE, clockFile: null, keep: KEEP, admins: [] } as const;
  const wired = wireCommandLine(config, () => undefined);
  return {
    ...wired,
    ...ports,
    inScratch: (same) => ({ ...same, ...createWorld().ports, clock: same.clock }),
    brokenHistory: async (plan) =>
      (plan === null ? await ports.brokenDiary() : await ports.brokenLinks(plan)).map(brokenInWords),
  };
}

/** What stands in JSON at a path: `at(json, 'milestones.0.approved')`. */
export function at(json: unknown, path: string): unknown {
  return path.split('.').reduce((found, key) => (found as Readonly<Record<string, unknown>>)[key], json);
}

/** A file to name on the line, in a folder of its own. */
export function fileOf(name: string, contents: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'waymark-typed-')), name);
  writeFileSync(path, contents);
  return path;
}
