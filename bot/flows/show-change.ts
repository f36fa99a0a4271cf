import type {
  AnswerFormView,
  ChangeDone,
  ChangedView,
  ChangeError,
  ChangeFormView,
  ChangeInputs,
  DeferView,
  EndView,
  HandoverView,
  MoreView,
  QuestionView,
} from '../domain/change-views.js';
import { longestDeferral } from '../domain/deferral.js';
import { ownPart } from '../domain/hand-over.js';
import { askedNextOn, asksOn } from '../domain/look-on.js';
import { isDeferred } from '../domain/other-asks.js';
import { isClosed, isOpen, sameActor, type Milestone, type OfficerId, type Question } from '../domain/plan.js';
import { proposedInWords } from '../domain/proposals.js';
import { asEndInputs } from '../domain/read-change.js';
import { isRunning } from '../domain/year-over.js';
import { mayDo } from '../domain/rights.js';
import { openQuestion } from './answer-question.js';
import type { Changed } from './change-milestone.js';
import { owedBy } from './digest-content.js';
import { readDirectory } from './directory.js';
import type { Ports } from './ports.js';
import { takesUpdates } from './record-update.js';
import { standing, type Found } from './found-milestone.js';
import { decidersFor, viewOf } from './show.js';
import { todayOf } from './today.js';
import { whoWants } from './who-wants.js';

/** Who reads it, what they ticked on their list, and what they typed and is wrong with it; null for a new form. */
export interface Reading {
  readonly reader: OfficerId;
  readonly ticks: readonly string[];
  readonly typed: { readonly inputs: ChangeInputs; readonly errors: readonly ChangeError[] } | null;
}

/** @param behalf whether the reader may enter an answer for somebody */
export async function moreView(ports: Ports, found: Found, reading: Reading, behalf: boolean): Promise<MoreView> {
  const { milestone } = found.stored;
  const { proposal } = milestone;
  const { nameOf } = await readDirectory(ports.people);
  const own = proposal !== null && isBy(proposal.by, reading.reader);
  const leads = standing(officer(reading.reader), found) === 'lead';
  const question = openQuestion(milestone);
  return {
    milestone: await viewOf(ports, found, reading.reader),
    waits: proposal === null ? null : { what: proposedInWords(proposal, nameOf), own },
    question: question === null || !(own || leads) ? null : questionView(question, nameOf),
    may: { ...mayWhat(found, reading.reader, mayDo('update', whoWants(officer(reading.reader), found))), behalf },
    latest: longestDeferral(milestone.plan, ports.calendar, found.today).on,
    ...(await decidersFor(ports, found, reading.reader)),
    ticks: reading.ticks,
  };
}

/** What can be said of it as it is now, by who may update it. */
function mayWhat(found: Found, reader: OfficerId, theirs: boolean): Omit<MoreView['may'], 'behalf'> {
  const { milestone } = found.stored;
  if (!theirs || !isRunning(found.outline.plan)) return { update: false, defer: false, end: false, handover: false };
  const { proposal, leads, state } = milestone;
  const instead = proposal !== null && isBy(proposal.by, reader) && (proposal.date ?? proposal.state) !== null;
  return {
    update: takesUpdates(found),
    defer: isOpen(milestone),
    end: (isOpen(milestone) || state === 'paused') && (proposal === null || instead),
    handover: !isClosed(milestone) && state !== 'evidenced' && proposal === null && leads.length > 0,
  };
}

export async function deferView(ports: Ports, found: Found, reading: Reading): Promise<DeferView> {
  const { milestone } = found.stored;
  const deferred = isDeferred(milestone, found.today);
  const { deferral } = milestone;
  const now = deferral === null || !deferred ? {} : { until: deferral.until, reason: deferral.reason };
  const latest = longestDeferral(milestone.plan, ports.calendar, found.today);
  return { ...(await formOf(ports, found, reading, now)), latest: latest.on, latestIs: latest.is, deferred };
}

export async function endView(ports: Ports, found: Found, reading: Reading): Promise<EndView> {
  const { proposal } = found.stored.milestone;
  const now = proposal?.state == null ? {} : asEndInputs(proposal.state, proposal.replacedBy ?? [], proposal.reason);
  return formOf(ports, found, reading, now);
}

