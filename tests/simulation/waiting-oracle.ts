/** What waits for a decision, and what is told of it, once more by counting working days on the fingers. */
import { addDays, type CivilDate } from '../../bot/domain/dates.js';
import { works } from './year-oracle.js';

/** Something asked again and again of one person: the step it has reached, null before its first working day. */
interface Count {
  readonly anchor: string;
  days: number;
  step: string | null;
}

/** A new date that its lead proposed. */
export interface Waiting {
  readonly id: string;
  /** Who proposed it. */
  readonly by: string;
  readonly date: CivilDate;
  decider: Count;
  question: Count | null;
}

/** Told once, and not when it is more than 90 days ago. */
export interface News {
  readonly anchor: string;
  readonly to: readonly string[];
  readonly on: CivilDate;
}

interface Owing {
  readonly name: string;
  readonly anchor: string;
  readonly step: string;
}

export function proposed(id: string, by: string, date: CivilDate, day: CivilDate): Waiting {
  return { id, by, date, decider: counted(`approval:${id}`, day), question: null };
}

/** While it has no answer, who decides is left alone. */
export function questioned(waiting: Waiting, id: string, day: CivilDate): void {
  waiting.question = counted(`question:${id}`, day);
}

/** Who decides is asked anew, from the day of the answer on. */
export function replied(waiting: Waiting, day: CivilDate): void {
  const id = waiting.question?.anchor.slice('question:'.length) ?? '';
  waiting.question = null;
  waiting.decider = counted(`approval:${waiting.id}:${id}`, day);
}

export function passes(waiting: Waiting | null, day: CivilDate): void {
  if (waiting === null || !works(day)) return;
  const count = waiting.question ?? waiting.decider;
  count.days += 1;
  if (count.days === 0) count.step = 'ask';
  const chase = count.days === 5 || (count.days >= 10 && count.days % 10 === 0);
  if (chase) count.step = `+${String(count.days)}`;
}

/** Of the decider, of who proposed it, and of those who are told. */
export function waitingOf(waiting: Waiting | null, news: readonly News[], head: string, day: CivilDate): Owing[] {
  const of = (name: string, count: Count | null | undefined): Owing[] =>
    count?.step == null ? [] : [{ name, anchor: count.anchor, step: count.step }];
  return [
    ...of(head, waiting?.decider),
    ...(waiting === null ? [] : of(waiting.by, waiting.question)),
    ...news
      .filter(({ on }) => day <= addDays(on, 90))
      .flatMap(({ anchor, to }) => to.map((name) => ({ name, anchor, step: 'told' }))),
  ];
}

function counted(anchor: string, day: CivilDate): Count {
  return works(day) ? { anchor, days: 0, step: 'ask' } : { anchor, days: -1, step: null };
}
