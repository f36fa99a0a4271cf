import { inWords } from '../bot/domain/dates.js';
import type { DigestView, MilestoneView } from '../bot/domain/views.js';
import { fromWords, saidByWords } from './behalf-words.js';
import { blockerNotes } from './blocker-words.js';
import template from './digest.card.json';
import { layParts, type PartModel, type ReadyPart } from './digest-parts.js';
import { firstWords } from './first-words.js';
import { leaderSections } from './leader-rows.js';
import { ready, rowsIn } from './list.js';
import { escapeMarkdown } from './markdown.js';
import { named } from './named.js';
import { compile, fittedOrLean, NOWHERE, type Built, type Card, type Sign } from './render.js';
import { reportingWords } from './reporting-words.js';
import { proposalOf } from './row-notes.js';
import { statusOf, type NoteModel, type StatusModel } from './rows.js';
import {
  ownSections,
  tallyInWords,
  tallyOf,
  toldSections,
  waitingSections,
  type Section,
  type Tally,
} from './sections.js';
import { capital, counted, cut, listed, listedUpTo, shownRef, unitOf } from './words.js';

/** Answered ones are listed up to this number; the others are counted. */
const ANSWERED = 6;
/** Rows of the later parts that are seen at once, however long the first is. */
const IN_SIGHT = { waiting: 3, told: 2 };
/** Rows of the card that is sent where Teams found the whole one too large. */
const SHORT = 1;

interface AnsweredModel {
  readonly heading: string;
  readonly button: string;
  readonly lines: readonly (StatusModel & { readonly ref: string })[];
  readonly others: readonly string[];
}

interface DigestModel {
  readonly title: string;
  readonly plan: readonly string[];
  readonly tally: readonly NoteModel[];
  readonly asAt: readonly string[];
  readonly repeat: readonly string[];
  readonly first: readonly string[];
  readonly blockers: readonly NoteModel[];
  readonly parts: readonly PartModel[];
  readonly waits: readonly string[];
  readonly answered: readonly AnsweredModel[];
  readonly awayToken: string;
  readonly helpToken: string;
}

const render = compile<DigestModel>(template);

/**
 * One card to one person: everything owed, worst first; then what waits for them, and what they are told.
 *
 * @param reminder the id of the digest that sends it; null for a list that somebody asked for
 */
export function digestCard(view: DigestView, sign: Sign, reminder: string | null = null): Built {
  const own = ownSections(view.yours, view.asAt, true);
  const tally = tallyOf(own);
  const parts = partsOf(own, view, sign);
  const fixed = fixedOf(view, tally, sign);
  const withId = (card: Card): Card => (reminder === null ? card : named(card, reminder));
  const onTrack = own.some(({ kind }) => kind === 'green') ? [sign('still-on-track', NOWHERE)] : [];
  const build = (most: number, lean: boolean): Card => {
    const laid = layParts(parts, most, onePlan(view) === null, onTrack, lean);
    const answered = lean ? { answered: view.answered.length === 0 ? [] : [leanAnswered(view.answered)] } : {};
    return withId(render({ ...fixed, ...answered, parts: laid.parts, waits: waitsOf(laid.dropped, view.more) }));
  };
  const rows = rowsIn(parts.flatMap(({ sections }) => sections));
  return { card: fittedOrLean(view.short === true ? SHORT : rows, build), summary: summaryOf(view, tally) };
}

function partsOf(own: readonly Section[], view: DigestView, sign: Sign): readonly ReadyPart[] {
  const part = (id: string, heading: string, sections: Parameters<typeof ready>[0][], atLeast: number): ReadyPart => ({
    id,
    heading,
    sections: sections.map((section) => ready(section, sign, view.ticked)),
    atLeast,
  });
  const told = toldSections(view.told ?? []);
  const parts = [
    part('yours', 'Yours', [...own], 0),
    withLeaders(part('waiting', 'Waiting for you', [...waitingSections(view.waiting)], IN_SIGHT.waiting), view, sign),
    part('told', 'For you to know', [...told], IN_SIGHT.told),
  ];
  return parts.filter(({ sections }) => sections.length > 0);
}

/** Few know of it and none else can do it: it stands first of what waits. */
function withLeaders(part: ReadyPart, { leaders = [] }: DigestView, sign: Sign): ReadyPart {
  return { ...part, sections: [...leaderSections(leaders, sign), ...part.sections] };
}

/** Whatever waits for its reader. */
function waitingOf({ waiting, leaders = [] }: DigestView): number {
  return waiting.length + leaders.length;
}

function fixedOf(view: DigestView, tally: Tally, sign: Sign): Omit<DigestModel, 'parts' | 'waits'> {
  const owed = view.yours.length + waitingOf(view);
  const worst = owed > 1 ? ', worst first' : '';
  return {
    title: escapeMarkdown(titleOf(view)),
    plan: onePlan(view) ?? [],
    tally: headlineOf(view, tally),
    asAt: [
      `As at ${inWords(view.asAt)}${worst}.${owed === 0 ? '' : ' Answered ones leave the list.'}`,
      ...reportingWords(view).map(escapeMarkdown),
    ],
    repeat: view.repeat
      ? ['You may have had this card already: Teams did not say whether the first copy arrived. Answer either one.']
      : [],
    first: view.first === undefined ? [] : firstWords(view.first.askedBy),
    blockers: view.short === true ? [] : blockerNotes(view.blockers ?? []),
    answered: view.answered.length === 0 || view.short === true ? [] : [answeredOf(view.answered)],
    awayToken: sign('open-away', NOWHERE),
    helpToken: sign('help', NOWHERE),
  };
}

