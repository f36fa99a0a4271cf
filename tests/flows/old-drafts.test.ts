import { expect, it } from 'vitest';
import { KEEP } from '../../bot/domain/retention.js';
import { nightly } from '../../bot/flows/nightly.js';
import { beginDraft } from '../../bot/flows/import-draft.js';
import { createWorld } from '../support/world.js';

it('the night removes plan files that nobody went on with for a week', async () => {
  const { ports, clock } = createWorld();
  const bytes = new TextEncoder().encode('Ref,Milestone,Due\nA 1,Do it,31 March 2027');
  await beginDraft(ports, { bytes, fileName: 'Plan.csv', by: { kind: 'operator' } });
  await nightly(ports);
  expect(await ports.drafts.list()).toMatchObject([{ fileName: 'Plan.csv', plan: 'plan', title: 'Plan' }]);
  // A clock that leaps is not believed: the nights come one by one.
  for (let day = 0; day < 10; day += 1) {
    clock.advance(86_400_000);
    await nightly(ports);
  }
  expect(await ports.drafts.list()).toEqual([]);
});

it('keeps them for as long as a setting says', async () => {
  const { ports, clock } = createWorld();
  const bytes = new TextEncoder().encode('Ref,Milestone,Due\nA 1,Do it,31 March 2027');
  await beginDraft(ports, { bytes, fileName: 'Plan.csv', by: { kind: 'operator' } });
  const left: number[] = [];
  for (let day = 0; day < 4; day += 1) {
    await nightly(ports, { ...KEEP, draftDays: 2 });
    left.push((await ports.drafts.list()).length);
    clock.advance(86_400_001);
  }
  expect(left).toEqual([1, 1, 0, 0]);
});
