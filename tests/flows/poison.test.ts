import { wholePlan } from '../../bot/domain/scope.js';
import { reading } from '../support/channels.js';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addMs, instant } from '../../bot/domain/dates.js';
import { readAttention } from '../../bot/flows/attention-list.js';
import { buryMessage } from '../../bot/flows/poison.js';
import type { RollupPost } from '../../bot/flows/ports.js';
import { planRollup } from '../../bot/flows/plan-rollup.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

let world: World;

beforeEach(() => {
  world = createWorld();
});

async function audited(): Promise<readonly (readonly (string | null)[])[]> {
  return (await world.ports.audit.month('2026-11'))
    .filter(({ act }) => act.startsWith('message'))
    .map(({ act, subject, why }) => [act, subject, why]);
}

/** A summary that is planned for one channel, its post changed so. */
async function post(change: Partial<RollupPost>): Promise<RollupPost> {
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
  await linkAll(ports, ['Ann']);
  const channel = { id: 'c', name: 'Leaders', team: null, chat: chatFor('c'), ...reading(PLAN), registeredBy: null };
  const registered = { ...channel, registeredAt: ports.clock.now() };
  await ports.channels.put(registered, null);
  const snapshot = await planRollup(ports, wholePlan(PLAN), [registered], null);
  const found = await ports.rollups.post(PLAN, snapshot!.period, 'c');
  const value = { ...found!.value, ...change };
  await ports.rollups.savePost(value, found!.etag);
  return value;
}

describe('a message that failed five times', () => {
  it.each(['deliver', 'refresh', 'rollup'] as const)(
    'on %s: a row for a person, the audit, and no name',
    async (queue) => {
      await buryMessage(world.ports, queue, null);
      await buryMessage(world.ports, queue, null);
      const { waiting } = await readAttention(world.ports);
      expect(waiting).toMatchObject([{ subject: { kind: 'queue', queue }, because: 'poison', actions: ['seen'] }]);
      expect(waiting[0]?.evidence).toHaveLength(2);
      expect(await audited()).toEqual([1, 2].map(() => ['message failed five times', queue, 'failed-five-times']));
    },
  );

  it.each([
    ['planned', 'dead', 'refused'],
    ['retry', 'dead', 'refused'],
    ['sending', 'in-doubt', 'in-doubt'],
  ] as const)('about a summary that is %s: it becomes %s, and is listed', async (state, became, because) => {
    const { scope, period, channel } = await post({ state, claimUntil: addMs(world.clock.now(), -1) });
    await buryMessage(world.ports, 'rollup', { scope, period, channel });
    expect((await world.ports.rollups.post(scope, period, channel))?.value).toMatchObject({
      state: became,
      claimUntil: null,
    });
    const { waiting } = await readAttention(world.ports);
    expect(waiting.map((one) => [one.subject.kind, one.because]).sort()).toEqual([
      ['queue', 'poison'],
      ['rollup', because],
    ]);
  });

  it.each(['sent', 'in-doubt', 'waived', 'dead'] as const)('about a summary that is %s: it stays so', async (state) => {
    const { scope, period, channel } = await post({ state });
    await buryMessage(world.ports, 'rollup', { scope, period, channel });
    expect((await world.ports.rollups.post(scope, period, channel))?.value.state).toBe(state);
  });

  it('never fails for keys of no table, however odd', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 3000 }),
        fc.string({ maxLength: 600 }),
        async (scope, channel) => {
          const message = { scope, period: instant('2026-11-18T10:00:00Z'), channel };
          await buryMessage(world.ports, 'rollup', message);
        },
      ),
      { numRuns: 50 },
    );
    expect(JSON.stringify(await audited())).not.toContain('scope');
    expect((await readAttention(world.ports)).waiting).toHaveLength(1);
  });

  it('while storage fails it throws, so that the message comes again', async () => {
    const failing = world.start({ fault: () => 'crash-before' });
    await expect(buryMessage(failing.ports, 'deliver', null)).rejects.toThrow();
  });
});
