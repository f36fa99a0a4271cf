/** Plays the days of a scenario: Waymark wakes every five minutes, people say and press things in between. */
import { DRAIN_LIMITS, drain } from '../../bot/flows/drain.js';
import { civilDateAt, instant, inWords, momentAt, msOf, timeInWords, type Instant } from '../../bot/domain/dates.js';
import { nightly } from '../../bot/flows/nightly.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { tick } from '../../bot/flows/tick.js';
import type { Card } from '../../cards/index.js';
import { buttonsOf, newestCard, plain, type Told } from '../teams/talk.js';
import { cardText } from './card-text.js';
import type { ConnectorRequest } from './connector.js';
import { idInTeams, momentOf, setStage, type ScenarioWorld, type Stage } from './scenario.js';
import { ZONE } from './world.js';

/** One entry of days.json; moments are "2026-11-18 09:00" on the clocks of London. */
export type ScenarioStep =
  /** Time passes. */
  | { readonly until: string }
  | { readonly at: string; readonly who: string; readonly says: string }
  /** On the card that they see: the button that begins so, with its milestone where several do. */
  | {
      readonly at: string;
      readonly who: string;
      readonly presses: string;
      readonly about?: string;
      readonly types?: Readonly<Record<string, string>>;
      readonly ticks?: readonly string[];
    }
  /** Somebody at the command line. */
  | { readonly at: string; readonly terminal: readonly string[] };

interface Played {
  /** What was sent unasked, to whom and when. */
  readonly sent: string;
  /** What people said and pressed, and what they were answered. */
  readonly said: string;
}

const TICK_MS = 5 * 60_000;
/** The nightly repairs run at ten past two in UTC, as they do in Azure. */
const NIGHTLY = 'T02:10';

export async function play(world: ScenarioWorld, steps: readonly ScenarioStep[]): Promise<Played> {
  const stage = await setStage(world);
  const player = playerOn(stage);
  try {
    for (const step of steps) {
      await player.until(momentOf('until' in step ? step.until : step.at));
      if ('until' in step) continue;
      if ('terminal' in step) await player.types(step.terminal);
      else if ('says' in step) await player.says(step.who, step.says);
      else await player.presses(step);
    }
    return { sent: filed(world.shows, player.sent), said: filed(world.shows, player.said) };
  } finally {
    await stage.talk.close();
  }
}

interface Player {
  readonly sent: string[];
  readonly said: string[];
  until(moment: Instant): Promise<void>;
  types(words: readonly string[]): Promise<void>;
  says(who: string, words: string): Promise<void>;
  presses(step: Extract<ScenarioStep, { readonly presses: string }>): Promise<void>;
}

