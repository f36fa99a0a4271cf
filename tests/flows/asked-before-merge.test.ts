/** What was asked under an id that somebody had before they turned out to be somebody else. */
import { wholePlan } from '../../bot/domain/scope.js';
import { WHOLE_READERSHIP } from '../../bot/flows/told-plan.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import { planAsAt } from '../../bot/flows/as-at.js';
import { changePeople } from '../../bot/flows/change-people.js';
import { drain } from '../../bot/flows/drain.js';

import { around, explain } from '../../bot/flows/explain.js';
import { holdCard } from '../../bot/flows/hold-card.js';
import { linkOfficer } from '../../bot/flows/link-officer.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { readRollup } from '../../bot/flows/read-rollup.js';
import { recordUpdate } from '../../bot/flows/record-update.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { rememberChat } from '../../bot/flows/remember-chat.js';
import { reminderId } from '../../bot/flows/reminder-id.js';
import { owedView } from '../../bot/flows/show.js';
import { sweep, type SweepReport } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  answersInTurn,
  cardsOf,
  chatFor,
  createWorld,
  digestsOf,
  IN_DOUBT,
  linkAll,
  loadPlan,
  PLAN,
  setHeads,
  WEDNESDAY,
  type RowWish,
  type World,
} from '../support/world.js';

const HELEN = 'Helen Head';

let world: World;
let ports: World['ports'];
/** The id that she was met by, and that of the name in the plan. */
let [before, now] = ['', ''];

/** Helen was met in Teams and made head of the area; nobody leads what is due in it, so she is asked. */
async function met(wishes: readonly RowWish[] = [{ ref: 'A1', due: '2026-11-18', leads: [] }]): Promise<void> {
  world = createWorld();
  ports = world.ports;
  await loadPlan(ports, wishes);
  const { officer } = await rememberChat(ports, { entraId: 'e-helen', name: HELEN }, chatFor('helen'), 'only');
  before = officer.id;
  await setHeads(ports, 'A', [before]);
}

async function sweepNow(): Promise<SweepReport> {
  const report = await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await drain(ports);
  world.clock.advance(60_000);
  return report;
}

async function linked(): Promise<void> {
  const { kind, officer } = await linkOfficer(ports, { name: HELEN, entraId: 'e-helen', aliases: [], roles: [] });
  expect([kind, officer.id === before]).toEqual(['linked', false]);
  now = officer.id;
}

const CARD = 'chat-helen: A1';
const skips = ({ skipped }: SweepReport) => skipped.map(({ officer, reason }) => [officer, reason]);

describe('whoever was asked, and turned out to be somebody of the plan', () => {
  beforeEach(async () => {
    await met();
    await sweepNow();
    await linked();
    expect(cardsOf(world)).toEqual([CARD]);
  });

  it('is not asked the same again, nor would be', async () => {
    const preview = await previewSweep(ports, WEDNESDAY);
    expect([preview.digests, skips(preview)]).toEqual([[], [[now, 'already-asked']]]);
    const swept = await sweepNow();
    expect([swept.digests, cardsOf(world)]).toEqual([[], [CARD]]);
  });

  it('is asked the next stage, on a card that shows all that is owed', async () => {
    world.clock.set('2026-11-19T10:00:00Z');
    await sweepNow();
    expect(cardsOf(world)).toEqual([CARD, CARD]);
    expect((await digestsOf(ports, now)).map(({ entries }) => entries.map(({ ask }) => ask.step))).toEqual([['+1']]);
  });

  it('still owes it, on the card in hand too', async () => {
    const refs = (await owedView(ports, now, 'a1', []))?.yours.map(({ link }) => link.ref);
    expect(refs).toEqual(['A1']);
  });

  it('why says that they were asked, and how it was delivered', async () => {
    const plan = await planAsAt(ports, PLAN, WEDNESDAY);
    const found = await around(ports, plan!, 'A1', WEDNESDAY);
    const { asked, owed } = await explain(ports, found!, now);
    expect([asked.map(({ step, delivery }) => [step, delivery]), owed]).toEqual([[['0', 'sent']], []]);
  });

  it('has their old card held while a form is open on it, and rebuilt afterwards', async () => {
    await holdCard(ports, now, 'a1', 'form');
    const [held] = await digestsOf(ports, before);
    expect(held?.formUntil).toBe('2026-11-18T10:16:00.000Z');
    const inputs = { note: 'Done by another' };
    const by = { kind: 'officer', id: now } as const;
    const recorded = await recordUpdate(ports, { plan: PLAN, ref: 'A1', by, rev: null, rating: 'green', inputs });
    expect(recorded.kind).toBe('saved');
    const updates = () =>
      world.posted.filter(({ act }) => act === 'update').map((one) => [one.conversation, one.activityId]);
    await refreshCards(ports, { plan: PLAN, ref: 'A1' });
    expect(updates()).toEqual([]);
    world.clock.advance(15 * 60_000);
    await drain(ports);
    expect(updates()).toEqual([['chat-helen', 'a1']]);
  });
});

