import { describe, expect, it } from 'vitest';
import { civilDate } from '../../../bot/domain/dates.js';
import { countAnswers } from '../../../bot/flows/count-answers.js';
import { drain } from '../../../bot/flows/drain.js';
import { sweep } from '../../../bot/flows/sweep.js';
import { todayOf } from '../../../bot/flows/today.js';
import { countedTurns } from '../../../bot/teams/counted-turns.js';
import type { CardAction, Turns } from '../../../bot/teams/turns.js';
import { terminal } from '../../support/command-line.js';
import { answersInTurn, createWorld, IN_DOUBT, linkAll, loadPlan, throttled, type World } from '../../support/world.js';

async function withPlan(from?: string): Promise<World> {
  const world = createWorld(from);
  await loadPlan(world.ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
  await linkAll(world.ports, ['Ann']);
  return world;
}

async function askNow({ ports, clock }: World, atOnce = true): Promise<void> {
  await sweep(ports, { slot: clock.now(), today: todayOf(ports), atOnce });
  await drain(ports);
}

interface Told {
  readonly met: boolean | null;
  readonly value: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly worst: readonly { readonly id: string; readonly ms: number; readonly why: string }[];
}

async function levels(
  world: World,
  ...words: readonly string[]
): Promise<{ told: Told[]; lines: string; json: object }> {
  const { json, lines, exit } = await terminal(world)('levels', ...words);
  expect(exit).toBe(0);
  return { told: json.levels as Told[], lines: lines.join('\n'), json };
}

describe('levels', () => {
  it('say of days without anything that there was nothing, and not a hundred percent', async () => {
    const { told, lines, json } = await levels(createWorld());
    expect(told.map(({ value, met }) => [value, met])).toEqual(Array.from({ length: 4 }, () => [null, null]));
    expect(lines).toContain('no reminders in these days');
    expect(lines).not.toContain('100 %;');
    expect(json).toMatchObject({ asAt: '2026-11-18', from: '2026-10-20', to: '2026-11-18', met: true });
  });

  it('are kept by what is sent at once, and also by what waits for the morning', async () => {
    const world = await withPlan('2026-11-18T05:00:00Z');
    await askNow(world, false);
    world.clock.set('2026-11-18T08:00:30Z');
    await drain(world.ports);
    const { told, lines } = await levels(world);
    expect(told.slice(0, 2)).toMatchObject([
      { met: true, value: 100, counts: { of: 1, good: 1 }, worst: [] },
      { met: true, value: 100, counts: { of: 1, good: 1 }, worst: [] },
    ]);
    expect(lines).toContain('kept    Reminders sent within 60 seconds (wanted: 99 %): 100 %, 1 of 1');
  });

  it('are missed by what Teams had wait, which is named with why', async () => {
    const world = await withPlan();
    world.answering = answersInTurn(throttled(90_000));
    await askNow(world);
    world.clock.advance(100_000);
    await drain(world.ports);
    const { told, lines, json } = await levels(world, '--days', '1');
    expect(told[0]).toMatchObject({ met: false, value: 0, counts: { missed: 1 }, worst: [{ why: 'sent-at-try-2' }] });
    expect(told[0]?.worst[0]?.id).toMatch(/^[a-f0-9]{16} \S+ 2026-11-18T10:00:00.000Z$/);
    expect(told[1]).toMatchObject({ met: true, counts: { good: 1 } });
    expect(lines).toMatch(/MISSED {2}Reminders sent within 60 seconds[^\n]*\n[^\n]*100 seconds, sent at try 2/);
    expect(json).toMatchObject({ met: false, from: '2026-11-18', to: '2026-11-18' });
  });

  it('are kept by a doubt that a person is told of at once, however late it is settled', async () => {
    const world = await withPlan();
    world.answering = answersInTurn(IN_DOUBT, IN_DOUBT);
    await askNow(world);
    world.clock.advance(16 * 60_000);
    await drain(world.ports);
    const { told } = await levels(world);
    expect(told[0]).toMatchObject({ met: false, worst: [{ why: 'http-502' }] });
    expect(told[1]).toMatchObject({ met: true, counts: { good: 1 } });
  });

  it('are missed by what nobody was told of, and do not count other days', async () => {
    const world = await withPlan();
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
    world.clock.advance(15 * 60_000 + 1);
    const { told, lines } = await levels(world);
    expect(told.slice(0, 2)).toMatchObject([{ met: false }, { met: false, worst: [{ why: 'nobody-was-told' }] }]);
    expect(lines).toContain('neither sent nor listed');
    const before = await levels(world, '--from', '2026-11-01', '--to', '2026-11-17');
    expect(before.told[0]).toMatchObject({ met: null });
  });

  it.each([
    [['--days', '0'], '1 to 90'],
    [['--days', '91'], '1 to 90'],
    [['--days', 'x'], 'no whole number'],
    [['--days', '7', '--from', '2026-11-01'], 'not both'],
    [['--from', '2026-11-02', '--to', '2026-11-01'], 'lies after'],
    [['--from', 'yesterday'], 'is not a day'],
  ])('are refused with %j', async (words, why) => {
    const { exit, lines } = await terminal(createWorld())('levels', ...words);
    expect([exit, lines.join()]).toEqual([2, expect.stringContaining(why)]);
  });
});

describe('submissions', () => {
  function counted(world: World, takes: number): Turns {
    const turns = {
      onCard: async () => {
        await world.clock.sleep(takes);
        return { text: 'done' };
      },
      onText: () => Promise.resolve([]),
    } as Partial<Turns> as Turns;
    return countedTurns(turns, countAnswers(world.ports), () => world.clock.monotonic());
  }
  const press = (verb: string): CardAction => ({ verb }) as CardAction;

  it('count below a second or not, and what saves nothing does not', async () => {
    const world = createWorld();
    const [fast, slow] = [counted(world, 100), counted(world, 1_000)];
    await fast.onCard(press('record-update'));
    await slow.onCard(press('still-on-track'));
    await slow.onCard(press('open-update'));
    await new Promise(setImmediate);
    const { told, lines } = await levels(world);
    expect(told[2]).toMatchObject({ met: false, value: 50, counts: { of: 2, good: 1, missed: 1 } });
    expect(lines).toContain('2026-11-18: 1 seconds, or longer: 1 answer of that day');
  });

  it('are written once a minute at most, with whatever comes next', async () => {
    const world = createWorld();
    const turns = counted(world, 10);
    const days = () => world.ports.answerTimes.days(civilDate('2026-11-18'), civilDate('2026-11-18'));
    for (let sent = 0; sent < 5; sent += 1) await turns.onCard(press('record-update'));
    await new Promise(setImmediate);
    expect((await days())[0]?.counts).toEqual([1, 0, 0, 0, 0, 0]);
    world.clock.advance(60_000);
    await turns.onText({ text: 'help' } as never);
    await new Promise(setImmediate);
    expect((await days())[0]?.counts).toEqual([5, 0, 0, 0, 0, 0]);
  });

  it('are answered although they cannot be counted, and counted the next time', async () => {
    const world = createWorld();
    const failing = { ...world.ports.answerTimes, add: () => Promise.reject(new Error('ServerBusy')) };
    let broken = true;
    const answerTimes = {
      ...failing,
      add: (...given: Parameters<typeof world.ports.answerTimes.add>) =>
        broken ? failing.add() : world.ports.answerTimes.add(...given),
    };
    const counter = countAnswers({ ...world.ports, answerTimes });
    counter.answered(10);
    await new Promise(setImmediate);
    expect(world.logged.map(({ event }) => event)).toEqual(['answers-not-counted']);
    broken = false;
    world.clock.advance(60_000);
    counter.passed();
    await new Promise(setImmediate);
    const [day] = await world.ports.answerTimes.days(civilDate('2026-11-18'), civilDate('2026-11-18'));
    expect(day?.counts).toEqual([1, 0, 0, 0, 0, 0]);
  });
});
