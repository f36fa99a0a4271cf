import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { changeRole } from '../../../bot/flows/person-standing.js';
import { rememberChat } from '../../../bot/flows/remember-chat.js';
import { fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

beforeEach(async () => {
  world = createWorld();
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Eve Moss'] },
    { ref: 'A2', due: '2027-11-18', leads: ['Ben'] },
  ]);
  await linkAll(world.ports, ['Ann', 'Ben']);
  type = terminal(world);
});

const code = ({ exit, json }: Typed) => [exit, (json.error as { code: string } | undefined)?.code];
const met = (name: string, entraId: string) =>
  rememberChat(world.ports, { entraId, name }, chatFor(name), 'only').then(({ officer }) => officer.id);

describe('officers proposals', () => {
  it('confirm links, decline is remembered, and installing links nobody', async () => {
    const one = await met('Moss, Eve', 'e-1');
    const two = await met('Eve Moss', 'e-2');
    expect((await world.ports.people.byName('Eve Moss'))?.value.entraId).toBeNull();
    const { json, lines } = await type('officers', 'proposals');
    expect(json.proposals).toMatchObject([{ name: 'Eve Moss', leads: ['A1 (ilacs-2026)'], people: [{}, {}] }]);
    expect(lines[0]).toContain('Several may be meant; say which');
    expect(code(await type('officers', 'decline', 'Eve Moss', '--person', one))).toEqual([0, undefined]);
    expect((await type('officers', 'proposals')).json.proposals).toMatchObject([{ people: [{ id: two }] }]);
    expect(code(await type('officers', 'confirm', 'Eve Moss', '--person', two))).toEqual([0, undefined]);
    expect((await world.ports.people.byName('Eve Moss'))?.value).toMatchObject({ entraId: 'e-2', met: false });
    expect((await type('officers', 'proposals')).json.proposals).toEqual([]);
    expect(code(await type('officers', 'confirm', 'Ben', '--person', one))).toEqual([1, 'linked-already']);
  });
});

describe('roles', () => {
  it('are taken away again, but for those of the last admin who can act', async () => {
    await type('officers', 'role', 'Ann', 'admin');
    expect(code(await type('officers', 'role', 'Ann', 'no-admin'))).toEqual([1, 'last-admin']);
    expect(code(await type('officers', 'role', 'Ann', 'left'))).toEqual([1, 'last-admin']);
    expect(code(await type('officers', 'unlink', 'Ann'))).toEqual([1, 'last-admin']);
    expect(code(await type('erase', 'Ann', '--anyway'))).toEqual([1, 'last-admin']);
    await type('officers', 'role', 'Ben', 'admin');
    expect(code(await type('officers', 'role', 'Ann', 'no-admin'))).toEqual([0, undefined]);
    expect(code(await type('officers', 'role', 'Ann', 'no-admin'))).toEqual([1, 'no-such-role']);
    const { json } = await type('officers', 'roles');
    expect(json).toMatchObject({ adminsWhoCanAct: 1, roles: [{ name: 'Ben', role: 'admin' }] });
  });

  it('two admins who take each other’s away at once leave one at least', async () => {
    await type('officers', 'role', 'Ann', 'admin');
    await type('officers', 'role', 'Ben', 'admin');
    const officer = async (name: string) => (await world.ports.people.byName(name))!.value;
    let once = false;
    const racing = world.start({
      hook: async (call) => {
        if (once || call.table !== 'People' || call.act !== 'submit') return;
        once = true;
        await changeRole(world.ports, { by: { kind: 'operator' }, officer: await officer('Ben') }, 'admin', false);
      },
    });
    const lost = await changeRole(
      racing.ports,
      { by: { kind: 'operator' }, officer: await officer('Ann') },
      'admin',
      false,
    );
    expect(lost).toMatchObject({ code: 'last-admin' });
    expect([(await officer('Ann')).roles, (await officer('Ben')).roles].flat()).toEqual(['admin']);
  });

  it('heads and owners are ended, and what follows is said', async () => {
    await type('heads', 'owner', '--plan', PLAN, '--to', 'Ben');
    const set = await type('heads', 'set', '--plan', PLAN, '--area', 'A', '--to', 'Ann');
    expect(set.lines[1]).toContain('what is late there is told to Ben.');
    const unset = await type('heads', 'unset', '--plan', PLAN, '--area', 'A');
    expect(unset.lines).toEqual([
      'Ann is no longer accountable for A.',
      'Nobody is head of service there now; Ben, the plan owner, is asked instead.',
    ]);
    expect(code(await type('heads', 'unset', '--plan', PLAN, '--area', 'A'))).toEqual([1, 'nobody']);
    expect(code(await type('heads', 'unset', '--plan', PLAN))).toEqual([0, undefined]);
  });
});

describe('officers leave', () => {
  it('is shown, done, and refused without a word on who takes over', async () => {
    expect(code(await type('officers', 'leave', 'Ann'))).toEqual([1, 'still-leads']);
    const shown = await type('officers', 'leave', 'Ann', '--to', 'Ben', '--dry-run');
    expect(shown.lines[0]).toBe('Nothing is changed yet. Ann has:');
    expect(shown.json).toMatchObject({ dryRun: true, leads: [{ ref: 'A1', alone: false }] });
    const done = await type('officers', 'leave', 'Ann', '--to', 'Ben');
    expect(done.lines[0]).toBe('Ann has left. Ben has now:');
    const again = await type('officers', 'leave', 'Ann', '--to', 'Ben');
    expect(again.lines[1]).toBe('  nothing that has to pass to anybody.');
    expect(code(await type('officers', 'leave', 'Ann', '--to', 'Ben', '--to-head'))).toEqual([2, 'leave']);
  });
});

describe('what is held', () => {
  it('team and e-mail come from a file, stand in one file about the person, and go when they are erased', async () => {
    const file = fileOf('people.csv', 'Name,Entra id,Team,E-mail\nEve Moss,,Early Help,eve@council.example\n');
    expect(code(await type('officers', 'import', file))).toEqual([0, undefined]);
    const out = join(mkdtempSync(join(tmpdir(), 'waymark-person-')), 'eve.json');
    const { lines } = await type('person', 'Eve Moss', '--out', out);
    expect(lines[0]).toContain(`Written to ${out}`);
    const held = JSON.parse(readFileSync(out, 'utf8')) as object;
    expect(held).toMatchObject({ officer: { name: 'Eve Moss', team: 'Early Help', email: 'eve@council.example' } });
    await type('erase', 'Eve Moss', '--anyway');
    expect(JSON.stringify(world.tables.dump())).not.toContain('eve@council.example');
  });

  it('doctor says that nobody can be told what waits for a person', async () => {
    const finding = async () =>
      ((await type('doctor')).json.findings as { check: string; level: string }[]).find(
        ({ check }) => check === 'admins',
      );
    expect(await finding()).toMatchObject({ level: 'note' });
    await type('officers', 'role', 'Ann', 'admin');
    expect(await finding()).toMatchObject({ level: 'good', message: '1 admin can be written to' });
  });
});
