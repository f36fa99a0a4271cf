/** Lives that end in the middle, and go on from a copy: by the same oracle, over what Teams saw of both. */
import { describe, expect, it } from 'vitest';
import { addDays, civilDateAt, momentAt, type CivilDate } from '../../bot/domain/dates.js';
import { PLAN, ZONE, createWorld, seededRandom, type World } from '../support/world.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { restore, type Restored } from '../../bot/flows/restore.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { tick } from '../../bot/flows/tick.js';
import { SimulatedCrash } from '../support/faulty-driver.js';
import { terminal } from '../support/command-line.js';
import { copyOf, opening, restoring, truthOf } from '../support/copies.js';
import { beginLife, isWorkingDay, liveDay, quietDay, START, type Life } from './life.js';
import { faultsOf } from './oracle.js';

const OPERATOR = { kind: 'operator' } as const;
const wanted = process.env.SEED;
const seeds =
  wanted === undefined
    ? Array.from({ length: Number(process.env.SEEDS ?? 12) }, (_, index) => index + 1)
    : [Number(wanted)];

/** The same life in another world, which holds nothing but what the copy held. */
async function reborn(life: Life, copy: Uint8Array): Promise<{ readonly life: Life; readonly restored: Restored }> {
  const { clock } = life.world;
  const world = createWorld(clock.now(), 7_919);
  // Teams is the same, and gives no id twice.
  world.answering = life.world.answering;
  const restored = await restore(restoring(world), OPERATOR, opening(copy));
  if (restored.kind !== 'restored') throw new Error(`It was not restored: ${restored.kind}`);
  // One log for both: what Teams saw is there whatever becomes of our storage.
  world.posted.push(...life.world.posted);
  return { life: { ...life, world, troubled: false, processes: [world.start(), world.start()] }, restored };
}

async function live(seed: number, days: number): Promise<{ readonly life: Life; readonly day: CivilDate }> {
  const life = await beginLife(seed);
  let day = START;
  for (let lived = 0; lived < days; lived += 1, day = addDays(day, 1)) await liveDay(life, day);
  life.troubled = false;
  return { life, day };
}

async function quietDays(life: Life, from: CivilDate, count: number): Promise<CivilDate> {
  let day = from;
  for (let quiet = 0; quiet < count; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    quiet += 1;
    await quietDay(life, day);
  }
  return day;
}

/** A sweep whose process dies at one of its writes, so that the copy is taken in the middle of it. */
async function halfASweep({ world, dice }: Life, day: CivilDate): Promise<void> {
  let left = dice.between(3, 60);
  world.clock.set(momentAt(day, 9 * 60, ZONE));
  const { ports } = world.start({
    fault: ({ act }) => (act === 'submit' && (left -= 1) === 0 ? 'crash-after' : null),
  });
  await tick(ports, DRAIN_LIMITS).catch((error: unknown) => {
    if (!(error instanceof SimulatedCrash)) throw error;
  });
}

const postsOf = ({ posted }: World): number => posted.filter(({ act }) => act === 'post').length;

async function askedIn({ ports }: World): Promise<readonly string[]> {
  const officers = await ports.people.officers();
  const ledgers = await Promise.all(officers.map(({ value }) => ports.ledger.read(value.id)));
  return ledgers
    .flatMap(({ officer, asked, week, count }) => [
      ...asked.map((row) => `${officer} ${row.plan} ${row.ref} ${row.anchor} ${row.step} ${row.slot}`),
      `${officer} ${String(week)} ${String(count)}`,
    ])
    .sort();
}

/** What people and the command line are told, and how far the schedules came. */
async function shown(world: World, days: readonly CivilDate[]): Promise<unknown> {
  const type = terminal(world);
  const figures = await Promise.all(days.map((day) => type('rollup', '--plan', PLAN, '--as-at', day)));
  const rows = await Promise.all(days.map((day) => type('milestones', '--plan', PLAN, '--as-at', day)));
  return {
    figures: figures.map(({ json }) => json),
    rows: rows.map(({ json }) => json),
    watermarks: await Promise.all(['asks', 'news'].map((id) => world.ports.runs.newestDone(id))),
    asked: await askedIn(world),
  };
}

