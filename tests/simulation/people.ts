/** What people do, at any moment. */
import { addDays, civilDateAt, type CivilDate } from '../../bot/domain/dates.js';
import type { Declared, Milestone } from '../../bot/domain/plan.js';
import type { UpdateInputs } from '../../bot/domain/views.js';
import { attend, type AttendOrder } from '../../bot/flows/attend.js';
import { readAttention, type Waiting } from '../../bot/flows/attention-list.js';
import { commitMilestones } from '../../bot/flows/commit-milestones.js';
import { holdCard } from '../../bot/flows/hold-card.js';
import { recordOnTrack } from '../../bot/flows/record-on-track.js';
import { recordUpdate, type Submission } from '../../bot/flows/record-update.js';
import { rememberChat } from '../../bot/flows/remember-chat.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { chatFor, PLAN, ZONE, type Posted } from '../support/world.js';
import type { Dice } from './dice.js';
import { PEOPLE, type Life } from './life.js';
import { insist } from './troubles.js';

const OPERATOR = { kind: 'operator' } as const;

export async function somebodyActs(life: Life): Promise<void> {
  const { dice } = life;
  const roll = dice.between(1, 14);
  if (roll <= 6) return answerCard(life);
  if (roll <= 7) return tickOnTrack(life);
  if (roll <= 8) return moveDate(life);
  if (roll <= 9) return handOver(life);
  if (roll <= 10) return attendTo(life);
  if (roll <= 11) return pressDoubtful(life);
  if (roll <= 13) return life.nature.stops ? stopOrStart(life) : Promise.resolve();
  const name = dice.pick(PEOPLE);
  const chat = chatFor(life.nature.oneChat ? 'everybody' : name);
  if (life.ids[name] === undefined) return;
  await insist(life, ({ ports }) => rememberChat(ports, { entraId: `e-${name}`, name }, chat, 'only'));
}

type DigestSeen = Posted & { readonly message: Extract<Posted['message'], { kind: 'digest' }> };

function seenCards({ world }: Life): readonly DigestSeen[] {
  return world.posted.filter(
    (one): one is DigestSeen => one.act === 'post' && one.arrived && one.message?.kind === 'digest',
  );
}

/** A card that is on somebody's screen, and one of its rows. */
function cardOf(life: Life): { card: DigestSeen; by: string; plan: string; ref: string; rev: number } | null {
  const cards = seenCards(life).filter(({ message }) => message.view.yours.length > 0);
  if (cards.length === 0) return null;
  const card = life.dice.pick(cards.slice(-8));
  return { card, by: card.message.reader, ...life.dice.pick(card.message.view.yours).link };
}

async function answerCard(life: Life): Promise<void> {
  const { dice, world } = life;
  const found = cardOf(life);
  if (found === null) return;
  const mark = `answer ${String(life.tried.size)}`;
  life.tried.add(mark);
  const { rating, inputs } = wordsOf(dice, civilDateAt(world.clock.now(), ZONE), mark);
  const { card, by, plan, ref, rev } = found;
  const submission: Submission = { plan, ref, rev, by: { kind: 'officer', id: by }, rating, inputs };
  if (dice.chance(0.3)) await press(life, card, 'form');
  const submit = async (): Promise<void> => {
    const before = life.acknowledged.has(mark);
    const recorded = await insist(life, (process) => recordUpdate(process.ports, submission));
    if (recorded.kind === 'saved') {
      life.acknowledged.add(mark);
      if (!recorded.replayed)
        life.saved.push({ ...world.point(), at: recorded.update.at, ref, rev: recorded.found.stored.rev });
    } else if (before) life.wrong.push(`${mark} was saved, and delivered again it was ${recorded.kind}`);
  };
  // Teams delivers a submission more than once (guarantees.md 0.4); people press twice.
  await Promise.all(dice.chance(0.4) ? [submit(), submit()] : [submit()]);
  if (dice.chance(0.3)) await submit();
  if (dice.chance(0.3)) await press(life, card, 'confirmation');
}

function wordsOf(dice: Dice, today: CivilDate, mark: string): { rating: Declared; inputs: UpdateInputs } {
  const soon = addDays(today, dice.between(0, 9));
  switch (dice.pick(['green', 'green', 'amber', 'red', 'complete'] as const)) {
    case 'green':
      return { rating: 'green', inputs: { note: mark, nextStep: 'n', nextStepBy: soon } };
    case 'amber':
      return { rating: 'amber', inputs: { note: mark, cause: 'c', recovery: soon, nextStep: 'n', nextStepBy: soon } };
    case 'red':
      return { rating: 'red', inputs: { note: mark, cause: 'c', remedy: 'r', recovery: soon } };
    case 'complete':
      return { rating: 'complete', inputs: { note: mark, doneOn: today, evidenceDue: soon } };
  }
}