it('a press proves the arrival of a card that was posted under the id before', async () => {
  await met();
  world.answering = answersInTurn(IN_DOUBT);
  await sweepNow();
  await linked();
  const [doubtful] = await digestsOf(ports, before);
  await holdCard(ports, now, 'a9', 'form', reminderId(ports, before, doubtful!.slot));
  expect((await digestsOf(ports, before))[0]).toMatchObject({ state: 'sent', activityId: 'a9' });
});

it('a card that was planned and not sent before is sent once', async () => {
  await met();
  await sweep(ports, { slot: ports.clock.now(), today: todayOf(ports), atOnce: true });
  await linked();
  await drain(ports);
  await sweepNow();
  expect(cardsOf(world)).toEqual([CARD]);
});

it('does not answer for a lead under either id: the silence since the card of before is told', async () => {
  await met([{ ref: 'A1', due: '2026-11-18', leads: ['Ann'] }]);
  const { Ann } = await linkAll(ports, ['Ann']);
  const away = { awayUntil: civilDate('2026-12-31'), deputy: before };
  await changePeople(ports, Ann!, (value) => ({ ...value, ...away }));
  await sweepNow();
  await linked();
  world.clock.set('2026-12-04T10:00:00Z');
  const rolled = await readRollup(ports, wholePlan(PLAN), todayOf(ports), null, WHOLE_READERSHIP);
  expect([cardsOf(world), rolled?.rollup.silent.flatMap(({ refs }) => refs)]).toEqual([[CARD], ['A1']]);
});

it('has two cards a week under both ids together, and each is counted once', async () => {
  const due = (ref: string, day: string): RowWish => ({ ref, due: `2026-12-${day}`, leads: [] });
  // Asked five working days before each: on Tuesday, Wednesday and Thursday of the week.
  await met([due('A1', '01'), due('A2', '02'), due('A3', '03')]);
  const cards: string[] = [];
  for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']) {
    world.clock.set(`${day}T10:00:00Z`);
    const { digests, skipped } = await sweepNow();
    const limited = skipped.filter(({ reason }) => reason === 'weekly-limit').map(({ ref }) => ref);
    cards.push(`${String(digests.length)} ${limited.join(' ')}`.trim());
    if (day === '2026-11-24') await linked();
  }
  expect(cards).toEqual(['1', '1', '0 A3', '0 A3']);
  const counts = await Promise.all([before, now].map(async (id) => (await ports.ledger.read(id)).count));
  expect(counts).toEqual([1, 1]);
  world.clock.set('2026-11-30T10:00:00Z');
  expect((await sweepNow()).digests).toHaveLength(1);
  expect(await ports.ledger.read(now)).toMatchObject({ week: '2026-11-30', count: 1 });
});
