/** Performance measures go on in the plan of the next year, where their values can be entered again. */
import { expect, it } from 'vitest';
import { closePlan, foreseeClose, reopenPlan } from '../../bot/flows/close-plan.js';
import { saveMeasures } from '../../bot/flows/change-measures.js';
import type { Measure } from '../../bot/domain/measures.js';
import { civilDate } from '../../bot/domain/dates.js';
import { createWorld, loadPlan, PLAN } from '../support/world.js';

const BY = { kind: 'operator' } as const;
const NEXT = 'next';
const CLOSE = { plan: PLAN, by: BY, into: NEXT, title: null, reason: 'The year is over' };
const on = civilDate('2026-10-02');
const VALUE = {
  ...{ asAt: civilDate('2026-09-30'), called: 'Quarter 2', value: 5, numerator: null, denominator: null },
  ...{ noData: null, caveat: 'One team was late', by: BY, on },
};
const measure = (code: string, more: Partial<Measure> = {}): Measure => ({
  ...{ plan: PLAN, code, name: code, order: 1, area: null, ref: null, period: 'quarter', unit: '' },
  ...{ polarity: 'higher', target: null, targetBy: null, comparator: null, caveat: 'Counted by hand', ended: false },
  ...{ values: [VALUE], ...more },
});

it('those that have not ended go, once, with a value that came later', async () => {
  const { ports } = createWorld();
  await loadPlan(ports, [{ ref: 'A1', due: '2027-03-05', leads: ['Ann'] }]);
  const all = [measure('M1', { ref: 'A1' }), measure('M2', { ended: true })];
  await saveMeasures(ports, PLAN, [], all, { by: BY, why: 'measure' });
  expect(await foreseeClose(ports, CLOSE)).toMatchObject({ measures: ['M1'] });
  for (let times = 0; times < 2; times += 1) expect(await closePlan(ports, CLOSE)).toMatchObject({ kind: 'done' });
  const carried = { ...measure('M1', { ref: 'A1' }), plan: NEXT, carriedFrom: { plan: PLAN, code: 'M1' } };
  expect((await ports.plans.outline(NEXT))?.measures).toMatchObject([{ ...carried, rev: 1 }]);
  await reopenPlan(ports, { plan: PLAN, by: BY, reason: 'A mistake' });
  const known = (await ports.plans.outline(PLAN))!.measures;
  await saveMeasures(ports, PLAN, known, [{ ...known[0]!, caveat: 'Late' }], { by: BY, why: 'measure' });
  await closePlan(ports, CLOSE);
  expect((await ports.plans.outline(NEXT))?.measures).toMatchObject([{ caveat: 'Late', ref: 'A1', values: [VALUE] }]);
});
