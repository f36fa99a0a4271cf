/** Answers to leaders in the thread where they asked: told once, whatever comes in between; and no words that are held. */
import { describe, expect, it } from 'vitest';
import { wholePlan } from '../../bot/domain/scope.js';
import { answerChallenge, askChallenge, releaseAnswer } from '../../bot/flows/challenge.js';
import { clearHeld } from '../../bot/flows/clear-held.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import type { Ports } from '../../bot/flows/ports.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { readingsOf } from '../../bot/flows/readings.js';
import { tick } from '../../bot/flows/tick.js';
import { reading } from '../support/channels.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const WHOLE = wholePlan(PLAN);

interface Life {
  readonly world: World;
  readonly ports: Ports;
  readonly ids: Readonly<Record<string, string>>;
}

async function life(): Promise<Life> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [
    { ref: 'A1', due: '2027-03-31', leads: ['Ann'] },
    { ref: 'B1', due: '2027-03-31', leads: ['Hal'], area: 'B' },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Hal']);
  await setHeads(ports, 'A', [ids.Hal!]);
  const channel = { id: 'leaders', name: 'leaders', team: null, chat: chatFor('leaders'), ...reading(PLAN) };
  await ports.channels.put({ ...channel, registeredBy: null, registeredAt: ports.clock.now() }, null);
  const one = { world, ports, ids };
  await post(one);
  return one;
}

async function hear({ world }: Life, ports: Ports): Promise<void> {
  for (let rung = world.bells.take('rollup'); rung !== null; rung = world.bells.take('rollup')) {
    if (rung.queue === 'rollup') await deliverRollup(ports, rung.message);
  }
}

async function post(one: Life): Promise<void> {
  const channels = (await readingsOf(one.ports, WHOLE)).map(({ channel }) => channel);
  await planRollup(one.ports, WHOLE, channels, null);
  await hear(one, one.ports);
}

async function beat(one: Life, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    one.world.clock.advance(5 * 60_000);
    await tick(one.ports, DRAIN_LIMITS);
    await hear(one, one.ports);
  }
}

const order = ({ ids }: Life, who: 'Ann' | 'Hal') =>
  ({ plan: PLAN, ref: 'A1', rev: null, by: { kind: 'officer', id: ids[who]! } }) as const;

async function ask(one: Life, from: 'post' | 'show'): Promise<void> {
  const [snapshot] = await one.ports.rollups.snapshots(PLAN);
  const place = { kind: 'post', scope: PLAN, period: snapshot!.period, channel: 'leaders' } as const;
  const asked = await askChallenge(one.ports, {
    ...{ ...order(one, 'Hal'), text: 'Why?' },
    from: from === 'post' ? place : ({ kind: 'meeting', who: 'Cllr Jones', which: 'Board', on: '2026-11-18' } as never),
    admin: true,
    ...(from === 'post' ? {} : { enteredBy: { kind: 'operator' } as const }),
  });
  expect(asked.kind).toBe('done');
}

const answers = ({ world }: Life): readonly (string | null)[] =>
  world.posted.flatMap(({ act, message }) =>
    act === 'post' && message?.kind === 'answer' ? [message.view.answer] : [],
  );

describe('an answer to a leader', () => {
  it('is told once when whoever wrote it died before it was written, and the tick looked in between', async () => {
    const one = await life();
    await ask(one, 'post');
    const dying = one.world.start({
      fault: ({ table, act }) => (table === 'Plans' && act === 'submit' ? 'crash-before' : null),
    });
    const said = { ...order(one, 'Hal'), challenge: null, text: 'Because.' };
    await expect(answerChallenge(dying.ports, said)).rejects.toThrow();
    await beat(one, 40);
    expect(answers(one)).toEqual([]);
    one.world.clock.advance(24 * 60 * 60_000);
    await answerChallenge(one.ports, said);
    await beat(one, 40);
    expect(answers(one)).toEqual(['Because.']);
  });

  it('is told at once when the bell was heard before it was written', async () => {
    const one = await life();
    await ask(one, 'post');
    let heard = false;
    const process = one.world.start({
      hook: async ({ table, act }) => {
        if (table !== 'Plans' || act !== 'submit' || heard) return;
        heard = true;
        await hear(one, one.ports);
      },
    });
    await answerChallenge(process.ports, { ...order(one, 'Hal'), challenge: null, text: 'Because.' });
    await hear(one, one.ports);
    expect([heard, answers(one)]).toEqual([true, ['Because.']]);
  });

  it('given by its lead waits two working days, or for its release, and is told once under one summary', async () => {
    const one = await life();
    await ask(one, 'show');
    await answerChallenge(one.ports, { ...order(one, 'Ann'), challenge: null, text: 'Because.' });
    await beat(one, 40);
    expect(answers(one)).toEqual([]);
    one.world.clock.set('2026-11-19T10:00:00Z');
    await post(one);
    await releaseAnswer(one.ports, { ...order(one, 'Hal'), challenge: null });
    await beat(one, 10);
    one.world.clock.set('2026-11-20T09:00:00Z');
    await beat(one, 60);
    expect(answers(one)).toEqual(['Because.']);
  });

  it('that is held waits until somebody has looked at it', async () => {
    const one = await life();
    await ask(one, 'post');
    const text = 'NHS number 943 476 5919 was wrong.';
    await answerChallenge(one.ports, { ...order(one, 'Ann'), challenge: null, text });
    await releaseAnswer(one.ports, { ...order(one, 'Hal'), challenge: null });
    await beat(one, 60);
    expect(answers(one)).toEqual([]);
    expect(await clearHeld(one.ports, { ...order(one, 'Hal'), text: null, admin: false })).toMatchObject({
      kind: 'done',
    });
    await beat(one, 5);
    expect(answers(one)).toEqual([text]);
  });
});
