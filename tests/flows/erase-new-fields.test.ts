import { describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { changeOfficer } from '../../bot/flows/change-officer.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { erasePerson } from '../../bot/flows/erase.js';
import { planImage } from '../../bot/flows/images.js';
import { heldAbout } from '../../bot/flows/person.js';
import { recordSweep } from '../../bot/flows/record-sweep.js';
import { restore } from '../../bot/flows/restore.js';
import { withPause } from '../../bot/domain/pause.js';
import { copyOf, opening, restoring } from '../support/copies.js';
import { terminal, type Terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, type World } from '../support/world.js';

const NAME = 'Hannah Osei-Tutu';
const OPERATOR = { kind: 'operator' } as const;
/** Everything that names her beside the id. */
const TRACES = [NAME, 'osei-tutu', 'osei tutu', 'hannah', 'Kestrel team', 'kestrel@'];
const ABOUT = ['--plan', PLAN];

interface Lived {
  readonly world: World;
  readonly type: Terminal;
  readonly her: string;
  readonly ids: Record<string, string>;
}

/** Her name in everything that somebody may type or that a file may bring. */
async function lived(): Promise<Lived> {
  const world = createWorld();
  const { ports } = world;
  const wishes = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((ref) => {
    return { ref, due: '2026-12-16', leads: ref === 'A6' ? ['Cat', 'Hal'] : ['Ben', NAME] };
  });
  await loadPlan(ports, wishes, civilDate('2026-11-02'));
  const ids = await linkAll(ports, [NAME, 'Ben', 'Cat', 'Hal']);
  const her = ids[NAME]!;
  const type = terminal(world);
  const done = async (...words: string[]): Promise<void> => {
    const { exit, lines } = await type(...words);
    expect([exit, lines.join('\n')]).toEqual([0, expect.anything()]);
  };
  await done('heads', 'owner', ...ABOUT, '--to', 'Cat');
  await done('heads', 'set', ...ABOUT, '--area', 'A', '--to', 'Hal');
  await done('officers', 'role', 'Hal', 'admin');
  await done('pause', 'A1', ...ABOUT, '--by', 'Hal', '--until', '2027-01-11', '--reason', `Until ${NAME} is back`);
  await done('propose', 'A2', ...ABOUT, '--by', 'Ben', '--date', '2027-02-26', '--reason', `${NAME} is needed`);
  await done('approvals', 'ask', 'A2', ...ABOUT, '--by', 'Hal', '--question', `Does ${NAME} agree?`);
  await done('approvals', 'refuse', 'A2', ...ABOUT, '--by', 'Hal', '--reason', `${NAME} said no`);
  await done('propose', 'A3', ...ABOUT, '--by', 'Ben', '--date', '2027-02-26', '--reason', 'More time');
  const met = ['--where', `Board with ${NAME}`, '--on', '2026-11-17', '--as', 'Cat'];
  await done('approvals', 'accept', 'A3', ...ABOUT, '--by', 'Hal', '--reason', `${NAME} said yes`, ...met);
  await changeOfficer(ports, her, (value) => ({
    ...value,
    team: 'Kestrel team',
    email: 'kestrel@example.org',
    notThem: [ids.Ben!],
  }));
  await inPlan(world, her, ids.Hal!);
  const cause = { kind: 'by-hand', by: { kind: 'officer', id: her } } as const;
  await recordSweep(ports, {
    ...{ slot: 'slot', day: civilDate('2026-11-18'), cause, failed: [her], unread: [] },
    listing: {
      asked: [],
      passed: [{ officer: her, plan: PLAN, ref: 'A1', reason: 'away' }],
      escalated: [],
    },
  });
  const drafted = {
    ...{
      id: 'd1',
      by: { kind: 'officer', id: her } as const,
      begun: ports.clock.now(),
      fileName: `Plan of ${NAME}.csv`,
    },
    ...{ plan: 'next', title: `Plan of ${NAME}`, asAt: civilDate('2026-11-18'), columns: [] },
    decisions: [{ id: 'leads:A1', choice: 'name', typed: NAME }],
  } as const;
  await ports.drafts.begin(drafted, new TextEncoder().encode(`Ref,Lead\nA1,${NAME}`));
  return { world, type, her, ids };
}

/** What files and admins bring into a plan and its milestones, in every field of theirs that may hold words. */
async function inPlan({ ports }: World, her: string, hal: string): Promise<void> {
  const stamp = { at: ports.clock.now(), recordedAt: ports.clock.now(), by: OPERATOR, why: 'test', inputHash: 'x' };
  const { plan } = (await ports.plans.outline(PLAN))!;
  const image = planImage(plan, {
    columns: [{ heading: `Notes by ${NAME}`, field: 'progress' }],
    avoid: [NAME],
    file: { on: civilDate('2026-11-02'), rows: 6 },
    closed: { on: civilDate('2026-11-18'), by: { kind: 'officer', id: her }, into: null },
  });
  const stored = (await ports.plans.milestone(PLAN, 'A5'))!;
  const { fileSaid } = stored.milestone;
  const milestone = {
    ...withPause(stored.milestone, {
      by: { kind: 'officer', id: hal },
      on: civilDate('2026-11-18'),
      until: civilDate('2027-01-11'),
      reason: `Hannah Osei Tutu asked for it`,
    }),
    tags: [`With ${NAME}`],
    carriedFrom: { plan: PLAN, ref: 'A4', rev: 1 },
    goneSince: civilDate('2026-11-18'),
    raisedOn: civilDate('2026-11-18'),
    fileSaid: fileSaid && { ...fileSaid, marks: { ...fileSaid.marks, tags: `With ${NAME}`, declared: NAME } },
    printed: { ...stored.milestone.printed, state: `Waits for ${NAME}`, mark: `DONE BY ${NAME}` },
  };
  expect(
    await ports.plans.commit(PLAN, [
      { image, previous: plan, ...stamp },
      { image: { kind: 'milestone', milestone }, previous: stored, ...stamp },
    ]),
  ).toBe('written');
}

/** What storage holds of her: rows of tables, and plan files on their way. */
async function traces({ world }: Lived): Promise<readonly string[]> {
  const { drafts } = world.ports;
  const kept = await Promise.all(
    (await drafts.list()).map(async (one) => [
      JSON.stringify(one),
      Buffer.from((await drafts.bytes(one.id)) ?? []).toString(),
    ]),
  );
  const rows = world.tables.dump().map(({ table, partition, row, columns }) => ({
    where: `${table} ${row}`,
    plain: JSON.stringify([partition, row, columns]).toLowerCase(),
  }));
  const all = [...rows, ...kept.flat().map((text) => ({ where: 'draft', plain: text.toLowerCase() }))];
  return all.flatMap(({ where, plain }) =>
    TRACES.filter((trace) => plain.includes(trace.toLowerCase())).map((trace) => `${where}: ${trace}`),
  );
}

describe('what today’s plans, files and rounds hold of a person', () => {
  it('is gone with an erasure, from rows, reasons of the history and plan files; every chain holds', async () => {
    const all = await lived();
    const { world, type, her } = all;
    expect((await traces(all)).length).toBeGreaterThan(30);
    expect((await type('erase', NAME, '--anyway')).exit).toBe(0);
    expect(await traces(all)).toEqual([]);
    expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    // Ids stay where nothing else tells who it was.
    expect((await world.ports.sweeps.find('slot'))?.value.failed).toEqual([her]);
    const { lines } = await type('history', 'A3', ...ABOUT);
    expect(lines.join('\n')).toContain('a former officer');
    expect(lines.join('\n')).not.toContain(her);
  });

  it('is not in what is restored from a copy that was made after it', async () => {
    const all = await lived();
    const { world, type } = all;
    await type('erase', NAME, '--anyway');
    const other = createWorld(world.clock.now(), 7);
    await restore(restoring(other), OPERATOR, opening(await copyOf(world)));
    expect(await traces({ ...all, world: other })).toEqual([]);
    expect(await other.ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('is told to them whole: rounds, plan files, pauses, team, e-mail, and whom they are not', async () => {
    const { world, type, her, ids } = await lived();
    await changePeople(world.ports, her, (value) => ({ ...value, notThem: [ids.Cat!] }));
    const held = await heldAbout(world.ports, (await world.ports.people.officer(her))!.value);
    expect(held.rounds).toMatchObject([{ slot: 'slot', notAsked: [{ ref: 'A1', reason: 'away' }] }]);
    expect(held.drafts).toMatchObject([{ id: 'd1', plan: 'next' }]);
    const { json, lines } = await type('person', NAME);
    expect(json.officer).toMatchObject({ team: 'Kestrel team', email: 'kestrel@example.org', notThem: [ids.Cat] });
    const told = lines.join('\n');
    for (const words of [
      'Rounds of reminders',
      'Plan files that they sent',
      'Kestrel team',
      'that they are not: Cat',
    ]) {
      expect(told).toContain(words);
    }
    const { json: his, lines: said } = await type('person', 'Hal');
    expect(JSON.stringify(his.said)).toContain(`"reason":"Until ${NAME} is back"`);
    expect(said.join('\n')).toContain(`Until ${NAME} is back`);
  });

  it('of plan files: also halves that nobody can list', async () => {
    const { world } = await lived();
    const { drafts } = world.ports;
    const unlisted = { ...drafts, list: () => Promise.resolve([]) };
    const her = (await world.ports.people.byName(NAME))!.value;
    expect(await erasePerson({ ...world.ports, drafts: unlisted }, her, OPERATOR)).toBe('written');
    expect(await drafts.bytes('d1')).toBeNull();
  });
});
