import { expect, it } from 'vitest';
import { instant } from '../../bot/domain/dates.js';
import { wholeReading } from '../../bot/domain/readings.js';
import { renameTag } from '../../bot/flows/care-milestones.js';
import type { Ports, Schedule } from '../../bot/flows/ports.js';
import { reading, WHOLE } from '../support/channels.js';
import { createWorld, loadPlan, PLAN } from '../support/world.js';

const BY = { kind: 'operator' } as const;
const MADE = instant('2026-11-01T09:00:00Z');

async function schedule({ schedules }: Ports, id: string, plans: Schedule['plans']): Promise<void> {
  const when = { kind: 'weekdays', at: 540 } as const;
  const times = { when, paused: false, pausedUntil: null, createdAt: MADE };
  await schedules.put({ id, kind: 'rollup', plans, ...WHOLE, tag: 'homes', ...times }, null);
}

async function reads({ channels }: Ports, plan: string): Promise<void> {
  const chat = { conversationId: `19:${plan}`, serviceUrl: 'https://smba.example/', botId: null };
  const own = { ...reading(), reads: [{ ...wholeReading(plan), tag: 'homes' }] };
  const names = { id: `19:${plan}`, name: 'Board', team: 'Service', chat, registeredBy: null, registeredAt: MADE };
  await channels.put({ ...names, ...own }, null);
}

async function tagsOf({ schedules }: Ports): Promise<readonly string[]> {
  return (await schedules.list()).map(({ value: { id, tag } }) => `${id}: ${tag ?? ''}`).sort();
}

it('a schedule that other plans are read by under the tag keeps it, and is told of', async () => {
  const { ports } = createWorld();
  await loadPlan(ports, [{ ref: 'A1', due: '2027-03-05', leads: ['Ann'] }]);
  await schedule(ports, 'own', [PLAN]);
  await schedule(ports, 'all', null);
  for (const plan of [PLAN, 'other']) await reads(ports, plan);
  const done = await renameTag(ports, { plan: PLAN, by: BY, from: 'homes', to: 'placements' });
  expect(await tagsOf(ports)).toEqual(['all: homes', 'own: placements']);
  expect(done.kind === 'done' && done.warnings.join(' ')).toContain(
    'Still “homes”, as other plans are read by it: all.',
  );
});

it('a schedule of every plan follows where only this one is read by the tag', async () => {
  const { ports } = createWorld();
  await loadPlan(ports, [{ ref: 'A1', due: '2027-03-05', leads: ['Ann'] }]);
  await schedule(ports, 'all', null);
  await reads(ports, PLAN);
  expect(await renameTag(ports, { plan: PLAN, by: BY, from: 'homes', to: 'placements' })).toMatchObject({
    kind: 'done',
  });
  expect(await tagsOf(ports)).toEqual(['all: placements']);
});
