import { inWords } from '../bot/domain/dates.js';
import type { DigestView, MilestoneView } from '../bot/domain/views.js';
import template from './digest.card.json';
import { lay, ready, rowsIn, type ReadySection, type SectionModel } from './list.js';
import { escapeMarkdown } from './markdown.js';
import { named } from './named.js';
import { compile, fitted, NOWHERE, type Built, type Card, type Sign } from './render.js';
import { proposalOf } from './row-notes.js';
import { statusOf, type NoteModel, type StatusModel } from './rows.js';
import { ownSections, tallyInWords, tallyOf, waitingSections, type Section, type Tally } from './sections.js';
import { counted, cut, shownRef, unitOf } from './words.js';

/** Answered ones are listed up to this number; the others are counted. */
const ANSWERED = 6;
/** Rows of the card that is sent where Teams found the whole one too large. */
const SHORT = 1;

interface AnsweredModel {
  readonly heading: string;
  readonly button: string;
  readonly lines: readonly (StatusModel & { readonly ref: string })[];
  readonly others: readonly string[];
}

/** What opens with "Show N more"; with the button for the ticks when all of them lie in here. */
interface FoldModel extends Pick<SectionModel, 'rows' | 'ticks'> {
  readonly sections: readonly SectionModel[];
  readonly onTrack: readonly string[];
}

interface DigestModel {
  readonly title: string;
  readonly plan: readonly string[];
  readonly tally: readonly NoteModel[];
  readonly asAt: readonly string[];
  readonly repeat: readonly string[];
  readonly shown: readonly SectionModel[];
  readonly fold: readonly FoldModel[];
  readonly buttons: readonly { readonly onTrack: readonly string[]; readonly more: readonly string[] }[];
  readonly waits: readonly string[];
  readonly answered: readonly AnsweredModel[];
  readonly helpToken: string;
}

const render = compile<DigestModel>(template);

/**
 * One card to one person: everything owed, worst first.
 *
 * @param reminder the id of the digest that sends it; null for a list that somebody asked for
 */
export function digestCard(view: DigestView, sign: Sign, reminder: string | null = null): Built {
  const own = ownSections(view.yours, view.asAt, true);
  const tally = tallyOf(own);
  const sections = inReadingOrder(own, view).map((section) => ready(section, sign, view.ticked));
  const fixed = fixedOf(view, tally, sign);
  const withId = (card: Card): Card => (reminder === null ? card : named(card, reminder));
  const onTrack = own.some(({ kind }) => kind === 'green') ? [sign('still-on-track', NOWHERE)] : [];
  return {
    card: fitted(view.short === true ? SHORT : rowsIn(sections), (most) =>
      withId(render({ ...fixed, ...listOf(sections, most, view, onTrack) })),
    ),
    summary: summaryOf(view, tally),
  };
}

/** What waits for a head of service stands after their own, and before what has no date and the greens. */
function inReadingOrder(own: readonly Section[], view: DigestView): readonly Section[] {
  const last = (section: Section): boolean => section.kind === 'undated' || section.kind === 'green';
  const first = own.filter((section) => !last(section));
  return [...first, ...waitingSections(view.waiting), ...own.filter(last)];
}

function fixedOf(
  view: DigestView,
  tally: Tally,
  sign: Sign,
): Omit<DigestModel, 'shown' | 'fold' | 'buttons' | 'waits'> {
  const nothing = view.yours.length + view.waiting.length === 0;
  const worst = view.yours.length + view.waiting.length > 1 ? ', worst first' : '';
  return {
    title: escapeMarkdown(titleOf(view)),
    plan: onePlan(view) ?? [],
    tally: headlineOf(view, tally),
    asAt: [`As at ${inWords(view.asAt)}${worst}.${nothing ? '' : ' Answered ones leave the list.'}`],
    repeat: view.repeat
      ? ['You may have had this card already: Teams did not say whether the first copy arrived. Answer either one.']
      : [],
    answered: view.answered.length === 0 || view.short === true ? [] : [answeredOf(view.answered)],
    helpToken: sign('help', NOWHERE),
  };
}

