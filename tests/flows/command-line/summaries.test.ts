import { expect, it } from 'vitest';
import { deliverRollup } from '../../../bot/flows/post-rollup.js';
import { reading } from '../../support/channels.js';
import { terminal } from '../../support/command-line.js';
import { chatFor, createWorld, linkAll, loadPlan, PLAN, type World } from '../../support/world.js';

async function posted(): Promise<{ readonly world: World; readonly type: ReturnType<typeof terminal> }> {
  const world = createWorld();
  const { ports } = world;
  await loadPlan(ports, [{ ref: 'A1', due: '2027-03-31', leads: ['Ann'], declared: 'green' }]);
  await linkAll(ports, ['Ann']);
  const channel = { id: 'c', name: 'Board', team: null, chat: chatFor('c'), ...reading(PLAN), registeredBy: null };
  await ports.channels.put({ ...channel, registeredAt: ports.clock.now() }, null);
  const type = terminal(world);
  await type('rollup', '--plan', PLAN, '--post');
  await hear(world);
  return { world, type };
}

async function hear(world: World): Promise<void> {
  for (let rung = world.bells.take('rollup'); rung !== null; rung = world.bells.take('rollup')) {
    if (rung.queue === 'rollup') await deliverRollup(world.ports, rung.message);
  }
}

it('summaries are listed, shown as they were, and corrected with a reason', async () => {
  const { world, type } = await posted();
  world.clock.set('2026-11-19T10:00:00Z');
  const red = ['--rating', 'red', '--cause', 'c', '--remedy', 'r', '--recovery', '2027-01-29'];
  const of = ['--from-source', 'phone', '--from-date', '2026-11-18'];
  await type('update', 'A1', '--plan', PLAN, '--by', 'Ann', ...red, ...of);
  const listed = await type('summaries', '--plan', PLAN);
  expect(listed.lines.join('\n')).toContain('as at 10am on Wednesday 18 November 2026: 1: 0 red');
  expect(listed.lines.join('\n')).toContain('Board: posted.');
  const shown = await type('summaries', 'show', '--plan', PLAN, '--posted', '2026-11-18');
  expect(shown.json).toMatchObject({ asAt: '2026-11-18', counts: { red: 0, green: 1 }, window: null });
  const order = ['summaries', 'correct', '--plan', PLAN, '--posted', '2026-11-18', '--reason'] as const;
  expect((await type(...order, 'A1 was red')).lines).toEqual([
    'The summary as at Wednesday 18 November 2026 is corrected: A1 was red',
    'It is posted in 1 channel.',
  ]);
  await hear(world);
  const after = await type('summaries', 'list', '--plan', PLAN);
  expect(after.json).toMatchObject({
    summaries: [
      { counts: { red: 1 }, corrects: { reason: 'A1 was red' } },
      { counts: { red: 0 }, corrects: null },
    ],
  });
  const correction = await type('summaries', 'show', '--plan', PLAN, '--posted', '2026-11-18');
  expect(correction.json).toMatchObject({ counts: { red: 1 } });
});

it('a correction says where its figures are the same, and is refused before anything is written', async () => {
  const { world, type } = await posted();
  world.clock.set('2026-11-19T10:00:00Z');
  const red = ['--rating', 'red', '--cause', 'c', '--remedy', 'r', '--recovery', '2027-01-29'];
  await type('update', 'A1', '--plan', PLAN, '--by', 'Ann', ...red);
  const order = ['summaries', 'correct', '--plan', PLAN, '--posted', '2026-11-18', '--reason'] as const;
  expect((await type(...order, 'x'.repeat(501))).json).toMatchObject({ error: { code: 'too-long' } });
  expect((await type(...order, 'The child with NHS number 943 476 5919')).json).toMatchObject({
    error: { code: 'held' },
  });
  expect(await world.ports.rollups.snapshots(PLAN)).toHaveLength(1);
  const done = await type(...order, 'A1 was red');
  expect(done.json).toMatchObject({ counts: { red: 0 }, same: true });
  expect(done.lines.at(-1)).toContain('Its figures are the same: nothing entered since is of that day.');
});

it.each([
  ['no-date', ['show', '--posted', 'yesterday']],
  ['no-such-summary', ['show', '--posted', '2026-11-17']],
  ['no-reason', ['correct', '--posted', '2026-11-18', '--reason', ' ']],
  ['held', ['correct', '--posted', '2026-11-18', '--reason', 'The mother of JB, born 03/04/2012, refused']],
  ['no-such-tag', ['list', '--tag', 'none']],
])('what is not there, or not said, is refused: %s', async (code, words) => {
  const { type } = await posted();
  const { exit, json } = await type('summaries', ...words, '--plan', PLAN);
  expect([exit, json]).toMatchObject([1, { error: { code } }]);
});
