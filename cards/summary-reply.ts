import { inWords } from '../bot/domain/dates.js';
import type { CardLink, SummaryHead } from '../bot/domain/views.js';
import { escapeMarkdown } from './markdown.js';
import { compile, NOWHERE, type Sign } from './render.js';
import type { NameModel, NoteModel, RowButtonModel, StatusModel } from './rows.js';
import template from './summary-reply.card.json';
import { cut } from './words.js';

/** What all answers to a press on a posted summary are made of. */
export interface ReplyModel {
  readonly title: string;
  readonly position: readonly string[];
  readonly named: readonly NameModel[];
  readonly status: readonly StatusModel[];
  readonly small: readonly string[];
  readonly datesSay: readonly StatusModel[];
  readonly lines: readonly string[];
  readonly notes: readonly NoteModel[];
  readonly wrong: readonly string[];
  readonly fields: readonly ReplyField[];
  readonly next: readonly string[];
  readonly seen: readonly string[];
  readonly sections: readonly ReplySection[];
  /** The buttons at its foot: one row of them, or none. */
  readonly actions: readonly { readonly buttons: readonly ReplyButton[] }[];
}

export interface ReplySection {
  readonly heading: string;
  readonly rows: readonly ReplyRow[];
  readonly notes: readonly NoteModel[];
  readonly entries: readonly { readonly when: readonly string[]; readonly words: readonly string[] }[];
  readonly beyond: readonly string[];
}

export interface ReplyRow extends NameModel {
  readonly buttons: readonly RowButtonModel[];
  readonly status: readonly StatusModel[];
  readonly small: readonly string[];
  readonly notes: readonly NoteModel[];
}

interface InputModel {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

export interface ReplyField {
  readonly box: readonly InputModel[];
  readonly line: readonly InputModel[];
  readonly date: readonly InputModel[];
  readonly errors: readonly string[];
}

export interface ReplyButton extends RowButtonModel {
  /** Whether what was typed comes along: `auto` or `none`. */
  readonly inputs: string;
}

export const renderReply = compile<ReplyModel>(template);

/** What one reply has of all that. */
type Own = Partial<Omit<ReplyModel, 'actions'>> & {
  readonly title: string;
  readonly buttons?: readonly ReplyButton[];
};

/** A reply of which only some parts are there. */
export function reply({ buttons = [], ...parts }: Own): ReplyModel {
  const none = { position: [], named: [], status: [], small: [], datesSay: [], lines: [], notes: [], wrong: [] };
  return {
    ...none,
    fields: [],
    next: [],
    seen: [],
    sections: [],
    ...parts,
    actions: buttons.length === 0 ? [] : [{ buttons }],
  };
}

export function replySection(heading: string, own: Partial<ReplySection>): ReplySection {
  return { heading: escapeMarkdown(heading), rows: [], notes: [], entries: [], beyond: [], ...own };
}

/** "Leadership Board · as at 9am on DATE." */
export function positionOf({ planTitle, asAt, time }: SummaryHead): string {
  const day = asAt === null ? 'as it stands now' : `summary as at ${cut(time, 20)} on ${inWords(asAt)}`;
  return `${cut(planTitle)}, ${day}.`;
}

export function replyButton(title: string, verb: string, link: CardLink, sign: Sign, tooltip = title): ReplyButton {
  return { title, verb, token: sign(verb, link), tooltip, inputs: 'none' };
}

/** Back to the summary as it was posted; help where there is none to go back to. */
export function backToSummary(head: SummaryHead | null, sign: Sign): ReplyButton {
  if (head?.back !== true) return replyButton('Help', 'help', NOWHERE, sign);
  const link = { ...NOWHERE, plan: head.plan };
  return replyButton('Back', 'back-to-rollup', link, sign, 'Back to the progress summary');
}