/** @param to the name that was typed before, as in "hand over FD 2.1 to Gwen" */
export async function handoverView(ports: Ports, found: Found, reading: Reading, to: string): Promise<HandoverView> {
  const { leads } = found.stored.milestone;
  const { nameOf } = await readDirectory(ports.people);
  const own = ownPart(found.stored.milestone, reading.reader, found.people, found.today);
  const form = await formOf(ports, found, reading, { to, from: own.length === 1 ? own[0] : '' });
  return { ...form, parts: leads.length < 2 ? [] : leads.map((id) => ({ id, name: nameOf(id) })) };
}

export async function answerView(
  ports: Ports,
  found: Found,
  reading: Reading,
  question: Question,
): Promise<AnswerFormView> {
  const { proposal } = found.stored.milestone;
  const { nameOf } = await readDirectory(ports.people);
  return {
    ...(await formOf(ports, found, reading, {})),
    what: proposal === null ? '' : proposedInWords(proposal, nameOf),
    question: questionView(question, nameOf),
  };
}

/** It is saved: what follows, and what the reader still owes. */
export async function changedView(
  ports: Ports,
  changed: Extract<Changed, { kind: 'done' }>,
  { reader, ticks }: Reading,
  about: 'defer' | 'end-defer' | 'propose' | 'take-back' | 'answer' | ChangeDone,
): Promise<ChangedView> {
  const { found, after, replayed, warning } = changed;
  const directory = await readDirectory(ports.people);
  const { nameOf } = directory;
  const { milestone } = found.stored;
  const today = todayOf(ports);
  const same = (of: (one: Milestone) => unknown): boolean =>
    JSON.stringify(of(after)) === JSON.stringify(of(milestone));
  return {
    milestone: await viewOf(ports, found, reader),
    done: typeof about === 'string' ? doneOf(changed, about, nameOf) : about,
    overtaken: replayed && !same(({ deferral, proposal, leads, state }) => [deferral, proposal, leads, state]),
    warning,
    ...(await decidersFor(ports, found, reader)),
    askedAgainOn: askedOn(ports, milestone),
    lead: standing(officer(reader), found) === 'lead',
    on: today,
    left: await owedBy(ports, directory, reader),
    ticks,
  };
}

function doneOf(
  { before, after, by }: Extract<Changed, { kind: 'done' }>,
  about: Exclude<Parameters<typeof changedView>[3], ChangeDone>,
  nameOf: (id: OfficerId) => string,
): ChangeDone {
  const { proposal, deferral } = after;
  const what = (one: Milestone['proposal']): string => (one === null ? '' : proposedInWords(one, nameOf));
  switch (about) {
    case 'defer':
      return deferral === null
        ? { kind: 'deferral-ended' }
        : { kind: 'deferred', until: deferral.until, reason: deferral.reason };
    case 'end-defer':
      return { kind: 'deferral-ended' };
    case 'propose': {
      const handover = proposal?.handover;
      return { kind: 'proposed', what: what(proposal), leads: handover === undefined ? null : nameOf(handover.from) };
    }
    case 'take-back':
      return { kind: 'taken-back', what: what(before.proposal) };
    case 'answer': {
      const answered = proposal?.questions?.findLast(({ answer }) => answer !== null && sameActor(answer.by, by));
      return { kind: 'answered', asker: answered?.by.kind === 'officer' ? nameOf(answered.by.id) : '' };
    }
  }
}

/** Today where something about it is to be asked; nothing while it waits for a decision. */
function askedOn({ calendar, ...ports }: Ports, milestone: Milestone): ChangedView['askedAgainOn'] {
  if (milestone.proposal !== null) return null;
  const today = todayOf(ports);
  return asksOn(milestone, calendar, today).length > 0 ? today : askedNextOn(milestone, calendar, today);
}

export async function formOf(
  ports: Ports,
  found: Found,
  { reader, ticks, typed }: Reading,
  now: ChangeInputs,
): Promise<ChangeFormView> {
  return {
    milestone: await viewOf(ports, found, reader),
    inputs: { ...now, ...typed?.inputs },
    errors: typed?.errors ?? [],
    ...(await decidersFor(ports, found, reader)),
    ticks,
  };
}

function questionView({ by, on, text }: Question, nameOf: (id: OfficerId) => string): QuestionView {
  return { by: by.kind === 'officer' ? nameOf(by.id) : 'An administrator', on, text };
}

function officer(id: OfficerId) {
  return { kind: 'officer', id } as const;
}

function isBy(by: NonNullable<Milestone['proposal']>['by'], reader: OfficerId): boolean {
  return sameActor(by, officer(reader));
}
