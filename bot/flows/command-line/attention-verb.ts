import { didYouMean, nearestNames } from '../../domain/nearest.js';
import { whenInWords } from '../../domain/dates.js';
import { scopeOf } from '../../domain/scope.js';
import { aroundOne, NOTHING_AROUND, signersLine, type AroundOne } from '../attention-around.js';
import { settleHere } from '../attention-here.js';
import { attend, type Attended } from '../attend.js';
import { readAttention, type Act, type Waiting } from '../attention-list.js';
import { attemptInWords } from '../attention-codes.js';
import { waitingNames, type Names } from '../attention-names.js';
import { byEmail, todoFor } from '../attention-todo.js';
import { calledIn, sentenceFor } from '../attention-words.js';
import { readDirectory, type Directory } from '../directory.js';
import { heldBackNow, heldInWords, leavesInWords } from '../held-back.js';
import { mapLimited } from '../side-by-side.js';
import { CommandError, counted, type Answer, type CommandPorts, type Common } from './answer.js';

/** So many are told in full at a terminal; `--json` tells all. */
const SHOWN = 20;

/** Everything that waits for a person, the longest waiting first: whose, since when, what happened, what can be done. */
export async function attentionVerb(ports: CommandPorts, common: Common): Promise<Answer> {
  const { waiting, sender } = await readAttention(ports);
  const directory = await readDirectory(ports.people);
  const names = await waitingNames(ports, directory);
  const { stopped, notBefore } = sender;
  const wait = notBefore !== null && notBefore > names.now ? notBefore : null;
  const more = waiting.length - SHOWN;
  const around = await mapLimited(waiting, 4, (one) => aroundOne(ports, one, names));
  const attention = waiting.map((one, at) => waitingJson(one, names, directory, around[at]));
  return {
    json: { asAt: common.asAt, attention, stopped, notBefore: wait },
    lines: [
      ...(waiting.length === 0 ? ['Nothing waits for a person.'] : []),
      ...waiting.slice(0, SHOWN).flatMap((one, at) => linesFor(one, names, around[at])),
      ...(more > 0 ? [`and ${String(more)} more; all of them with: attention --json`] : []),
      ...(wait === null ? [] : [`Teams asked us to wait until ${whenInWords(wait, names)}.`]),
    ],
  };
}

function waitingJson(waiting: Waiting, names: Names, directory: Directory, around?: AroundOne): object {
  const { id, subject, because, since, evidence, actions, asked, waits } = waiting;
  const plans = [...new Set(asked.map(({ plan }) => plan))];
  const officer = subject.kind === 'digest' ? subject.officer : null;
  return {
    id,
    kind: subject.kind,
    because,
    since,
    officer: officer === null ? null : names.nameOf(officer),
    officerId: officer === null ? null : (directory.officers.get(officer)?.id ?? officer),
    queue: subject.kind === 'queue' ? subject.queue : null,
    schedule: subject.kind === 'schedule' ? subject.schedule : null,
    plan: planOf(waiting) ?? (plans.length === 1 ? plans[0] : null),
    refs:
      subject.kind === 'history'
        ? [subject.subject]
        : subject.kind === 'milestone'
          ? [subject.ref]
          : asked.map(({ ref }) => ref),
    asked,
    waits,
    evidence: evidence.map((one) => ({ ...one, words: attemptInWords(one, because, names) })),
    actions,
    words: sentenceFor(waiting, names),
    ...(subject.kind === 'import' && { left: around?.left ?? null }),
    ...(subject.kind === 'area' && { area: subject.area, signers: around?.signers ?? [] }),
  };
}

function planOf({ subject }: Waiting): string | undefined {
  if (subject.kind === 'import' || subject.kind === 'area' || subject.kind === 'milestone') return subject.plan;
  if (subject.kind === 'rollup') return subject.scope;
  return subject.kind === 'history' ? subject.plan : undefined;
}

function linesFor(waiting: Waiting, names: Names, around: AroundOne = NOTHING_AROUND): readonly string[] {
  const { id, since, because, evidence } = waiting;
  const details = [
    `since ${whenInWords(since, names)}${ofPlans(waiting, names)}`,
    ...evidence.map((one) => attemptInWords(one, because, names)),
    ...[signersLine(waiting, around)].filter((line) => line !== null),
    ...leftLines(around),
    ...todoFor(waiting),
    ...byEmail(waiting, names),
  ];
  return [`${id}  ${sentenceFor(waiting, names)}`, ...details.map((line) => `          ${line}`)];
}

/** Every text with its row, and what is open: what there is to decide is read here, and nowhere else. */
function leftLines({ left }: AroundOne): readonly string[] {
  if (left === null) return [];
  const texts = left.texts.map(({ row, text, progress, evidence }) => {
    return `row ${String(row)}: ${[text, progress, evidence].filter((one) => one !== null).join(' | ')}`;
  });
  const open = left.open.map(({ ref, question, assumed }) => {
    return `${ref === null ? '' : `${ref}: `}${question} Until then: ${assumed}.`;
  });
  return [...texts, ...open];
}

