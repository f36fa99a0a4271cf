import { describe, expect, it } from 'vitest';
import { englandCalendar } from '../../bot/calendar.js';
import { readCsvOfficers } from '../../bot/documents/read-csv-officers.js';
import { readCsvPlan } from '../../bot/documents/read-csv-plan.js';
import { addDays, civilDate, type CivilDate } from '../../bot/domain/dates.js';
import { resolveMeeting } from '../../bot/domain/boards.js';
import type { Due } from '../../bot/domain/due-kinds.js';
import { isRefused, type PlanFile } from '../../bot/domain/read-plan.js';
import { addWorkingDays, workingDaysAfter } from '../../bot/domain/working-days.js';
import { importPlan } from '../../bot/flows/import-plan.js';
import { sweep } from '../../bot/flows/sweep.js';
import { sampleHeads, sampleOfficers, samplePeople, samplePlanOwner } from '../../infra/local/sample/people.js';
import { sampleBoard, sampleMeetings, samplePlan } from '../../infra/local/sample/plan.js';
import { createWorld, linkAll } from '../support/world.js';

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
    expect(sample.rows).toHaveLength(38);
    expect(sample.rejected).toEqual([]);
    expect(sample.suggestions).toEqual([]);
    expect(sample.warnings.map(({ code, ref }) => [code, ref])).toEqual([
      ['no-date', 'EH 2.3'],
      ['several-dates', 'CiN/CP 1.2'],
      ['group-lead', 'CiN/CP 1.3'],
      ['no-lead', 'CiN/CP 2.3'],
    ]);
    for (const rating of ['red', 'amber', 'green', 'complete', null]) {
      expect(sample.rows.filter(({ declared }) => declared === rating).length, String(rating)).toBeGreaterThan(3);
    }
  });

  it('shows every kind of due, in the words of a plan', () => {
    const printed = (kind: Due['kind']) =>
      sample.rows.flatMap(({ ref, due }) => (due.kind === kind ? [`${ref}: ${due.text}`] : []));
    expect(printed('recurring')).toEqual([
      'FD 2.2: 25 November 2026, monthly thereafter',
      'WF 2.1: Every quarter until 31 March 2027',
    ]);
    expect(printed('period')).toEqual(['FD 2.3: January 2027', 'EH 1.4: 16 December 2026 - 22 February 2027']);
    expect(printed('meeting')).toEqual(['CiN/CP 2.3: Improvement board in January 2027']);
    expect(printed('awaited')).toEqual(['EH 2.3: Still awaiting date for the new case system']);
    expect(printed('ongoing')).toEqual(['SEND 2.3: Ongoing']);
    const split = sample.rows.filter(({ ref }) => ref.startsWith('CiN/CP 1.2'));
    expect(split.map(({ ref, due }) => ({ ref, due }))).toEqual([
      { ref: 'CiN/CP 1.2', due: { kind: 'day', date: '2026-11-18', text: '18 November 2026 - sample' } },
      {
        ref: 'CiN/CP 1.2 (2)',
        due: { kind: 'day', date: '2026-12-16', text: '16 December for the report', yearInferred: true },
      },
    ]);
  });

  it('has a meeting in the calendar of the board that it names', () => {
    const due = sample.rows.map((row) => row.due).find(({ kind }) => kind === 'meeting');
    const meetings = sampleMeetings(wednesday, calendar).map((on) => ({ on, called: on }));
    const board = { name: sampleBoard, aliases: [], meetings, publishes: null, removed: false };
    expect(due && resolveMeeting(due, [board], board.meetings[0]!.on)).toMatchObject({ on: '2027-01-15' });
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
    expect(dates.filter((date) => date === addWorkingDays(calendar, wednesday, 20))).toHaveLength(1);
    expect(dates).toHaveLength(6);
  });

  it('is dated from the last working day, on any day of four years', () => {
    const christmas = plan(civilDate('2026-12-27'));
    expect(openDatesOf(samplePeople[0]!.name, christmas)).toContain('2026-12-24');
    for (let day = civilDate('2026-01-01'); day < '2030-01-01'; day = addDays(day, 13)) {
      const { rows, warnings } = plan(day);
      expect(rows.length, day).toBe(38);
      // In the last months of a year, many of its dates lie in the next.
      expect(warnings.filter(({ code }) => code !== 'date-outside-period').length, day).toBe(4);
      const dates = rows.flatMap(({ due }) => (due.kind === 'day' ? [due.date] : []));
      expect(
        dates.every((date) => calendar.isWorkingDay(date)),
        day,
      ).toBe(true);
    }
  });

  it('asks the current user about seven on the day it is loaded, as the README says', async () => {
    for (const day of ['2026-11-18', '2026-12-23', '2027-03-25', '2027-08-31']) {
      const { ports, clock } = createWorld(`${day}T10:00:00Z`);
      const today = civilDate(day);
      const loaded = { plan: 'sample', title: 'The sample', file: plan(today), asAt: today, acceptSuggestions: false };
      expect(await importPlan(ports, loaded)).toBe('loaded');
      const { name } = samplePeople[0]!;
      const ids = await linkAll(ports, [name]);
      const report = await sweep(ports, { slot: clock.now(), today, atOnce: true });
      const own = report.digests.filter(({ officer }) => officer === ids[name]);
      const refs = own.flatMap(({ entries }) => entries.map(({ milestone }) => milestone.ref));
      expect(new Set(refs).size, day).toBe(7);
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
