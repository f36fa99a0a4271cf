import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../../bot/flows/drain.js';
import { d } from '../../support/builders.js';
import { at, terminal, type Terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;
let ids: Readonly<Record<string, string>>;

/** Loaded on Thursday 1 October 2026; all but `9` are due on Wednesday 18 November, on which it is. */
beforeEach(async () => {
  world = createWorld('2026-10-01T10:00:00Z');
  type = terminal(world);
  await loadPlan(
    world.ports,
    [
      ...['1', '2', '3', '4', '5', '6'].map((ref) => ({ ref, due: '2026-11-18', leads: ['Ada Quill'] })),
      { ref: '7', due: '2026-11-18', leads: ['Bo Marsh'] },
      { ref: '8', due: '2026-11-18', leads: ['Cy Frost'] },
      { ref: '9', due: '2026-10-05', leads: ['Ada Quill'] },
    ],
    d('2026-10-01'),
  );
  ids = await linkAll(world.ports, ['Ada Quill', 'Bo Marsh']);
  world.clock.set('2026-11-18T10:00:00Z');
});

interface Line {
  readonly ref: string;
  readonly officer: string | null;
  readonly reason: string;
}
const skipped = async (...words: readonly string[]): Promise<string[]> =>
  (at((await type('sweep', '--dry-run', ...words)).json, 'skipped') as Line[])
    .map(({ ref, officer, reason }) => `${ref} ${officer ?? 'nobody'} ${reason}`)
    .sort();
const fileIn = (name: string): string => join(mkdtempSync(join(tmpdir(), 'waymark-rounds-')), name);
const csv = (path: string): string[] => readFileSync(path, 'utf8').split('\r\n').slice(1, -1);

describe('a dry run', () => {
  it('says why each is passed over', async () => {
    await type('update', '1', '--plan', PLAN, '--by', 'Ada Quill', '--rating', 'green', '--note', 'Nearly there');
    await type('propose', '3', '--plan', PLAN, '--by', 'Ada Quill', '--date', '2026-12-11', '--reason', 'Partner late');
    await type('officers', 'away', 'Bo Marsh', '--until', '2026-11-30');
    expect(await skipped()).toEqual(
      expect.arrayContaining([
        '1 Ada Quill answered',
        '3 Ada Quill awaits-decision',
        '7 Bo Marsh away',
        '3 nobody no-approver',
      ]),
    );
    expect(await skipped('--officer', 'Ada Quill')).toEqual(['1 Ada Quill answered', '3 Ada Quill awaits-decision']);
  });

  it('says that a card may not have arrived, and waits for a person', async () => {
    await type('sweep');
    const digest = (await world.ports.ledger.read(ids['Bo Marsh']!)).digests[0]!;
    await world.ports.ledger.save({ ...digest, value: { ...digest.value, state: 'in-doubt', doubts: 1 } });
    expect(await skipped('--officer', 'Bo Marsh')).toEqual(['7 Bo Marsh in-doubt']);
  });

  const waits = async (...words: readonly string[]): Promise<string[]> =>
    (at((await type('sweep', '--dry-run', ...words)).json, 'waits') as { reason: string }[]).map(
      ({ reason }) => reason,
    );

  it('says what keeps cards from leaving: no schedule, one that is paused, a day off, late hours, a stop', async () => {
    expect(await waits()).toEqual(['no-schedule']);
    await type('schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    // Made after half past eight: today it does not run any more.
    expect(await waits()).toEqual(['not-that-day']);
    expect(await waits('--as-at', '2026-11-19')).toEqual([]);
    expect(await waits('--as-at', '2026-12-25')).toEqual(['not-a-working-day']);
    expect(await waits('--as-at', '2026-11-21')).toEqual(['not-that-day', 'not-a-working-day']);
    await type('schedules', 'pause', 'weekdays', '--until', '2026-11-23');
    const { json, lines } = await type('sweep', '--dry-run');
    expect(at(json, 'waits.0.reason')).toBe('schedule-paused');
    expect(lines).toContain(
      '  Reminders are switched off: the schedule “weekdays” is paused until Monday 23 November 2026.',
    );
    expect(await waits('--as-at', '2026-11-24')).toEqual([]);
    await type('sending', 'stop', '--reason', 'the dates are wrong');
    expect(await waits('--as-at', '2026-11-24')).toEqual(['sending-stopped']);
    await type('schedules', 'add', 'evenings', '--kind', 'sweep', '--cron', '0 20 * * *');
    expect(await waits()).toEqual(['quiet-hours', 'sending-stopped']);
  });

  it('is a file with a row for everything, and no formula in it', async () => {
    const out = fileIn('round.csv');
    const { lines } = await type('sweep', '--dry-run', '--out', out);
    expect(lines.at(-1)).toBe(`Written to ${out}.`);
    const rows = csv(out);
    expect(rows).toHaveLength(9);
    expect(rows[0]).toMatch(/^2026-11-18,asked,Ada Quill,\w+,[\w-]+,9,/);
    expect(rows.some((row) => row.includes('asked once linked,Cy Frost'))).toBe(true);
    expect((await type('sweep', '--out', out)).exit).toBe(2);
    expect((await type('sweep', '--officer', 'Ada Quill')).json).toMatchObject({ error: { code: 'dry-run-only' } });
  });
});

describe('rounds that were', () => {
  it('are listed with what became of each card', async () => {
    expect((await type('sweeps')).lines[0]).toContain('No round of reminders is kept');
    await type('sweep', '--as', 'Bo Marsh');
    const { json, lines } = await type('sweeps');
    const id = at(json, 'sweeps.0.id') as string;
    expect(at(json, 'sweeps.0')).toMatchObject({
      cause: 'by-hand',
      by: 'Bo Marsh',
      counts: { people: 2, unlinked: 1 },
    });
    expect(lines[0]).toBe(
      `${id}  10am on Wednesday 18 November 2026, run by hand, by Bo Marsh: 2 people asked; 1 not linked yet; 0 passed over`,
    );
    const waiting = await type('sweeps', 'show', id);
    expect(waiting.lines).toContainEqual(expect.stringContaining('Bo Marsh: asked 7, '));
    await drain(world.ports);
    world.clock.set('2026-11-19T11:00:00Z');
    await type('update', '7', '--plan', PLAN, '--by', 'Bo Marsh', '--rating', 'green', '--note', 'Nearly there');
    const { lines: told } = await type('sweeps', 'show', id.toUpperCase());
    expect(told.find((line) => line.includes('asked 7'))).toMatch(
      /Delivered at 10am on Wednesday 18 November 2026; answered on Thursday 19 November 2026\.$/,
    );
    const out = fileIn('kept.csv');
    await type('sweeps', 'show', id, '--out', out);
    expect(csv(out)).toHaveLength(9);
    expect((await type('sweeps', 'show', 'nothing1')).json).toMatchObject({ error: { code: 'no-such-sweep' } });
  });
});

describe('why', () => {
  it('says that reminders are switched off, and what the last round did', async () => {
    const because = async (...words: readonly string[]): Promise<string> =>
      (at((await type('why', ...words, '--plan', PLAN)).json, 'because') as string[]).join(' ');
    await type('schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    await type('schedules', 'pause', 'weekdays');
    expect(await because('7', 'Bo Marsh')).toContain(
      'Reminders are switched off: the schedule “weekdays” is paused until somebody resumes it.',
    );
    await type('update', '1', '--plan', PLAN, '--by', 'Ada Quill', '--rating', 'green', '--note', 'Nearly there');
    await type('officers', 'away', 'Bo Marsh', '--until', '2026-11-30');
    await type('sweep');
    world.clock.set('2026-11-19T10:00:00Z');
    expect(await because('7', 'Bo Marsh')).toContain(
      'In the reminders of Wednesday 18 November 2026 it was passed over. They are away;',
    );
    expect(await because('1', 'Ada Quill')).toContain('it was passed over. It was answered in the last days');
    const id = at((await type('sweeps')).json, 'sweeps.0.id') as string;
    expect((await type('sweeps', 'show', id)).lines).toContain(
      '  Ada Quill: passed over 1, answered. It was answered in the last days, which keeps it quiet. The next reminder comes by itself.',
    );
  });
});

describe('the audit', () => {
  it('lists acts and refusals, narrowed, with names as they are now', async () => {
    await type('sweep', '--as', 'Bo Marsh');
    await type('schedules', 'add', 'weekdays', '--kind', 'sweep', '--cron', '30 8 * * 1-5');
    const acts = async (...words: readonly string[]): Promise<string[]> =>
      (at((await type('audit', ...words)).json, 'entries') as { who: string; act: string }[]).map(
        ({ who, act }) => `${who}: ${act}`,
      );
    expect(await acts('--by', 'Bo Marsh')).toEqual(['Bo Marsh: sweep']);
    expect(await acts('list', '--by', 'operator', '--act', 'SCHEDULE')).toEqual(['An operator: schedule added']);
    expect(await acts('--refused')).toEqual([]);
    expect(await acts('--from', '2026-10-01', '--to', '2026-11-17', '--act', 'sweep')).toEqual([]);
    expect((await type('audit', '--from', '2026-12-01', '--to', '2026-11-01')).exit).toBe(2);
    const out = fileIn('audit.csv');
    await type('audit', '--act', 'sweep', '--out', out);
    expect(csv(out)).toEqual(['2026-11-18T10:00:00.000Z,Bo Marsh,sweep,Wednesday 18 November 2026,done,']);
    await type('erase', 'Bo Marsh', '--anyway');
    expect(await acts('--act', 'sweep')).toEqual(['A former officer: sweep']);
  });
});