function playerOn({ talk, type, names }: Stage): Player {
  const { world, ports, connector } = talk;
  const [sent, said]: [string[], string[]] = [[], []];
  /** What somebody sees at the bottom of their chat, and what stood on the card that was sent last. */
  const inHand = new Map<string, Card>();
  const stood = new Map<string, readonly string[]>();
  const now = (): string => `${inWords(civilDateAt(world.clock.now(), ZONE))}, ${timeInWords(world.clock.now(), ZONE)}`;
  let noted = 0;

  /** What went to Teams since, except what somebody was answered. */
  const noteSent = async (when: string): Promise<void> => {
    for (const request of connector.requests.slice(noted)) {
      const { who, card, summary, replaces } = cardIn(request, names);
      if (card === null) continue;
      // Older cards are put right, too: nobody looks at them.
      if (replaces !== null && replaces !== (await newestCard(ports, idInTeams(who)))) continue;
      inHand.set(who, card);
      const [before, lines] = [stood.get(who) ?? [], cardText(card)];
      stood.set(who, lines);
      const fresh = lines.filter((line) => !before.includes(line));
      if (replaces === null) sent.push(entry(`${when}: to ${who}, announced as “${summary}”`, lines));
      else if (fresh.length > 0)
        sent.push(entry(`${when}: the card of ${who} is put right in its place. New on it:`, fresh));
    }
    noted = connector.requests.length;
  };
  /** What was rung for: other cards are put right, held ones go. */
  const hear = async (): Promise<void> => {
    for (let rung = world.bells.take(); rung !== null; rung = world.bells.take()) {
      if (rung.queue === 'refresh') await refreshCards(ports, rung.message);
      if (rung.queue === 'deliver') await drain(ports);
    }
  };
  const answered = (who: string, did: string, told: readonly Told[]): void => {
    const lines = told.flatMap((one) => ('card' in one ? cardText(one.card) : [one.text]));
    said.push(entry(`${now()}: ${who} ${did}`, lines));
    for (const one of told) if ('card' in one) inHand.set(who, one.card);
  };
  const acted = async (act: () => Promise<void>): Promise<void> => {
    const when = now();
    await act();
    await hear();
    await noteSent(when);
  };
  const wake = async (moment: Instant): Promise<void> => {
    world.clock.set(moment);
    await acted(async () => {
      if (isNight(moment)) await nightly(ports);
      await tick(ports, DRAIN_LIMITS);
    });
  };

  return {
    sent,
    said,
    until: async (moment) => {
      for (let next = nextTick(world.clock.now()); next <= moment; next = nextTick(next)) {
        if (isAwake(next)) await wake(next);
      }
      world.clock.set(moment);
    },
    types: (words) =>
      acted(async () => {
        const { lines } = await type(...words);
        said.push(entry(`${now()}: at the command line, ${words.join(' ')}`, lines));
      }),
    says: (who, words) =>
      acted(async () => {
        const told = await talk.say(idInTeams(who), words);
        noted = connector.requests.length;
        answered(who, `says: ${words}`, told);
      }),
    presses: ({ who, presses, about = '', types: typed = {}, ticks: ticked = [] }) =>
      acted(async () => {
        const card = inHand.get(who);
        if (card === undefined) throw new Error(`${who} has no card at ${now()}`);
        const title = titleOn(card, presses);
        const told = await talk.press(idInTeams(who), card, title, { about, typed, ticked });
        const words = Object.entries(typed).map(([field, text]) => `${field} “${text}”`);
        const on = [about, ...ticked].filter((part) => part !== '').join(', ');
        const did = `presses ${title}${on === '' ? '' : ` for ${on}`}`;
        answered(who, words.length === 0 ? did : `types ${words.join(', ')} and ${did}`, [told]);
      }),
  };
}

/** Every five minutes of the day; at night only once, for the nightly repairs, since nothing leaves then. */
function isAwake(moment: Instant): boolean {
  const day = civilDateAt(moment, ZONE);
  return isNight(moment) || (moment >= momentAt(day, 6 * 60, ZONE) && moment <= momentAt(day, 19 * 60, ZONE));
}

function isNight(moment: Instant): boolean {
  return moment.includes(NIGHTLY);
}

function nextTick(after: Instant): Instant {
  return instant(new Date((Math.floor(msOf(after) / TICK_MS) + 1) * TICK_MS).toISOString());
}

function titleOn(card: Card, beginning: string): string {
  const titles = buttonsOf(card).map(({ title }) => plain(String(title)));
  const found = titles.find((title) => title === beginning) ?? titles.find((title) => title.startsWith(beginning));
  if (found === undefined) throw new Error(`No button “${beginning}” among ${titles.join(', ')}`);
  return found;
}

function cardIn({ method, path, body }: ConnectorRequest, names: readonly string[]) {
  const id = decodeURIComponent(/conversations\/([^/]+)/.exec(path)?.[1] ?? '').replace(/^chat-/, '');
  const { attachments, summary = '' } = body as {
    readonly attachments?: readonly { readonly content: Card }[];
    readonly summary?: string;
  };
  const who = names.find((name) => idInTeams(name) === id) ?? id;
  const replaces = method === 'PUT' ? decodeURIComponent(path.split('/').at(-1) ?? '') : null;
  return { who, card: attachments?.[0]?.content ?? null, summary, replaces };
}

function entry(heading: string, lines: readonly string[]): string {
  return [heading, ...lines.map((line) => `    ${line}`)].join('\n');
}

function filed(shows: string, entries: readonly string[]): string {
  const nothing = entries.length === 0 ? ['Nothing.'] : entries;
  return `${[shows, ...nothing].join('\n\n')}\n`;
}
