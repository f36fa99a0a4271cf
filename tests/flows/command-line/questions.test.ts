/** `questions`: what leaders ask, at the command line. */
import { beforeEach, expect, it } from 'vitest';
import { terminal } from '../../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, setHeads, type World } from '../../support/world.js';

let world: World;
let type: ReturnType<typeof terminal>;

beforeEach(async () => {
  world = createWorld();
  const { ports } = world.start();
  await loadPlan(ports, [
    { ref: 'A1', due: '2026-11-10', leads: ['Ann'] },
    { ref: 'B1', due: '2026-12-10', leads: ['Hal', 'Lea'], area: 'B' },
  ]);
  const ids = await linkAll(ports, ['Ann', 'Hal', 'Lea']);
  await setHeads(ports, 'A', [ids.Hal!]);
  const lea = (await ports.people.officer(ids.Lea!))!;
  await ports.people.put({ ...lea.value, roles: ['leader'] }, lea.etag);
  type = terminal(world);
});

const ask = (...more: string[]) => type('questions', 'ask', 'A1', '--plan', PLAN, '--question', 'Why?', ...more);
const list = async () => (await type('questions', 'list', '--plan', PLAN)).json;

it('are asked, answered, released and listed', async () => {
  expect(await ask('--by', 'Lea')).toMatchObject({ exit: 0, json: { ref: 'A1', replayed: false } });
  // The same again is the same question.
  expect(await ask('--by', 'Lea')).toMatchObject({ exit: 0, json: { replayed: true } });
  expect(await list()).toMatchObject({ questions: [{ ref: 'A1', question: 'Why?', by: 'Lea', answer: null }] });
  const answer = await type('questions', 'answer', 'A1', '--plan', PLAN, '--by', 'Ann', '--answer', 'So.');
  expect(answer).toMatchObject({ exit: 0, json: { waitsUntil: '2026-11-20', released: false } });
  expect(await list()).toMatchObject({ questions: [{ answer: { text: 'So.', by: 'Ann', told: false } }] });
  const open = await type('questions', 'list', '--plan', PLAN, '--open');
  expect(open.json).toMatchObject({ questions: [] });
  const release = await type('questions', 'release', 'A1', '--plan', PLAN, '--by', 'Hal');
  expect(release).toMatchObject({ exit: 0 });
  expect(await list()).toMatchObject({ questions: [{ answer: { told: true, released: { by: 'Hal' } } }] });
});

it('from a meeting say which, when and who', async () => {
  const place = ['--meeting', 'Scrutiny', '--on', '2026-11-17', '--who', 'Cllr Jones'];
  expect(await ask('--by', 'Ann', ...place)).toMatchObject({ exit: 0 });
  expect(await list()).toMatchObject({
    questions: [{ meeting: { which: 'Scrutiny', on: '2026-11-17', who: 'Cllr Jones' } }],
  });
  expect(await ask('--by', 'Lea', '--meeting', 'Scrutiny')).toMatchObject({ exit: 2 });
  const later = ['--meeting', 'Scrutiny', '--on', '2026-12-17', '--who', 'Cllr Jones'];
  expect(await ask('--by', 'Lea', ...later)).toMatchObject({ exit: 1, json: { error: { code: 'not-yet' } } });
});

it('are refused to whom they are not open', async () => {
  expect(await ask('--by', 'Ann')).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
  await ask('--by', 'Lea');
  const answer = await type('questions', 'answer', 'A1', '--plan', PLAN, '--by', 'Lea', '--answer', 'So.');
  expect(answer).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
  await type('questions', 'answer', 'A1', '--plan', PLAN, '--by', 'Ann', '--answer', 'So.');
  const release = await type('questions', 'release', 'A1', '--plan', PLAN, '--by', 'Ann');
  expect(release).toMatchObject({ exit: 1, json: { error: { code: 'not-theirs' } } });
});
