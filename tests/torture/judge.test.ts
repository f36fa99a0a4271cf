import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { drain } from '../../bot/flows/drain.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import { sweep } from '../../bot/flows/sweep.js';
import type { Arrival } from '../support/strict-connector.js';
import { createWorld, digestsOf, linkAll, loadPlan, PLAN, WEDNESDAY, type World } from '../support/world.js';
import { dueNow, judge as judgeOnce, type Lived } from './judge.js';
import { AMONG, inWords, ring, runFrom, TROUBLES } from './troubles.js';

/** A day that went well, over memory: the faults are put into what the judge is shown. */
let world: World;
let lived: Lived;
let ann: string;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann'] },
    { ref: 'B1', due: '2026-12-16', leads: ['Ben'] },
  ]);
  ann = (await linkAll(world.ports, ['Ann', 'Ben'])).Ann!;
  const due = await dueNow(world.ports);
  await sweep(world.ports, { slot: world.clock.now(), today: WEDNESDAY, atOnce: true });
  await drain(world.ports);
  const arrivals = world.posted.map(({ conversation, message, activityId }, index): Arrival => {
    if (message?.kind !== 'digest') throw new Error('Only digests are sent here');
    const requestId = reminderId(world.ports, message.reader, world.posted[index]!.slot!);
    const common = { ns: String(index), act: 'post', accepted: true, status: 201, body: {} } as const;
    return { number: index + 1, conversation, activityId, requestId, ...common };
  });
  const nobody = new Set<string>();
  lived = { ports: world.ports, arrivals, due, acknowledged: nobody, tried: nobody, channels: ['leaders'] };
});

/** The nights that a judgement lives through may have cards rebuilt: the next one begins with that done. */
async function judge(day: Lived): ReturnType<typeof judgeOnce> {
  await drain(world.ports);
  return judgeOnce(day);
}

const first = (): Arrival => lived.arrivals.find(({ conversation }) => conversation === 'chat-Ann')!;

async function change(to: object): Promise<void> {
  const [digest] = await digestsOf(world.ports, ann);
  const found = (await world.ports.ledger.digest(ann, digest!.slot))!;
  await world.ports.ledger.save({ ...found, value: { ...found.value, ...to } });
}

describe('the judge', () => {
  it('finds nothing wrong with a day that went well', async () => {
    expect(lived.due.map(({ ref }) => ref)).toEqual(['A1', 'B1']);
    expect(await judge(lived)).toEqual({ copies: 0, losses: 0, inDoubt: 0, openRows: 0, faults: [] });
  });

  it('finds a copy, and allows one for a doubt about something urgent', async () => {
    const twice = { ...lived, arrivals: [...lived.arrivals, first()] };
    expect(await judge(twice)).toMatchObject({ copies: 1, inDoubt: 0 });
    await change({ doubts: 1 });
    expect(await judge(twice)).toMatchObject({ copies: 0, inDoubt: 1, faults: [] });
    expect(await judge({ ...twice, arrivals: [...twice.arrivals, first()] })).toMatchObject({ copies: 1 });
  });

  it('finds a copy that carries an id nobody knows', async () => {
    const copy = { ...first(), requestId: 'made-up-by-a-library' };
    expect((await judge({ ...lived, arrivals: [...lived.arrivals, copy] })).copies).toBe(1);
  });

  it('finds two cards that ask the same', async () => {
    const [digest] = await digestsOf(world.ports, ann);
    const read = await world.ports.ledger.read(ann);
    const again = { ...digest!, slot: '2026-11-19T10:00:00.000Z', state: 'in-doubt' } as const;
    await world.ports.ledger.plan(read, civilDate('2026-11-16'), 2, [], again);
    const { copies, faults } = await judge(lived);
    expect([copies, faults]).toEqual([1, [`asked by two cards: ${ann} ${PLAN} A1 2026-11-18 0`]]);
  });

  it('finds two summaries where there was one slot', async () => {
    const summary = { ...first(), conversation: 'leaders', requestId: 'summary' };
    expect((await judge({ ...lived, arrivals: [...lived.arrivals, summary] })).faults).toEqual([]);
    const { faults } = await judge({ ...lived, arrivals: [...lived.arrivals, summary, summary] });
    expect(faults).toEqual(['2 summaries of one slot in leaders']);
  });

  it('finds what is said to be sent and never came', async () => {
    const { losses, faults } = await judge({ ...lived, arrivals: lived.arrivals.filter((one) => one !== first()) });
    expect([losses, faults]).toEqual([1, [`said to be sent, and never arrived: ${ann} A1 2026-11-18 0`]]);
  });

  it('finds what was due and never asked', async () => {
    const more = { officer: ann, plan: PLAN, ref: 'B1', anchor: '2026-12-16', step: '-20' };
    const { losses, faults } = await judge({ ...lived, due: [...lived.due, more] });
    expect([losses, faults]).toEqual([1, [`never asked: ${ann} B1 2026-12-16 -20`]]);
  });

  it('finds what nobody is told of: in doubt and on no list, waived without an answer', async () => {
    await change({ state: 'in-doubt' });
    expect((await judge(lived)).faults).toEqual([`in-doubt and on no list: ${ann} A1 2026-11-18 0`]);
    await change({ state: 'waived' });
    expect((await judge(lived)).faults).toEqual([`waived without an answer: ${ann} A1 2026-11-18 0`]);
  });

  it('finds work that is left', async () => {
    await world.ports.openDigests.add({ slot: 's', officer: ann, since: world.clock.now() });
    await world.ports.staleCards.add({ officer: ann, slot: 's', since: world.clock.now() });
    expect((await judgeOnce(lived)).openRows).toBe(2);
  });

  it('finds an answer that was acknowledged and is not there', async () => {
    const { faults } = await judge({ ...lived, acknowledged: new Set(['note']), tried: new Set(['note']) });
    expect(faults).toEqual(['acknowledged and lost: note']);
  });
});

describe('the troubles', () => {
  it('come to every request, with every kind, and a run can be had again from its words', () => {
    const counts = { all: 30, writes: 12, teams: 5 };
    const met = new Set<string>();
    for (const run of ring(1, counts)) {
      if (run.seed > 1_500) break;
      for (const { among, at, kind } of run.troubles) met.add(`${among} ${String(at)} ${kind}`);
      expect(runFrom(inWords(run))).toEqual(run);
    }
    const expected = AMONG.flatMap((among) =>
      Array.from({ length: counts[among] }, (_, index) =>
        TROUBLES.map((kind) => `${among} ${String(index + 1)} ${kind}`),
      ),
    );
    expect(expected.flat().filter((one) => !met.has(one))).toEqual([]);
  });

  it('words that are no run are refused', () => {
    for (const words of ['', '1:both:', '1:alone:all0=half', '1:alone:all1=quake', 'x:alone:']) {
      expect(() => runFrom(words)).toThrow(/is not a/);
    }
  });
});
