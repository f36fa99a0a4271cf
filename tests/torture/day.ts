/** One day of a small plan: a sweep, a summary, a few answers, by one host or two; then quiet until nothing is open. */
import { WHOLE, reading } from '../support/channels.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { civilDate, instant, momentAt } from '../../bot/domain/dates.js';
import type { Ports } from '../../bot/flows/ports.js';
import type { Card } from '../../cards/index.js';
import type { Arrival } from '../support/strict-connector.js';
import { seededRandom, loadPlan, PLAN, ZONE } from '../support/world.js';
import { actionOf, buttonsOf, plain } from '../teams/talk.js';
import { activity, APP_ID, press, TENANT } from '../teams/world.js';
import { dueNow, judge, openWork, type DueReminder, type Verdict } from './judge.js';
import type { Hit, Scene, Stage } from './stage.js';
import type { TorturedHost } from './hosts.js';
import type { Counts, Run } from './troubles.js';
import { byCron } from '../support/by-cron.js';

const TODAY = civilDate('2026-11-18');
const LOADED = '2026-09-01T09:00:00.000Z';
/** Half a minute after the slot. */
const MORNING = '2026-11-18T10:00:30.000Z';
const CHANNEL = '19:leaders@thread.tacv2';

/** All of them lead something that is due; Dan never wrote to the bot, so a chat must be opened. */
const PEOPLE = ['Ann', 'Ben', 'Cat', 'Dan'] as const;
const ROWS = [
  { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
  { ref: 'A2', due: '2026-11-11', leads: ['Ann', 'Ben'] },
  { ref: 'A3', due: '2026-11-18', leads: ['Ben'] },
  // Only early stages: in doubt they are held for a person.
  { ref: 'B1', due: '2026-12-16', leads: ['Cat'] },
  { ref: 'B2', due: '2026-11-25', leads: ['Dan'] },
  { ref: 'B3', due: '2027-03-31', leads: ['Cat', 'Ann'] },
] as const;

/** Forward by so much, again and again, until nothing is open: a lease, a dead run, the wait after a doubt, and more. */
const QUIET_STEPS_MS = [30_000, 240_000, 16 * 60_000, 30_000, 31 * 60_000] as const;
const MOST_STEPS = 16;

export interface Outcome extends Verdict {
  readonly run: Run;
  readonly hits: readonly Hit[];
  /** Requests of the bot while trouble was possible. */
  readonly requests: Counts;
  /** Cards that reached somebody. */
  readonly cards: number;
  /** Answers that people gave and saw saved. */
  readonly answers: number;
}

/** Lives the day and judges it. */
export async function live(stage: Stage, run: Run): Promise<Outcome> {
  stage.clock.set(instant(LOADED));
  const scene = await stage.begin(run.seed, run.troubles);
  try {
    // Only now: a host is ready when its storage is there.
    await Promise.all(stage.hosts.map((host) => host.start()));
    const people = { acknowledged: new Set<string>(), tried: new Set<string>() };
    const due = await prepare(stage, scene, run.seed);
    await troubledHours(stage, scene, run, people);
    const requests = scene.counted();
    await scene.heal();
    await untilNothingIsOpen(stage, scene);
    const verdict = await judge({
      ports: scene.ports,
      arrivals: scene.connector.arrivals,
      due,
      channels: [channelOf(run.seed)],
      ...people,
    });
    const faults = [...verdict.faults, ...scene.connector.violations, ...scene.unbounded];
    const cards = scene.connector.arrivals.filter(({ act, accepted }) => act === 'post' && accepted).length;
    return { ...verdict, faults, run, hits: scene.hits, requests, cards, answers: people.acknowledged.size };
  } finally {
    await scene.end();
  }
}

/* ---- Before ---- */

/** Names of chats differ from run to run: the hosts live on, and what they know of the pace with them. */
const chatOf = (name: string, seed: number): string => `chat-${name}-${String(seed)}`;
const channelOf = (seed: number): string => `${CHANNEL}-${String(seed)}`;
/** Other people each run: the hosts live on, and one person may do only so much in five minutes. */
const entraIdOf = (name: string, seed: number): string => `e-${name.toLowerCase()}-${String(seed)}`;

async function prepare({ clock, serviceUrl }: Stage, { ports }: Scene, seed: number): Promise<readonly DueReminder[]> {
  await loadPlan(
    ports,
    ROWS.map((row) => ({ ...row, area: row.ref.slice(0, 1), declared: null })),
    civilDate('2026-09-01'),
  );
  for (const name of PEOPLE) {
    const found = await ports.people.byName(name);
    if (found === null) throw new Error(`Nobody is called ${name}`);
    const chat = { serviceUrl, conversationId: chatOf(name, seed), botId: `28:${APP_ID}` };
    const wrote = name === 'Dan' ? null : chat;
    const known = {
      ...found.value,
      entraId: entraIdOf(name, seed),
      chat: wrote,
      firstDeliveredOn: civilDate('2026-09-01'),
    };
    await ports.people.put({ ...known, welcomed: true }, found.etag);
  }
  await schedulesAndChannel(ports, serviceUrl, seed);
  clock.set(instant(MORNING));
  return dueNow(ports);
}

async function schedulesAndChannel(ports: Ports, serviceUrl: string, seed: number): Promise<void> {
  const createdAt = momentAt(TODAY, 9 * 60, ZONE);
  const common = { ...WHOLE, plans: null, pausedUntil: null, paused: false, createdAt };
  await ports.schedules.put({ ...common, id: 'asks', kind: 'sweep', when: byCron('0 10 * * 1-5') }, null);
  await ports.schedules.put({ ...common, id: 'news', kind: 'rollup', when: byCron('0 10 * * 1-5') }, null);
  const chat = { serviceUrl, conversationId: channelOf(seed), botId: `28:${APP_ID}` };
  const channel = { id: channelOf(seed), name: null, team: null, chat, ...reading(PLAN), registeredBy: null };
  await ports.channels.put({ ...channel, registeredAt: createdAt }, null);
}

/* ---- The hours in which it happens ---- */

interface People {
  readonly acknowledged: Set<string>;
  readonly tried: Set<string>;
}

async function troubledHours(stage: Stage, scene: Scene, run: Run, people: People): Promise<void> {
  const { hosts, clock } = stage;
  const [one, other] = hosts;
  const fire = async (): Promise<void> => {
    await Promise.all((run.together ? hosts : [one]).map((host) => host.fire('tick')));
    await scene.quiet();
  };
  await fire();
  const random = seededRandom(run.seed);
  await Promise.all([
    answer(
      stage,
      scene,
      { name: 'Ann', ref: 'A2', by: [one, other], seed: run.seed, twice: random.fraction() < 0.5 },
      people,
    ),
    answer(
      stage,
      scene,
      { name: 'Ben', ref: 'A3', by: [other, one], seed: run.seed, twice: random.fraction() < 0.5 },
      people,
    ),
  ]);
  await scene.quiet();
  clock.advance(70_000);
  await fire();
}

interface Answering {
  readonly name: string;
  readonly ref: string;
  /** Who is asked first, and who when that fails. */
  readonly by: readonly [TorturedHost, TorturedHost];
  readonly seed: number;
  /** Teams delivers it to both at once. */
  readonly twice: boolean;
}

/** Opens the form on the newest card, rates green, saves, as often as it takes; Teams delivers again what got no answer. */
async function answer(stage: Stage, scene: Scene, answering: Answering, people: People): Promise<void> {
  const { name, ref, by, seed, twice } = answering;
  const arrival = await newestCard(scene, chatOf(name, seed));
  if (arrival === null) return;
  const token = stage.openId.token(APP_ID, stage.serviceUrl);
  const send = async (action: object, hosts: readonly TorturedHost[]): Promise<Card | null> => {
    for (let tried = 0; tried < 3; tried += 1) {
      const deliveries = hosts.map((host, index) => {
        const id = `${String(seed)}-${name}-${String(tried)}-${String(index)}`;
        return host.deliver(pressed(stage, { name, seed, id, replyToId: arrival.activityId }, action), token);
      });
      const cards = (await Promise.all(deliveries)).map((told) => cardIn(told?.body));
      const shown = cards.find((card) => card !== null);
      if (shown !== undefined) return shown;
      await Promise.all(by.filter(({ alive }) => !alive).map((host) => host.start()));
      await sleep(50);
    }
    return null;
  };
  const choose = await send(actionOf(cardOf(arrival.body), 'Update', ref), [by[0]]);
  const form = choose && (await send(actionOf(choose, '● Green'), [by[0]]));
  if (form === null) return;
  const note = `${name} about ${ref}`;
  people.tried.add(note);
  const save = actionOf(form, titleOf(form), '', { typed: { note } });
  const saved = await send(save, twice ? by : [by[0]]);
  if (JSON.stringify(saved).includes('Saved as')) people.acknowledged.add(note);
}

/** Waits for it while there is one to come; null when its troubles keep it away. */
async function newestCard({ connector, ports, hits }: Scene, chat: string): Promise<Arrival | null> {
  // Whoever was to send it may be dead: then it comes when their lease has run out.
  const patience = hits.length > 0 ? 10 : 100;
  for (let tried = 0; tried < patience; tried += 1) {
    const open = tried % 5 === 0 ? (await ports.openDigests.list()).length : 1;
    const arrival = connector.arrivals.findLast(
      (one) => one.act !== 'open' && one.accepted && one.conversation === chat,
    );
    if (arrival !== undefined) return arrival;
    if (open === 0) return null;
    await sleep(100);
  }
  return null;
}

const titleOf = (form: Card): string =>
  plain(String(buttonsOf(form).find(({ title }) => String(title).startsWith('Save as'))?.title));

interface Pressed {
  readonly name: string;
  readonly seed: number;
  readonly id: string;
  readonly replyToId: string | null;
}

function pressed({ serviceUrl }: Stage, { name, seed, id, replyToId }: Pressed, action: object): object {
  return press(serviceUrl, action, {
    ...activity(serviceUrl, { text: undefined }),
    type: 'invoke',
    id,
    replyToId,
    from: { id: `29:${name}`, name, aadObjectId: entraIdOf(name, seed) },
    conversation: { id: chatOf(name, seed), conversationType: 'personal', tenantId: TENANT },
  });
}

function cardOf(body: unknown): Card {
  return (body as { readonly attachments: readonly { readonly content: Card }[] }).attachments[0]!.content;
}

function cardIn(body: unknown): Card | null {
  const value = (body as { readonly value?: Card | string } | null | undefined)?.value;
  return typeof value === 'object' && 'body' in value ? value : null;
}

/* ---- After ---- */

async function untilNothingIsOpen({ hosts, clock }: Stage, scene: Scene): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await scene.quiet();
    if (step > 0 && (await openWork(scene.ports)).length === 0) return;
    clock.advance(QUIET_STEPS_MS[step % QUIET_STEPS_MS.length] ?? 0);
    await hosts[step % 2 === 0 ? 1 : 0].fire('tick');
  }
}
