/** `questions`: what leaders ask about milestones, and what is answered. */
import { askerOf } from '../../domain/challenge-views.js';
import { isTellable } from '../../domain/challenges.js';
import { inWords, type CivilDate } from '../../domain/dates.js';
import { workingDaysInWords } from '../../domain/overdue.js';
import type { Challenge } from '../../domain/plan.js';
import { workingDaysAfter } from '../../domain/working-days.js';
import { planAsAt } from '../as-at.js';
import { answerChallenge, askChallenge, releaseAnswer } from '../challenge.js';
import { isToldInChannels } from '../challenge-posts.js';
import { readDirectory, type Directory } from '../directory.js';
import { CommandError, table, type Answer, type CommandPorts, type Common } from './answer.js';
import { aheadLines } from './loaded.js';
import { jsonOf, orderOf, wellDone, type AboutWords, type Done } from './orders.js';
import { planOf } from './plan-verbs.js';

/** Every question about a plan as at a day, the oldest first; with `open` only those without an answer. */
export async function questionsVerb(
  ports: CommandPorts,
  common: Common,
  { plan, open }: { readonly plan: string; readonly open: boolean },
): Promise<Answer> {
  await planOf(ports, plan);
  const asOf = await planAsAt(ports, plan, common.asAt);
  const directory = await readDirectory(ports.people);
  const asked = (asOf?.milestones ?? [])
    .flatMap(({ milestone }) => milestone.challenges.map((one) => ({ ref: milestone.ref, one })))
    .filter(({ one }) => !open || one.answer === null)
    .sort((a, b) => (a.one.at < b.one.at ? -1 : 1));
  const rows = asked.map(({ ref, one }) => [
    ref,
    one.id,
    `${askerOf(one, directory.nameOf)}: ${one.text}`,
    standsInWords(ports, one, common.asAt),
  ]);
  const none = open ? 'Every question has its answer.' : 'Nobody has asked anything yet.';
  return {
    json: {
      asAt: common.asAt,
      plan,
      questions: asked.map(({ ref, one }) => questionJson(ref, one, directory, common.asAt)),
    },
    lines: [...aheadLines(ports, common), ...(rows.length === 0 ? [none] : table(rows))],
  };
}

function standsInWords({ calendar }: CommandPorts, one: Challenge, today: CivilDate): string {
  const { answer, on } = one;
  if (answer === null) {
    const days = workingDaysAfter(calendar, on, today);
    return days === 0 ? 'asked today, no answer yet' : `no answer for ${workingDaysInWords(days)}`;
  }
  const told = isTellable(one, today) ? '' : ` (told on ${inWords(answer.waitsUntil)}, or when it is released)`;
  return `answered on ${inWords(answer.on)}${told}: ${answer.text}`;
}

function questionJson(ref: string, one: Challenge, { nameOf }: Directory, today: CivilDate): object {
  const { id, text, by, on, from, answer } = one;
  const name = (who: Challenge['by']): string => (who.kind === 'officer' ? nameOf(who.id) : who.kind);
  const meeting = from.kind === 'meeting' ? { who: from.who, which: from.which, on: from.on } : null;
  return {
    ref,
    id,
    question: text,
    by: name(by),
    on,
    meeting,
    answer: answer && {
      text: answer.text,
      by: name(answer.by),
      on: answer.on,
      waitsUntil: answer.waitsUntil,
      released: answer.released && { by: name(answer.released.by), on: answer.released.on },
      told: isTellable(one, today),
    },
  };
}

export interface QuestionWords extends AboutWords {
  readonly question: string;
  /** Where it was asked, when that was at a meeting: which, on which day, and by whom. */
  readonly meeting: string | null;
  readonly on: CivilDate | null;
  readonly who: string | null;
}

/** `questions ask`: in the name of a leader; or what somebody asked at a meeting, recorded by an admin. */
export async function questionAskVerb(ports: CommandPorts, common: Common, words: QuestionWords): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const from = fromOf(words, common);
  const done = wellDone(await askChallenge(ports, { ...order, text: words.question, from }));
  const asked = done.after.challenges.at(-1) ?? null;
  const { nameOf } = await readDirectory(ports.people);
  const leads = done.after.leads.map(nameOf).join(' and ');
  const where =
    asked !== null && (await isToldInChannels(ports, done.found, asked)) ? 'in the channel' : 'on their card';
  return {
    json: { ...jsonOf(common, done), id: asked?.id ?? null },
    lines: [
      `${done.after.ref}: ${leads === '' ? 'who is accountable for it' : leads} will be asked on their next card.`,
      `The answer is told ${where} once the head of service has released it, or after two working days.`,
    ],
  };
}

/** A meeting is named whole: which, when, and who asked. */
function fromOf({ meeting, on, who }: QuestionWords, { asAt }: Common): Challenge['from'] {
  if (meeting === null && on === null && who === null) return { kind: 'chat' };
  if (meeting === null || on === null || who === null || meeting.trim() === '' || who.trim() === '') {
    const message = 'Of a question asked at a meeting say which, when and who asked: --meeting NAME --on D --who T.';
    throw new CommandError('usage', message, 2);
  }
  if (on > asAt)
    throw new CommandError('not-yet', `A meeting on ${inWords(on)} has not been held yet. Give its day with --on.`);
  return { kind: 'meeting', who: who.trim(), which: meeting.trim(), on };
}

export interface QuestionAnswerWords extends AboutWords {
  readonly answer: string;
  readonly id: string | null;
}

/** `questions answer`: in the name of who leads it, or is accountable for it. */
export async function questionAnswerVerb(
  ports: CommandPorts,
  common: Common,
  words: QuestionAnswerWords,
): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const challenge = words.id;
  const done = wellDone(await answerChallenge(ports, { ...order, challenge, text: words.answer }));
  const answer = answeredIn(done);
  const told =
    answer?.released !== null
      ? 'It is told now, since a head of service or the plan’s owner gave it.'
      : `It is told on ${inWords(answer.waitsUntil)}, or when the head of service releases it.`;
  return {
    json: { ...jsonOf(common, done), waitsUntil: answer?.waitsUntil ?? null, released: answer?.released != null },
    lines: [`${done.after.ref}: answered. ${told}`],
  };
}

/** The answer that this order gave. */
function answeredIn({ before, after }: Done): Challenge['answer'] {
  const known = new Set(before.challenges.filter(({ answer }) => answer !== null).map(({ id }) => id));
  const given = after.challenges.find(({ id, answer }) => answer !== null && !known.has(id));
  return given?.answer ?? null;
}

export interface QuestionReleaseWords extends AboutWords {
  readonly id: string | null;
}

/** `questions release`: lets an answer be told now; without an id, every one that waits. */
export async function questionReleaseVerb(
  ports: CommandPorts,
  common: Common,
  words: QuestionReleaseWords,
): Promise<Answer> {
  const order = await orderOf(ports, common, words);
  const done = wellDone(await releaseAnswer(ports, { ...order, challenge: words.id }));
  return { json: jsonOf(common, done), lines: [`${done.after.ref}: released. It is told now, or when the day opens.`] };
}