async function tickOnTrack(life: Life): Promise<void> {
  const cards = Array.from({ length: 3 }, () => cardOf(life)).filter((card) => card !== null);
  const by = cards[0]?.by;
  if (by === undefined) return;
  const ticks = cards.filter((card) => card.by === by).map(({ plan, ref, rev }) => ({ plan, ref, rev }));
  await insist(life, (process) => recordOnTrack(process.ports, by, ticks));
}

/** A press on a button of a card: Teams says which card it was, and the card carries its id. */
async function press(life: Life, { message, shownAs }: DigestSeen, showing: 'form' | 'confirmation'): Promise<void> {
  const { reader, reminder } = message;
  await insist(life, ({ ports }) => holdCard(ports, reader, shownAs, showing, reminder));
}

/** Somebody presses a card of which we do not know whether it arrived. */
async function pressDoubtful(life: Life): Promise<void> {
  const { world, dice } = life;
  const doubtful = seenCards(life).filter(({ outcome }) => outcome === 'in-doubt');
  if (doubtful.length === 0) return;
  const card = dice.pick(doubtful.slice(-5));
  await press(life, card, 'form');
  const { slot, shownAs } = card;
  const officer = card.message.reader;
  const known = slot === null ? null : await world.ports.ledger.digest(officer, slot);
  if (slot === null || known?.value.state !== 'sent' || known.value.activityId !== shownAs) return;
  life.faults.push('proven');
  life.proven.push({ ...world.point(), officer, slot });
}

/** There is no verb for it yet; when there is, it will commit like this. */
async function change(life: Life, next: (milestone: Milestone) => Milestone): Promise<void> {
  const refs = (await life.world.ports.plans.contents(PLAN))?.milestones.map(({ milestone }) => milestone.ref) ?? [];
  const ref = life.dice.pick(refs);
  await insist(life, async ({ ports }) => {
    const stored = await ports.plans.milestone(PLAN, ref);
    if (stored === null) return;
    const now = ports.clock.now();
    const at = now > stored.at ? now : stored.at;
    const stamp = { at, by: OPERATOR, why: 'moved' } as const;
    const one = { after: next(stored.milestone), before: stored, inputHash: 'moved' };
    await commitMilestones(ports, PLAN, [one], stamp, civilDateAt(now, ZONE));
  });
}

function moveDate(life: Life): Promise<void> {
  const to = addDays(civilDateAt(life.world.clock.now(), ZONE), life.dice.between(-5, 30));
  return change(life, (milestone) => ({
    ...milestone,
    due: { kind: 'day', date: to, text: to },
    overdueAnswers: [],
  }));
}

function handOver(life: Life): Promise<void> {
  const to = life.dice.pick(Object.values(life.ids));
  return change(life, (milestone) => ({ ...milestone, leads: [to, ...milestone.leads.slice(1)].filter(isFirst) }));
}

const isFirst = (one: string, index: number, all: readonly string[]): boolean => all.indexOf(one) === index;

/* ---- What is for an admin ---- */

async function stopOrStart(life: Life): Promise<void> {
  const { stopped } = (await life.world.ports.sender.read()).value;
  life.faults.push(stopped ? 'sending started' : 'sending stopped');
  await insist(life, ({ ports }) =>
    stopped ? startSending(ports, OPERATOR) : stopSending(ports, OPERATOR, 'why not'),
  );
}

/** Settles one thing that waits for a person; now and then two do at once, each in their way. */
async function attendTo(life: Life): Promise<void> {
  const { dice, world } = life;
  const { waiting } = await readAttention(world.ports);
  const open = waiting.filter(({ actions }) => actions.length > 0);
  if (open.length === 0) return;
  const one = dice.pick(open);
  const hands = dice.chance(0.3) ? 2 : 1;
  const orders = Array.from({ length: hands }, () => ({ id: one.id, act: dice.pick(one.actions), reason: null }));
  const answers = await Promise.all(orders.map((order) => settle(life, one, order)));
  const twice = hands === 2 && answers.every((answer) => answer === 'done');
  const isCard = one.subject.kind === 'digest' || one.subject.kind === 'rollup';
  if (twice && isCard) life.wrong.push(`two people settled ${JSON.stringify(one.subject)}`);
}

/** As somebody at a terminal does: whatever fails, they type it again. */
export async function settle(life: Life, one: Waiting, order: AttendOrder): Promise<'done' | 'refused' | 'unclear'> {
  const { subject } = one;
  let tries = 0;
  const done = await insist(life, ({ ports }) => {
    tries += 1;
    if (order.act === 'send-again') {
      const name = subject.kind === 'digest' ? nameOf(subject.officer, subject.slot) : subject.kind;
      life.again.set(name, (life.again.get(name) ?? 0) + 1);
    }
    return attend(ports, OPERATOR, order);
  });
  if (done.kind === 'done') life.faults.push(`attended ${order.act} ${subject.kind}`);
  return tries > 1 ? 'unclear' : done.kind;
}

export const nameOf = (officer: string, slot: string): string => JSON.stringify([officer, slot]);