function titleOf(view: DigestView): string {
  if (view.yours.length > 0) return `${counted(view.yours.length, unitOf(view.levels))} to update`;
  return view.waiting.length > 0 ? `${String(view.waiting.length)} waiting for you` : 'Nothing left to update';
}

function headlineOf(view: DigestView, tally: Tally): readonly NoteModel[] {
  if (view.yours.length === 0) return [];
  const waiting = view.waiting.length === 0 ? '' : ` And ${String(view.waiting.length)} waiting for you.`;
  if (tally.urgent === '' || tally.rest === '') return [{ strong: tallyInWords(tally), rest: `.${waiting}` }];
  return [{ strong: tally.urgent, rest: `, ${tally.rest}.${waiting}` }];
}

function summaryOf(view: DigestView, tally: Tally): string {
  const own = tally.urgent === '' ? tally.rest : tally.urgent;
  const waiting = view.waiting.length === 0 ? '' : `${String(view.waiting.length)} waiting for you`;
  const words = [own, waiting].filter((part) => part !== '').join(', ');
  return words === '' ? titleOf(view) : words;
}

/** The title of the only plan, or null when there are several. */
function onePlan(view: DigestView): readonly string[] | null {
  const titles = [...new Set([...view.yours, ...view.waiting].map(({ planTitle }) => planTitle))];
  return titles.length > 1 ? null : titles.map((title) => cut(title));
}

function listOf(
  sections: readonly ReadySection[],
  most: number,
  view: DigestView,
  onTrack: readonly string[],
): Pick<DigestModel, 'shown' | 'fold' | 'buttons' | 'waits'> {
  const { shown, rest, folded, foldedRows, dropped } = lay(sections, most, onePlan(view) === null);
  const more = foldedRows === 0 ? [] : [`Show ${String(foldedRows)} more`];
  const inSight = shown.some(({ ticks }) => ticks.length > 0);
  const below = !inSight && folded.some(({ ticks }) => ticks.length > 0);
  const pressed = inSight ? onTrack : [];
  return {
    shown,
    fold: foldedRows === 0 ? [] : [{ ...rest, sections: folded, onTrack: below ? onTrack : [] }],
    buttons: more.length + pressed.length === 0 ? [] : [{ onTrack: pressed, more }],
    waits: waitsOf(dropped, view.more),
  };
}

function waitsOf(dropped: number, more: number): readonly string[] {
  return [
    ...(dropped === 0 ? [] : [`${String(dropped)} more do not fit on this card. They move up as you answer these.`]),
    ...(more === 0 ? [] : [`${String(more)} more will come another day.`]),
  ];
}

function answeredOf(answered: readonly MilestoneView[]): AnsweredModel {
  const count = String(answered.length);
  const others = answered.length - ANSWERED;
  return {
    heading: `${count} answered already`,
    button: `${count} answered`,
    lines: answered.slice(0, ANSWERED).map((milestone) => ({
      ref: shownRef(milestone.link.ref),
      ...statusOf(milestone.grade ?? milestone.rating, answeredBy(milestone)),
    })),
    others: others > 0 ? [`And ${String(others)} more.`] : [],
  };
}

function answeredBy(milestone: MilestoneView): string {
  const { lastUpdate, deferral } = milestone;
  const [waits] = proposalOf(milestone);
  if (waits !== undefined) return `. ${waits.strong}${waits.rest}`;
  if (deferral?.ended === false) return `. Deferred until ${inWords(deferral.until)}.`;
  if (lastUpdate === null) return '.';
  const who = lastUpdate.byReader ? 'You' : `${cut(lastUpdate.by)}, who shares it with you,`;
  return `. ${who} answered on ${inWords(lastUpdate.on)}.`;
}
