/** Random plans as reports: the figures of two summaries, with texts as people might type them. */
import fc from 'fast-check';
import { addDays, instant } from '../../bot/domain/dates.js';
import type { Milestone } from '../../bot/domain/plan.js';
import type { ReportFacts } from '../../bot/domain/report-facts.js';
import { rollUp } from '../../bot/domain/rollup.js';
import { anyCalendar, anyDay, anyMilestone } from '../support/any-plan.js';
import { aBefore, anArea, aPlan, rollupFacts } from '../support/builders.js';

const AREAS = [
  anArea(),
  anArea({ code: 'EH', title: 'Early help', order: 1, heads: [] }),
  anArea({ code: 'CL', title: 'Care leavers', order: 2 }),
];

/** Two milestones an objective, three areas; some of the plan is not named to its readers. */
export const anyReport: fc.Arbitrary<ReportFacts> = fc
  .record({
    now: fc.array(fc.tuple(anyMilestone, anyMilestone, fc.constantFrom(0, 1, 2), fc.nat(9)), { maxLength: 14 }),
    today: anyDay(320).map((day) => addDays(day, 60)),
    calendar: anyCalendar,
    first: fc.boolean(),
    naming: fc.constantFrom('accountable', 'leads', 'none'),
    preset: fc.constantFrom('confidence', 'dates'),
  })
  .map(({ now, today, calendar, first, naming, preset }) => {
    const plan = aPlan({ naming, preset });
    const placed = (milestone: Milestone, at: number, area: number): Milestone => {
      const code = AREAS[area]?.code ?? 'PMQA';
      const objective = `${code} ${String(Math.floor(at / 2))}`;
      const update = milestone.update && { ...milestone.update, grade: milestone.update.rating };
      const answers = milestone.answers.map((one) => ({ ...one, grade: one.rating }));
      return {
        ...milestone,
        update,
        answers,
        ref: `${code} ${String(at)}.1`,
        area: code,
        objective,
        order: at,
        text: `Step ${String(at)}`,
      };
    };
    const milestones = now.map(([one, , area], at) => placed(one, at, area));
    const were = now.map(([, one, area], at) => placed(one, at, area));
    const unnamed = new Set(now.flatMap(([, , , hidden], at) => (hidden === 0 ? [milestones[at]?.ref ?? ''] : [])));
    const areas = AREAS.filter(({ code }) => milestones.some(({ area }) => area === code));
    const before = first ? null : aBefore(addDays(today, -60), were, { plan, calendar });
    const rollup = rollUp(rollupFacts(today, milestones, { plan, areas, calendar, before, unnamed }));
    const named = milestones.filter(({ ref }) => !unnamed.has(ref));
    const objectives = [...new Set(milestones.map(({ objective }) => objective))].map((code, order) => {
      return { code, area: code.split(' ')[0] ?? '', title: `Aim ${code}`, order };
    });
    return {
      ...{ rollup, plan, areas, objectives, milestones: named, everything: milestones, calendar, today },
      ...{ questions: [], measures: [], signing: null, overall: null, correction: null, scope: [], held: 0 },
      history: new Map(named.map((one) => [one.ref, [{ rev: 1, on: today, milestone: one }]])),
      ceiling: 'internal' as const,
      time: '10am',
      made: instant(`${today}T10:00:00Z`),
      nameOf: (officer: string) => officer,
    };
  });
