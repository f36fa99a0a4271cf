import { beforeEach, describe, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { nightly } from '../../bot/flows/nightly.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { erasePerson } from '../../bot/flows/erase.js';
import { restore } from '../../bot/flows/restore.js';
import { copyOf, opening, restoring } from '../support/copies.js';
import { terminal, type Terminal, type Typed } from '../support/command-line.js';
import { cardsOf, createWorld, digestsOf, linkAll, loadPlan, PLAN, setHeads, type World } from '../support/world.js';

const NAME = 'Hannah Osei-Tutu';
const ALIAS = 'H. Oseitutu';
/** What names her beside the id; the address and the Entra id as `linkAll` makes them. */
const TRACES = [NAME, 'oseitutu', 'osei tutu', `e-${NAME}`, `chat-${NAME}`];

describe('erasing a person', () => {
  let world: World;
  let type: Terminal;
  let ids: Record<string, string>;
  let her: string;

  beforeEach(async () => {
    world = createWorld();
    await loadPlan(world.ports, [
      { ref: 'A1', due: '2026-11-18', leads: [NAME] },
      { ref: 'A2', due: '2026-11-18', leads: [NAME, 'Ben'] },
      { ref: 'A3', due: '2027-11-18', leads: ['Ben', 'Cat', 'Hal', 'Heads of Service'] },
    ]);
    ids = await linkAll(world.ports, [NAME, 'Ben', 'Cat', 'Hal']);
    her = ids[NAME]!;
    await setHeads(world.ports, 'A', [ids.Hal!]);
    type = terminal(world);
    const found = (await world.ports.people.officer(her))!;
    await world.ports.people.put({ ...found.value, aliases: [ALIAS] }, found.etag);
  });

  const done = async (...words: string[]): Promise<Typed> => {
    const typed = await type(...words);
    expect(typed.lines.join('\n') && typed.exit).toBe(0);
    return typed;
  };

  /** Asked, answered, away once, somebody's deputy, in a group, second head of the area. */
  async function lived(): Promise<void> {
    await done('officers', 'away', NAME, '--until', '2026-11-19', '--deputy', 'Ben');
    await done('officers', 'back', NAME);
    await done('officers', 'deputy', 'Cat', '--to', NAME);
    await done('officers', 'group', 'Heads of Service', '--members', `${NAME}; Hal`);
    await done('officers', 'role', NAME, 'leader');
    await done('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', NAME, '--second');
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
    await drain(world.ports);
    await done('update', 'A1', '--plan', PLAN, '--by', NAME, '--rating', 'green', '--note', 'All well');
    const cause = `${NAME} was ill, and h. oseitutu’s deputy too`;
    const red = ['--cause', cause, '--remedy', 'Ben helps', '--recovery', '2027-01-29'];
    await done('update', 'A3', '--plan', PLAN, '--by', 'Ben', '--rating', 'red', ...red);
    await done('sending', 'stop', '--reason', `HANNAH OSEI TUTU asked for it`);
    await done('sending', 'start');
  }

  /** The rows of all tables that hold a trace of her. */
  function traces(): readonly string[] {
    return world.tables.dump().flatMap(({ table, partition, row, columns }) => {
      const plain = JSON.stringify([partition, row, columns]).toLowerCase();
      return TRACES.filter((trace) => plain.includes(trace.toLowerCase())).map((trace) => `${table} ${row}: ${trace}`);
    });
  }

  it('leaves neither name, other name, Entra id nor address in any row of any table', async () => {
    await lived();
    expect(traces().length).toBeGreaterThan(4);
    await done('erase', NAME, '--anyway');
    expect(traces()).toEqual([]);
    await nightly(world.ports);
    expect(traces()).toEqual([]);
    expect((await world.ports.attention.list()).map(({ value }) => value)).toEqual([]);
  });

  it('leaves the id in the history, which still fits its chain, and shows it in words everywhere', async () => {
    await lived();
    await done('erase', NAME, '--anyway');
    expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    const history = await done('history', 'A1', '--plan', PLAN);
    expect(history.lines.join('\n')).toContain('a former officer');
    expect(JSON.stringify(history.json)).toContain(her);
    for (const words of [
      ['milestones', '--plan', PLAN],
      ['why', 'A1', '--plan', PLAN],
      ['rollup', '--plan', PLAN],
      ['heads', '--plan', PLAN],
      ['officers'],
      ['sweep', '--dry-run'],
    ]) {
      const { lines } = await done(...words);
      // On the list of officers the id is what they are found by.
      if (words[0] !== 'officers') expect(lines.join('\n')).not.toContain(her);
      expect(lines.join('\n')).not.toContain(NAME);
    }
  });

  it('asks her nothing more: the head of service is asked what nobody else leads', async () => {
    await done('erase', NAME, '--anyway');
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
    await drain(world.ports);
    expect([...cardsOf(world)].sort()).toEqual(['chat-Ben: A2', 'chat-Hal: A1']);
  });

  it('sends nothing that was planned for her before', async () => {
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: true });
    await done('erase', NAME, '--anyway');
    await drain(world.ports);
    expect(world.posted.map(({ conversation }) => conversation)).not.toContain(`chat-${NAME}`);
    expect((await digestsOf(world.ports, her)).map(({ state }) => state)).toEqual(['waived']);
  });

  it('is refused while something rests on her, and says what, and what to do', async () => {
    await done('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', NAME);
    await done('heads', 'owner', '--plan', PLAN, '--to', NAME);
    const { exit, json, lines } = await type('erase', NAME);
    expect([exit, (json.error as { code: string }).code]).toEqual([1, 'still-needed']);
    expect(lines.join('\n').split('\n')).toEqual([
      `${NAME} leads what is still open: A1 (${PLAN}), A2 (${PLAN}).`,
      `${NAME} is the only head of service of A. Name another: heads set --plan ${PLAN} --area "A" --to OFFICER`,
      `${NAME} owns the plan ${PLAN}. Name another: heads owner --plan ${PLAN} --to OFFICER`,
      'Either hand over first, all of it at once: officers leave OFFICER --to OFFICER',
      'Or erase them all the same, with --anyway: then co-leads are asked alone, and where there are none the heads of service of the area, else the plan owner.',
    ]);
    expect((await world.ports.people.byName(NAME))?.value.id).toBe(her);
  });

  it('takes her out of deputies, groups and second heads, and says so', async () => {
    await lived();
    const before = JSON.stringify(world.tables.dump());
    const dry = await done('erase', NAME, '--dry-run');
    expect(JSON.stringify(world.tables.dump())).toBe(before);
    expect(dry.lines.slice(0, 5)).toEqual([
      `${NAME} leads what is still open: A1 (${PLAN}), A2 (${PLAN}).`,
      'So without --anyway it would be refused.',
      expect.stringMatching(/^Either hand over first/),
      expect.stringMatching(/^Or erase them all the same, with --anyway/),
      `Nothing is erased yet. ${NAME} would be “a former officer” from then on, known by the id ${her} only.`,
    ]);
    expect(dry.lines).toContain(`It would be replaced in 4 rows of the history of ${PLAN}, 1 audit entry.`);
    expect(dry.json.rows).toEqual({ plans: [{ plan: PLAN, rows: 4 }], diary: 0, audit: 1, rollups: 0, sending: false });
    const { json, lines } = await done('erase', NAME, '--anyway');
    expect(json).toMatchObject({
      ...{ officerId: her, dryRun: false, before: false, owns: [], deputyFor: [ids.Cat] },
      heads: [{ plan: PLAN, area: 'A', alone: false }],
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        `Erased. Where their name stood, “a former officer” stands now; history knows the id ${her} only.`,
        `No longer a head of service of A (${PLAN}).`,
        'No longer the deputy of Cat.',
        'No longer a member of Heads of Service.',
        `The name as printed or typed was replaced in A1 (${PLAN}), A2 (${PLAN}), A3 (${PLAN}).`,
        `It was replaced in 4 rows of the history of ${PLAN}, 1 audit entry.`,
      ]),
    );
    const outline = await world.ports.plans.outline(PLAN);
    expect(outline?.areas[0]?.heads).toEqual([ids.Hal]);
    const people = (await world.ports.people.officers()).map(({ value }) => value);
    expect(people.find(({ id }) => id === ids.Cat)?.deputy).toBeNull();
    expect(people.find(({ group }) => group !== null)?.group?.members).toEqual([ids.Hal]);
  });

  it('may be said twice, by the id; her name means somebody new', async () => {
    await done('erase', NAME, '--anyway');
    const before = (await world.ports.people.officer(her))!;
    expect((await done('erase', her)).lines[0]).toBe(`${her} was erased before.`);
    expect(await world.ports.people.officer(her)).toEqual(before);
    expect((await type('erase', NAME)).exit).toBe(1);
    await loadPlan(world.ports, [{ ref: 'B1', due: '2027-11-18', leads: [NAME] }], undefined, 'second');
    const again = (await world.ports.people.byName(NAME))!.value;
    expect(again.id).not.toBe(her);
    expect((await world.ports.people.officer(her))?.value).toMatchObject({ name: 'a former officer', outside: 'left' });
    // Somebody else erased is another one.
    await done('erase', 'Cat', '--anyway');
    expect(await world.ports.people.byName('a former officer')).toBeNull();
  });

  it('is in the audit by the id only', async () => {
    await done('erase', NAME, '--anyway', '--as', 'Ben');
    const entries = await world.ports.audit.month('2026-11');
    expect(entries.at(-1)).toEqual({
      ...{ at: world.clock.now(), by: { kind: 'officer', id: ids.Ben }, act: 'person erased', subject: her },
      ...{ outcome: 'done', why: null },
    });
  });

  it('leaves every row that does not name her byte for byte, and all revisions and dates to look at', async () => {
    await lived();
    const rows = () => world.tables.dump().filter(({ table }) => ['Plans', 'DueIndex', 'Rollups'].includes(table));
    const before = rows();
    await done('erase', NAME, '--anyway');
    const after = new Map(rows().map((one) => [`${one.table} ${one.row}`, one]));
    const changed = before.filter((one) => after.get(`${one.table} ${one.row}`)?.etag !== one.etag);
    // Of the area she was a head of, only the state moves on.
    expect(changed.filter(({ table }) => table === 'Plans').map(({ row }) => row)).toEqual([
      'area|A',
      ...['h|m|A1|00000001', 'h|m|A1|00000002', 'h|m|A2|00000001', 'h|m|A3|00000002', 'm|A1', 'm|A2', 'm|A3'],
    ]);
    for (const one of changed.filter(({ row }) => row !== 'area|A' && row !== 'DueIndex')) {
      if (one.table === 'Plans') expect(after.get(`Plans ${one.row}`)?.columns.hash).toBe(one.columns.hash);
    }
    const revs = (await world.ports.plans.contents(PLAN))!.milestones.map(({ rev }) => rev);
    expect(revs).toEqual([2, 1, 2]);
  });

  it('does not come back with an answer that was given in between', async () => {
    await lived();
    const officer = (await world.ports.people.officer(her))!.value;
    for (let k = 1; k < 8; k += 1) {
      let seen = 0;
      const { ports } = world.start({
        hook: async ({ table, act }) => {
          if (table === 'Plans' && act === 'submit' && (seen += 1) === k) {
            await done(
              'update',
              'A2',
              '--plan',
              PLAN,
              '--by',
              'Ben',
              '--rating',
              'green',
              '--note',
              `Well ${String(k)}`,
            );
          }
        },
      });
      // Said again where a plan changed under it.
      for (let ended = 'conflict'; ended === 'conflict';) {
        ended = await erasePerson(ports, officer, { kind: 'operator' });
      }
      expect(traces()).toEqual([]);
      expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    }
  });

  it('is a note of doctor, and an intruder behind it is not', async () => {
    await lived();
    await done('erase', NAME, '--anyway');
    const findings = async (): Promise<unknown> => {
      const { json } = await type('doctor');
      return (json.findings as { check: string }[]).filter(({ check }) => check === `history of ${PLAN}`);
    };
    const check = `history of ${PLAN}`;
    const note = { check, level: 'note', message: '4 rows were redacted by an erasure on Wednesday 18 November 2026' };
    expect(await findings()).toEqual([{ check, level: 'good', message: 'every link of the chain holds' }, note]);
    const row = world.tables.dump().find((one) => one.row === 'h|m|A1|00000002')!;
    const columns = { ...(row.columns as Record<string, string>) };
    columns.image = columns.image!.replace('"green"', '"amber"');
    await world.tables.open('Plans').submit(PLAN, [{ kind: 'put', row: row.row, columns }]);
    expect(await findings()).toMatchObject([{ check, level: 'wrong' }, note]);
  });

  it('is in a copy made after it, whose restore finds every chain whole', async () => {
    await lived();
    await done('erase', NAME, '--anyway');
    const other = createWorld(world.clock.now(), 99);
    const copy = await copyOf(world);
    const restored = await restore(restoring(other), { kind: 'operator' }, opening(copy));
    expect(restored).toMatchObject({ kind: 'restored', broken: [] });
    expect(await other.ports.redactions(PLAN)).toEqual(await world.ports.redactions(PLAN));
    expect(await other.ports.brokenLinks(PLAN)).toEqual([]);
  });

  it('leaves a name of one word in running text, and counts it', async () => {
    await loadPlan(world.ports, [{ ref: 'M1', due: '2027-11-18', leads: ['May'] }], undefined, 'spring');
    await done('update', 'M1', '--plan', 'spring', '--by', 'May', '--rating', 'green', '--note', 'Open in May');
    const { lines } = await done('erase', 'May', '--anyway');
    expect(lines.join('\n')).toMatch(/surname or first name that stands alone.*they are a new person to it/s);
    expect(lines).toContain('In 1 text of the plans a word is left that may be their name, or part of a code.');
    const [found] = (await world.ports.plans.contents('spring'))!.milestones;
    expect([found?.milestone.update?.note, found?.milestone.leadsText]).toEqual(['Open in May', 'a former officer']);
  });

  it('leaves an id by which they are found, on the list of officers; of the name it says that it may be erased', async () => {
    await done('erase', NAME, '--anyway');
    const list = await done('officers');
    expect(list.lines).toContain(`Erased, and known by the id only: ${her}`);
    expect(list.json.former).toEqual([{ id: her }]);
    expect((await type('person', NAME)).lines).toEqual([
      `Nobody is called “${NAME}”: somebody of that name was erased, or never known. List them with: officers`,
    ]);
    expect((await type('person', 'a former officer')).lines).toEqual([
      'Whoever was erased is called “a former officer”. Give their id instead: the last line of officers has them.',
    ]);
    const why = await done('why', 'A1', '--plan', PLAN);
    expect(why.lines.join('\n')).toContain('A former officer led it and has left');
    expect(why.lines.join('\n')).not.toContain('Without an answer Hal');
  });

  it('of a group is refused', async () => {
    const { exit, json } = await type('erase', 'Heads of Service');
    expect([exit, (json.error as { code: string }).code]).toEqual([1, 'is-a-group']);
  });

  it('changes nothing that is shown as at the day before', async () => {
    await lived();
    world.clock.set('2026-12-09T10:00:00Z');
    const figures = async (): Promise<unknown> => {
      const { counts, silent, overdue } = (await done('rollup', '--plan', PLAN, '--as-at', '2026-12-08')).json;
      return { counts, silent, overdue };
    };
    const before = await figures();
    await done('erase', NAME, '--anyway');
    expect(await figures()).toEqual(before);
  });

  it.each(['crash-before', 'crash-after'] as const)(
    'interrupted by a %s at one write after the other, and said again, comes to the same end',
    async (fault) => {
      await lived();
      const officer = (await world.ports.people.officer(her))!.value;
      let ended = 'crashed';
      for (let k = 1; ended === 'crashed'; k += 1) {
        let made = 0;
        const dying = world.start({ fault: ({ act }) => (act === 'submit' && (made += 1) === k ? fault : null) });
        ended = await erasePerson(dying.ports, officer, { kind: 'operator' }).catch(() => 'crashed');
      }
      expect([ended, traces()]).toEqual(['written', []]);
      expect((await world.ports.plans.outline(PLAN))?.areas[0]?.heads).toEqual([ids.Hal]);
      expect(await world.ports.brokenLinks(PLAN)).toEqual([]);
    },
  );
});