/** "11 actions to update"; where there is none, the most pressing of the rest. */
export function titleOf(view: DigestView): string {
  const { yours, told = [], levels } = view;
  const waiting = waitingOf(view);
  const updates = yours.filter(({ wanted }) => wanted !== 'answer' && wanted !== 'challenge').length;
  if (updates > 0) return `${counted(updates, unitOf(levels))} to update`;
  if (yours.length > 0) return yours.length === 1 ? 'A question for you' : `${String(yours.length)} questions for you`;
  if (waiting > 0) return `${String(waiting)} waiting for you`;
  return told.length > 0 ? `${String(told.length)} for you to know` : 'Nothing left to update';
}

/** "3 overdue, 2 due this week", and what else there is. */
export function headlineOf(view: DigestView, tally: Tally): readonly NoteModel[] {
  const also = othersOf(view);
  if (view.yours.length === 0) return also.length < 2 ? [] : [{ strong: capital(listed(also)), rest: '.' }];
  const rest = also.length === 0 ? '.' : `. And ${listed(also)}.`;
  if (tally.urgent === '' || tally.rest === '') return [{ strong: tallyInWords(tally), rest }];
  return [{ strong: tally.urgent, rest: `, ${tally.rest}${rest}` }];
}

/** "2 waiting for you", "1 for you to know". */
function othersOf(view: DigestView): readonly string[] {
  const { told = [] } = view;
  const waiting = waitingOf(view);
  return [
    ...(waiting === 0 ? [] : [`${String(waiting)} waiting for you`]),
    ...(told.length === 0 ? [] : [`${String(told.length)} for you to know`]),
  ];
}

function summaryOf(view: DigestView, tally: Tally): string {
  const own = tally.urgent === '' ? tally.rest : tally.urgent;
  const words = [own, ...othersOf(view)].filter((part) => part !== '').join(', ');
  return words === '' ? titleOf(view) : words;
}

/** The title of the only plan, or null when there are several. */
export function onePlan({ yours, waiting, leaders = [], told = [] }: DigestView): readonly string[] | null {
  const titles = [...new Set([...yours, ...waiting, ...leaders, ...told].map(({ planTitle }) => planTitle))];
  return titles.length > 1 ? null : titles.map((title) => cut(title));
}

function waitsOf(dropped: number, more: number): readonly string[] {
  return [
    ...(dropped === 0 ? [] : [`${doNotFit(dropped)} as you answer these.`]),
    ...(more === 0 ? [] : [`${String(more)} more will come another day.`]),
  ];
}

function doNotFit(count: number): string {
  return count === 1
    ? '1 more does not fit on this card. It moves up'
    : `${String(count)} more do not fit on this card. They move up`;
}

function answeredOf(answered: readonly MilestoneView[]): AnsweredModel {
  const count = String(answered.length);
  const others = answered.length - ANSWERED;
  return {
    heading: `${count} answered already`,
    button: `${count} answered`,
    lines: answered.slice(0, ANSWERED).map((milestone) => ({
      ref: shownRef(milestone.link.ref),
      ...(handedOn(milestone) ?? statusOf(milestone.grade ?? milestone.rating, answeredBy(milestone))),
    })),
    others: others > 0 ? [`And ${String(others)} more.`] : [],
  };
}

/** Where there is no room for who answered what, and when. */
function leanAnswered(answered: readonly MilestoneView[]): AnsweredModel {
  const refs = listedUpTo(
    answered.map(({ link }) => shownRef(link.ref)),
    3 * ANSWERED,
  );
  return { ...answeredOf(answered), lines: [], others: [`${refs}.`] };
}

/** It was handed over since: its new lead answers for it. */
function handedOn({ decided }: MilestoneView): StatusModel | null {
  const handover = decided?.accepted === true ? decided.proposal.handover : undefined;
  if (handover === undefined) return null;
  const to = handover.toReader ? 'you' : cut(handover.to);
  return { shape: '', colour: 'default', word: `Handed over to ${to}`, tail: '.' };
}

function answeredBy(milestone: MilestoneView): string {
  const { lastUpdate, deferral } = milestone;
  const [waits] = proposalOf(milestone);
  if (waits !== undefined) return `${whoAnswered(milestone)} ${waits.strong}${waits.rest}`;
  if (deferral?.ended === false) return `. Deferred until ${inWords(deferral.until)}.`;
  if (lastUpdate === null) return '.';
  return answered(lastUpdate);
}

/** Of what waits for a decision since another lead answered: who that was. */
function whoAnswered({ lastUpdate, proposal }: MilestoneView): string {
  if (lastUpdate === null || lastUpdate.byReader || proposal === null || lastUpdate.on < proposal.on) return '.';
  return answered(lastUpdate);
}

function answered(lastUpdate: NonNullable<MilestoneView['lastUpdate']>): string {
  return `. ${saidByWords(lastUpdate)} answered on ${inWords(lastUpdate.on)}${fromWords(lastUpdate)}.`;
}