/** Which plans a card asked about. */
function ofPlans({ asked }: Waiting, names: Names): string {
  const titles = [...new Set(asked.map(({ plan }) => `“${names.planTitle(plan)}” (${plan})`))];
  return titles.length === 0 ? '' : `, of ${titles.join(' and ')}`;
}

/** How it stands after the act. */
async function doneLine(ports: CommandPorts, act: Act, waiting: Waiting, names: Names): Promise<string> {
  const called = calledIn(waiting, names);
  if (called === null) return `Taken off the list: ${sentenceFor(waiting, names)}`;
  if (act === 'seen') return `${called} counts as having arrived, and is off the list.${withoutThread(waiting)}`;
  if (act === 'waive') return `${called} is waived: it will not be sent.`;
  const held = await heldBackNow(ports);
  if (held === null) return `${called} leaves now.`;
  return `${called} waits: ${heldInWords(held, names)}. It leaves ${leavesInWords(held)}.`;
}

/** Teams never told which message it is: so nobody can reply to it, or edit it. */
function withoutThread({ subject }: Waiting): string {
  if (subject.kind !== 'rollup' || (subject.part ?? '') !== '') return '';
  return ` Teams did not say which message it is: so no replies about its areas follow, and it is not brought up to date. Post the figures of now with: rollup --plan ${scopeOf(subject.scope).plan} --post`;
}

/** Settles at its row what is settled there: see `HERE_ACTS`. */
export async function attentionHereVerb(
  ports: CommandPorts,
  common: Common,
  order: Parameters<typeof settleHere>[2],
): Promise<Answer> {
  const id = order.id.trim().toLowerCase();
  const done = await settleHere(ports, common.by, { ...order, id });
  if (done.kind === 'done') return { json: { asAt: common.asAt, id, act: order.act }, lines: [done.words] };
  const { code, message } = done.refusal;
  const can = done.waiting === null ? [] : todoFor(done.waiting);
  const next = code === 'cannot' && can.length > 0 ? ` What can: ${can.join('; ')}.` : '';
  throw new CommandError(code, code === 'no-such-row' ? `${message} Look again with: attention` : `${message}${next}`);
}

/** Settles one row of the list. */
export async function attentionActVerb(
  ports: CommandPorts,
  common: Common,
  act: Act,
  typed: string,
  reason: string | null,
): Promise<Answer> {
  const id = typed.trim().toLowerCase();
  const done = await attend(ports, common.by, { id, act, reason });
  const names = await waitingNames(ports, await readDirectory(ports.people));
  if (done.kind === 'refused') throw refusal(done, id, names);
  return { json: { asAt: common.asAt, id, act }, lines: [await doneLine(ports, act, done.waiting, names)] };
}

function refusal(
  { code, list, waiting }: Extract<Attended, { kind: 'refused' }>,
  id: string,
  names: Names,
): CommandError {
  switch (code) {
    case 'no-such': {
      const known = list.waiting.map((one) => one.id);
      const near = didYouMean(nearestNames(id, known));
      const there =
        known.length === 0 ? 'Nothing waits for a person.' : `${counted(known.length, 'row')}, with: attention`;
      return new CommandError(
        'no-such-row',
        `Nothing on the list is called “${id}”; it may be settled already.${near} ${there}`,
      );
    }
    case 'became': {
      const present = waiting === null ? '' : sentenceFor(waiting, names);
      const can = waiting === null ? [] : todoFor(waiting);
      return new CommandError(
        'changed-meanwhile',
        `It changed since “${id}” was shown, and nothing was done. Now: ${present} What can be done: ${can.join('; ')}.`,
      );
    }
    case 'cannot': {
      const can = waiting === null ? [] : todoFor(waiting);
      return new CommandError('cannot', `That cannot be done about it. What can: ${can.join('; ')}.`);
    }
    case 'changed':
      return new CommandError(
        'changed-meanwhile',
        'It is being sent at this moment, or somebody else settled it. Look again with: attention',
      );
    case 'nothing-left':
      return new CommandError(
        'nothing-left',
        `All that this card asked was answered since, so there is nothing to send. Take it off with: attention waive ${id}`,
      );
    case 'not-linked':
      return new CommandError(
        'not-linked',
        'Nobody in Teams is known for this name. Link them first, with: officers link OFFICER ENTRA-ID',
      );
    case 'overtaken':
      return new CommandError(
        'overtaken',
        `A newer summary stands in that channel. Take this one off with: attention waive ${id}`,
      );
    case 'gone':
      return new CommandError(
        'gone',
        `That channel or plan is gone, so there is nowhere to post. Take it off with: attention waive ${id}`,
      );
  }
}