describe('a life that goes on from a copy', () => {
  it('asks nobody twice, forgets nobody, repeats no summary and loses nothing that was in the copy', async () => {
    let [open, cards, summaries] = [0, 0, 0];
    for (const seed of seeds) {
      try {
        const { life, day } = await live(seed, 1 + (seed % 4));
        await halfASweep(life, day);
        const copy = await copyOf(life.world, seed % 2 === 0);
        const next = await reborn(life, copy);
        expect(await truthOf(next.life.world.ports)).toEqual(await truthOf(life.world.ports));
        expect(next.restored.broken).toEqual([]);
        // Stopped: planning goes on, nothing leaves.
        const before = postsOf(next.life.world);
        await quietDay(next.life, day);
        expect(postsOf(next.life.world)).toBe(before);
        await startSending(next.life.world.ports, OPERATOR);
        await quietDays(next.life, addDays(day, 1), 5);
        expect([...life.wrong, ...(await faultsOf(next.life.world, life))]).toEqual([]);
        open += next.restored.rebuilt.open.length;
        const later = next.life.world.posted.slice(life.world.posted.length);
        cards += later.filter(({ act, message }) => act === 'post' && message?.kind === 'digest').length;
        summaries += later.filter(({ act, message }) => act === 'post' && message?.kind === 'rollup').length;
      } catch (error) {
        throw new Error(`SEED=${String(seed)}`, { cause: error });
      }
    }
    // The copies were taken in the middle of something.
    expect(Math.min(open, cards, summaries)).toBeGreaterThan(0);
  }, 300_000);

  it('is the life that would have been: the same asks, figures, watermarks and answers to old cards', async () => {
    for (const seed of seeds.filter((one) => wanted !== undefined || one % 2 === 0)) {
      try {
        const { life, day } = await live(seed, 2 + (seed % 3));
        // What a lost change hid behind its row is found after a day; a restore finds it at once.
        const then = await quietDays(life, day, 3);
        const next = await reborn(life, await copyOf(life.world));
        const days = [START, addDays(START, 2), civilDateAt(life.world.clock.now(), ZONE)];
        expect(await shown(next.life.world, days)).toEqual(await shown(life.world, days));
        expect(await answersToOldCards(next.life, seed)).toEqual(await answersToOldCards(life, seed));
        await stopSending(life.world.ports, OPERATOR, null);
        for (const one of [life, next.life]) {
          await startSending(one.world.ports, OPERATOR);
          await quietDays(one, then, 4);
        }
        expect(await shown(next.life.world, [...days, then])).toEqual(await shown(life.world, [...days, then]));
        expect(postsOf(next.life.world)).toBe(postsOf(life.world));
      } catch (error) {
        throw new Error(`SEED=${String(seed)}`, { cause: error });
      }
    }
  }, 300_000);
});

/** The same answers to cards from before the copy, some of them twice: how each was taken. */
async function answersToOldCards({ world }: Life, seed: number): Promise<readonly string[]> {
  const random = seededRandom(seed);
  const links = world.posted.flatMap(({ message }) =>
    message?.kind === 'digest' ? message.view.yours.map(({ link }) => ({ ...link, by: message.reader })) : [],
  );
  const taken: string[] = [];
  for (let pressed = 0; pressed < 8 && links.length > 0; pressed += 1) {
    const { by, plan, ref, rev } = links[Math.floor(random.fraction() * links.length)]!;
    const inputs = { note: `again ${String(pressed)}`, nextStep: 'n', nextStepBy: addDays(START, 20) };
    const submission = { plan, ref, rev, by: { kind: 'officer', id: by }, rating: 'green', inputs } as const;
    taken.push((await recordUpdate(world.ports, submission)).kind);
    taken.push((await recordUpdate(world.ports, submission)).kind);
    await tick(world.ports, DRAIN_LIMITS);
  }
  return taken;
}
