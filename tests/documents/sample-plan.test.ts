import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { readCsvOfficers } from '../../bot/documents/read-csv-officers.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { addDays, civilDate, type CivilDate } from '../../bot/domain/dates.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { addWorkingDays, workingDaysAfter } from '../../bot/domain/working-days.js';
import { sampleHeads, sampleOfficers, samplePeople, samplePlanOwner } from '../../infra/local/sample/people.js';
import { samplePlan } from '../../infra/local/sample/plan.js';

const calendar = englandCalendar();
const wednesday = civilDate('2026-11-18');

function plan(today: CivilDate): PlanFile {
  const found = readCsvPlan(samplePlan(today, calendar));
  if (isRefused(found)) throw new Error(found.refused);
  return found;
}

/** The dates of what a lead still has to deliver. */
function openDatesOf(name: string, of: PlanFile): CivilDate[] {
  const own = of.rows.filter(
    ({ leads, declared }) => declared !== 'complete' && leads.some((lead) => lead.name === name),
  );
  return own.flatMap(({ due }) => (due.kind === 'day' ? [due.date] : []));
}

describe('the sample plan', () => {
  const sample = plan(wednesday);

  it('has the size and the doubts it is meant to have', () => {
    expect(sample.areas.map(({ code }) => code)).toEqual(['FD', 'EH', 'CiN/CP', 'CL', 'WF', 'SEND']);
    expect(sample.objectives).toHaveLength(12);
    expect(sample.rows).toHaveLength(37);
    expect(sample.rejected).toEqual([]);
    expect(sample.suggestions).toEqual([]);
    expect(sample.warnings.map(({ code, ref }) => [code, ref])).toEqual([
      ['no-date', 'EH 2.3'],
      ['group-lead', 'CiN/CP 1.3'],
      ['no-lead', 'CiN/CP 2.3'],
    ]);
    expect(sample.rows.filter(({ due }) => due.kind === 'period').map(({ ref }) => ref)).toEqual(['FD 2.3']);
    for (const rating of ['red', 'amber', 'green', 'complete', null]) {
      expect(sample.rows.filter(({ declared }) => declared === rating).length, String(rating)).toBeGreaterThan(3);
    }
  });

  it('shows the current user a first card with a bit of everything', () => {
    const dates = openDatesOf(samplePeople[0]!.name, sample);
    expect(
      dates
        .filter((date) => date < wednesday)
        .map((date) => workingDaysAfter(calendar, date, wednesday))
        .sort(),
    ).toEqual([1, 30, 5]);
    expect(dates.filter((date) => date === wednesday)).toHaveLength(1);
    expect(dates.filter((date) => date === addWorkingDays(calendar, wednesday, 5))).toHaveLength(1);
    expect(dates.filter((date) => date === addWorkingDays(calendar, wednesday, 20))).toHaveLength(2);
    expect(dates).toHaveLength(8);
  });

  it('is dated from the last working day, on any day of four years', () => {
    const christmas = plan(civilDate('2026-12-27'));
    expect(openDatesOf(samplePeople[0]!.name, christmas)).toContain('2026-12-24');
    for (let day = civilDate('2026-01-01'); day < '2030-01-01'; day = addDays(day, 13)) {
      const { rows, warnings } = plan(day);
      expect(rows.length, day).toBe(37);
      // In the last months of a year, many of its dates lie in the next.
      expect(warnings.filter(({ code }) => code !== 'date-outside-period').length, day).toBe(3);
      const dates = rows.flatMap(({ due }) => (due.kind === 'day' ? [due.date] : []));
      expect(
        dates.every((date) => calendar.isWorkingDay(date)),
        day,
      ).toBe(true);
    }
  });

  it('has five people with ids of their own, and heads for all its areas among them', () => {
    const officers = readCsvOfficers(sampleOfficers);
    if (isRefused(officers)) throw new Error(officers.refused);
    expect(officers.rejected).toEqual([]);
    expect(officers.rows.map(({ name, entraId }) => [name, entraId])).toEqual(
      samplePeople.map(({ name, entraId }) => [name, entraId]),
    );
    const names = samplePeople.map(({ name }) => name);
    expect(new Set(samplePeople.map(({ teamsId }) => teamsId)).size).toBe(5);
    expect(sampleHeads.map(({ area }) => area)).toEqual(sample.areas.map(({ code }) => code));
    expect(sampleHeads.every(({ to }) => names.includes(to))).toBe(true);
    expect(names).toContain(samplePlanOwner);
    for (const name of names) expect(openDatesOf(name, sample).length, name).toBeGreaterThan(0);
  });
});
