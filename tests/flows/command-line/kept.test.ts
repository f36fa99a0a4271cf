import { expect, it } from 'vitest';
import { addMs, civilDate } from '../../../bot/domain/dates.js';
import { yearsBefore } from '../../../bot/domain/retention.js';
import { keptFinding, redactedFindings } from '../../../bot/flows/command-line/doctor-kept.js';
import { recordUpdate } from '../../../bot/flows/record-update.js';
import { createWorld, loadPlan, PLAN } from '../../support/world.js';

const KEEP = { ledgerDays: 90, addressDays: 30, auditYears: 6, historyYears: 6, draftDays: 7 };

it('a plan of which all is closed is due for deletion after six years, to the millisecond, and never before', async () => {
  const world = createWorld();
  const { ports } = world;
  const level = async () => (await keptFinding(ports, KEEP)).level;
  const wishes = ['A1', 'A2'].map((ref) => ({ ref, due: '2026-12-16', leads: ['Ann'] }));
  await loadPlan(ports, wishes, civilDate('2026-11-02'));
  const close = async (ref: string) => {
    const order = { plan: PLAN, ref, by: { kind: 'operator' }, rev: null, rating: 'green' } as const;
    expect((await recordUpdate(ports, { ...order, inputs: { note: 'n' }, state: 'withdrawn' })).kind).toBe('saved');
  };
  await close('A1');
  world.clock.set('2040-01-01T10:00:00Z');
  expect(await level()).toBe('good');
  await close('A2');
  const closed = (await ports.plans.milestone(PLAN, 'A2'))!.at;
  world.clock.set('2046-01-01T10:00:00Z');
  expect(yearsBefore(ports.clock.now(), 6)).toBe(closed);
  world.clock.set(addMs(ports.clock.now(), -1));
  expect(await level()).toBe('good');
  world.clock.advance(1);
  expect(await keptFinding(ports, KEEP)).toEqual({
    check: 'kept plans',
    level: 'note',
    message: `${PLAN}: all of it closed, and nothing changed for 6 years; due for deletion, which is for you to decide`,
  });
});

it('rows redacted by several erasures of one day are one note', async () => {
  const redactions = () =>
    Promise.resolve([
      { at: '2026-11-18T09:00:00.000Z', rows: 2 },
      { at: '2026-11-18T11:00:00.000Z', rows: 3 },
    ]);
  expect(await redactedFindings({ redactions, zone: 'Europe/London' }, 'plan', 'history of plan')).toEqual([
    {
      check: 'history of plan',
      level: 'note',
      message: '5 rows were redacted by an erasure on Wednesday 18 November 2026',
    },
  ]);
});
