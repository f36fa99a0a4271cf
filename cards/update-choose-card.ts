import type { KeyEntry } from '../bot/domain/key.js';
import { inWords } from '../bot/domain/dates.js';
import type { ChooseView, MilestoneView, UpdateInputs } from '../bot/domain/views.js';
import { carriedBehalf, forWhomLine } from './behalf-words.js';
import { dueLine } from './due-words.js';
import {
  backOf,
  carriedOf,
  datesOpinion,
  lastSaid,
  type BackModel,
  type CarriedModel,
  type OpinionModel,
} from './opinions.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, type Built, type Sign } from './render.js';
import { pendingNotes } from './row-notes.js';
import { fullNameOf, statusOf, type NameModel, type NoteModel, type StatusModel } from './rows.js';
import { moreOf, type MoreModel } from './list.js';
import template from './update-choose.card.json';
import { NEEDS } from './update-words.js';
import { capital, cut, entryOf, mark, sentence, shownRef } from './words.js';

interface ChoiceModel extends StatusModel {
  readonly rating: string;
  readonly meaning: string;
  readonly needs: string;
  readonly button: string;
  readonly token: string;
  readonly tooltip: string;
}

interface ChooseModel extends NameModel {
  readonly title: string;
  /** For whom it is, where somebody else enters it. */
  readonly forWhom: readonly string[];
  readonly due: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly opinions: readonly OpinionModel[];
  readonly beneath: readonly NoteModel[];
  readonly refused: readonly string[];
  readonly choices: readonly ChoiceModel[];
  readonly fold: readonly { readonly choices: readonly ChoiceModel[]; readonly more: MoreModel }[];
  readonly later: readonly string[];
  readonly ticks: readonly CarriedModel[];
  readonly typed: readonly { readonly id: string; readonly value: string }[];
  /** What else there is to say of it; not for who enters an answer for somebody. */
  readonly otherwise: readonly { readonly token: string; readonly tooltip: string }[];
  readonly back: readonly BackModel[];
}

/** As much of each text as a form takes. */
const TYPED_LENGTH = 2000;

/** So many choices are seen at once; those of a longer key are folded in place. */
const SHOWN = 6;

const render = compile<ChooseModel>(template);

/** "How is it going?": the last word, what the dates say, and one button for each entry of the plan's key. */
export function updateChooseCard(view: ChooseView, sign: Sign): Built {
  const { milestone } = view;
  const choices = view.choices.map((entry) => choiceOf(entry, milestone, sign));
  const opinions = [lastSaid(milestone), datesOpinion(milestone)];
  const fixed = {
    title: 'How is it going?',
    forWhom: view.behalf === undefined ? [] : [forWhomLine(view.behalf)],
    otherwise: view.behalf === undefined ? [otherwiseOf(milestone, sign)] : [],
    ...fullNameOf(milestone.link.ref, milestone.text),
    due: [dueLine(milestone)],
    notes: pendingNotes(milestone),
    opinions,
    beneath: opinions.flatMap(({ beneath }) => beneath),
    refused: view.refused === undefined ? [] : [cut(view.refused, 300)],
    choices: choices.slice(0, SHOWN),
    fold: foldOf(choices.slice(SHOWN)),
    later: completeLater(view),
  };
  const card = fitted(view.ticks.length + TYPED_LENGTH, (room) => {
    const ticks = view.ticks.slice(0, Math.max(0, room - TYPED_LENGTH));
    const typed = [...typedOf(view.inputs ?? {}, Math.min(room, TYPED_LENGTH)), ...carriedBehalf(view.behalf)];
    return render({ ...fixed, ticks: carriedOf(ticks), typed, back: [backOf(ticks, sign)] });
  });
  return { card, summary: `Update ${shownRef(milestone.link.ref)}` };
}

function otherwiseOf({ link }: MilestoneView, sign: Sign): ChooseModel['otherwise'][number] {
  return { token: sign('open-more', link), tooltip: `What else can be said of ${shownRef(link.ref)}` };
}

function foldOf(choices: readonly ChoiceModel[]): ChooseModel['fold'] {
  return choices.length === 0 ? [] : [{ choices, more: moreOf(choices.length) }];
}

/** Hidden, so that what was typed for one rating is there for the next. */
function typedOf(inputs: UpdateInputs, room: number): ChooseModel['typed'] {
  return Object.entries(inputs).map(([field, value]) => ({ id: `in_${field}`, value: keptTyped(value, room) }));
}

/** What recurs is done with its last period: until then Complete is not among the choices. */
function completeLater({ milestone: { due }, choices }: ChooseView): readonly string[] {
  if (due.kind !== 'recurring' || choices.some(({ rating }) => rating === 'complete')) return [];
  if (due.until === null) {
    return [
      'The plan prints no end for it, so no period completes it. If it has ended, press Something else to close it.',
    ];
  }
  return [`It can be complete with its last period, which ends on ${inWords(due.until)}.`];
}

function choiceOf(entry: KeyEntry, { lastUpdate, link }: MilestoneView, sign: Sign): ChoiceModel {
  const { id, rating, word, letter, definition } = entryOf(entry);
  const wasLast = lastUpdate !== null && (lastUpdate.grade?.id ?? lastUpdate.rating) === id;
  const last = wasLast ? (lastUpdate.byReader ? ', your last rating' : ', the last rating') : '';
  return {
    ...statusOf(entry, `${letter === '' || letter === word ? '' : ` (${letter})`}${last}`),
    rating: id,
    meaning: escapeMarkdown(definition === '' ? '' : capital(sentence(definition))),
    needs: NEEDS[rating],
    button: mark(entry),
    token: sign('choose-rating', link),
    tooltip: `Rate ${shownRef(link.ref)} ${word}`,
  };
}
