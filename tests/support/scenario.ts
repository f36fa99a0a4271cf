/** A plan and its people as a folder of `tests/scenarios/days` tells them, built by the words of the command line. */
import { parseCivilDate, momentAt, type CivilDate, type Instant } from '../../bot/domain/dates.js';
import { startTalk, type Talk, type TalkNeeds } from '../teams/talk.js';
import { APP_ID } from '../teams/world.js';
import { fileOf, terminal, type Terminal } from './command-line.js';
import { ZONE } from './world.js';

/** world.json. Moments are "2026-11-18 09:00" on the clocks of London. */
export interface ScenarioWorld {
  /** What the folder shows, a sentence or two: it heads both golden files. */
  readonly shows: string;
  readonly begins: string;
  readonly plans: readonly ScenarioPlan[];
  /** Name and role ("", leader, admin, external, left); those whom a plan names, and heads and owners. */
  readonly people: readonly (readonly [name: string, role: string])[];
  /** When Waymark looks for what is due: minute, hour, day, month, day of the week. */
  readonly asks: string;
}

interface ScenarioPlan {
  readonly id: string;
  readonly title: string;
  /** The day as at which it is loaded: stages before it have passed. */
  readonly loaded: string;
  readonly owner: string;
  /** Head of service by area code. */
  readonly heads: Readonly<Record<string, string>>;
  /** A plan file: headings, then rows. */
  readonly rows: readonly (readonly string[])[];
}

export interface Stage {
  readonly talk: Talk;
  readonly type: Terminal;
  readonly names: readonly string[];
}

/** Everybody is linked and has opened the chat with Waymark; nobody has had a card. Close `talk` when done. */
export async function setStage({ begins, plans, people, asks }: ScenarioWorld, needs: TalkNeeds = {}): Promise<Stage> {
  const talk = await startTalk([], needs);
  const type = accepted(terminal(talk.world));
  talk.world.clock.set(momentOf(begins));
  for (const { id, title, loaded, rows } of plans) {
    await type('import', fileOf('plan.csv', csv(rows)), '--plan', id, '--title', title, '--as-at', loaded);
  }
  const officers = people.map(([name, role]) => [name, '', role]);
  await type('officers', 'import', fileOf('officers.csv', csv([['Name', 'Entra id', 'Role'], ...officers])));
  for (const { id, owner, heads } of plans) {
    await type('heads', 'owner', '--plan', id, '--to', owner);
    for (const [area, to] of Object.entries(heads)) {
      await type('heads', 'set', '--plan', id, '--area', area, '--to', to);
    }
  }
  const names = people.map(([name]) => name);
  for (const name of names) await link(talk, name);
  await type('schedules', 'add', 'asks', '--kind', 'sweep', '--cron', asks);
  return { talk, type, names };
}

/** What Teams calls them: "hannah-osei". */
export function idInTeams(name: string): string {
  return name.toLowerCase().replace(/[^a-z]+/g, '-');
}

async function link({ ports, connector }: Talk, name: string): Promise<void> {
  const found = await ports.people.byName(name);
  if (found === null) throw new Error(`Nobody is called ${name}`);
  const who = idInTeams(name);
  const chat = { serviceUrl: connector.url, conversationId: `chat-${who}`, botId: `28:${APP_ID}` };
  await ports.people.put({ ...found.value, entraId: `e-${who}`, chat, welcomed: true }, found.etag);
}

/** "2026-11-18 09:00" on the clocks of London. */
export function momentOf(text: string): Instant {
  const [, day = '', hour = '', minute = ''] = /^(\S{10}) (\d\d):(\d\d)$/.exec(text) ?? [];
  return momentAt(dayOf(day), Number(hour) * 60 + Number(minute), ZONE);
}

function dayOf(text: string): CivilDate {
  const day = parseCivilDate(text);
  if (day === undefined) throw new Error(`“${text}” is not a day`);
  return day;
}

/** A scenario that the command line refuses is written wrongly. */
function accepted(type: Terminal): Terminal {
  return async (...words) => {
    const typed = await type(...words);
    if (typed.exit === 2) throw new Error(`${words.join(' ')}: ${typed.lines.join(' ')}`);
    return typed;
  };
}

function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n');
}
