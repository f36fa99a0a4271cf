import type { ApprovalsView, ApprovalView, AskedFor } from '../bot/domain/approval-views.js';
import { inWords } from '../bot/domain/dates.js';
import { doneOf, type DoneModel } from './approval-done.js';
import { factsFor, type FactModel } from './approval-facts.js';
import template from './approvals.card.json';
import { moreOf, type MoreModel } from './list.js';
import { escapeMarkdown, keptTyped } from './markdown.js';
import { compile, fitted, NOWHERE, type Built, type Sign } from './render.js';
import { fullNameOf, placed, UNPLACED, type NameModel, type PlacedModel } from './rows.js';
import { capital, counted, cut, lookAgain, shownRef } from './words.js';

/** One box, for a refusal or a question, which opens in place. */
interface BoxModel {
  readonly box: string;
  readonly open: string;
  readonly input: string;
  readonly label: string;
  readonly value: string;
  readonly errors: readonly string[];
  readonly send: string;
  readonly verb: string;
  readonly token: string;
  readonly row: string;
  readonly tooltip: string;
}

interface ApprovalModel extends NameModel, PlacedModel {
  readonly small: readonly string[];
  readonly facts: readonly FactModel[];
  readonly yes: string;
  readonly yesToken: string;
  readonly row: string;
  readonly yesTooltip: string;
  readonly refuseTooltip: string;
  readonly askTooltip: string;
  readonly boxes: readonly BoxModel[];
}

interface GroupModel {
  readonly headings: readonly string[];
  readonly rows: readonly ApprovalModel[];
}

interface ApprovalsModel {
  readonly title: string;
  readonly intro: readonly string[];
  readonly done: readonly DoneModel[];
  /** What was written and has no box here. */
  readonly kept: readonly string[];
  readonly wrong: readonly string[];
  readonly shown: readonly GroupModel[];
  readonly fold: readonly { readonly open: string; readonly groups: readonly GroupModel[] }[];
  readonly more: readonly MoreModel[];
  readonly waits: readonly string[];
  readonly listVerb: string;
  readonly listToken: string;
  readonly helpToken: string;
}

/** So many are seen at once; the others are folded in place. */
const SHOWN = 5;
const TYPED_LENGTH = 500;
/** What was refused for its length is given back whole, or nearly. */
const WHOLE_LENGTH = 2000;
const TOOLTIP_LENGTH = 30;
const ERROR_LENGTH = 300;
const INTRO =
  'The leads are told what you decide, and read what you write. The history keeps it. Please leave out children’s names and case numbers.';
const NONE = 'New dates, closures, evidence and handovers that wait for you are shown here.';

const render = compile<ApprovalsModel>(template);

/** "Decide, refuse with a reason, or ask": everything that waits for one reader. */
export function approvalsCard(view: ApprovalsView, sign: Sign): Built {
  const { rows, done, error } = view;
  const count = rows.length;
  const title = count === 0 ? 'Nothing waits for your decision' : `${counted(count, 'decision')} for you`;
  const ready = rows.map((one) => ({ one, model: approvalOf(one, view, sign) }));
  const at = error === null ? -1 : rows.findIndex(({ row }) => boxesFor(row).includes(error.field));
  const card = fitted(count, (most) => {
    const kept = ready.slice(0, most);
    const folded = kept.slice(SHOWN);
    return render({
      title,
      intro: [count === 0 ? NONE : INTRO],
      done: done === null ? [] : [doneOf(done)],
      kept: keptOf(
        view.typed,
        kept.map(({ one }) => one.row),
      ),
      wrong: at < 0 ? [] : [lookAgain([shownRef(rows[at]?.link.ref ?? '')])],
      shown: groupsOf(kept.slice(0, SHOWN), null),
      fold:
        folded.length === 0
          ? []
          : [{ open: yesNo(at >= SHOWN), groups: groupsOf(folded, kept[SHOWN - 1]?.one.asked.kind ?? null) }],
      more: folded.length === 0 || at >= SHOWN ? [] : [moreOf(folded.length)],
      waits: most === count ? [] : [waitsOf(count - most)],
      listVerb: 'back-to-digest',
      listToken: sign('back-to-digest', NOWHERE),
      helpToken: sign('help', NOWHERE),
    });
  });
  return { card, summary: title };
}

interface Ready {
  readonly one: ApprovalView;
  readonly model: ApprovalModel;
}

/** Rows under the heading of their kind; `before` is the kind that stands above them already. */
function groupsOf(ready: readonly Ready[], before: AskedFor['kind'] | null): readonly GroupModel[] {
  const plans = new Set(ready.map(({ one }) => one.planTitle)).size > 1;
  const kinds = [...new Set(ready.map(({ one }) => one.asked.kind))];
  return kinds.map((kind) => {
    const these = ready.filter(({ one }) => one.asked.kind === kind);
    const rows = placed(
      these.map(({ one, model }) => ({ row: model, planTitle: one.planTitle })),
      plans,
    );
    const first = rows.rows[0];
    const titled = first === undefined ? [] : [{ ...first, plan: rows.plan }, ...rows.rows.slice(1)];
    return { headings: kind === before ? [] : [HEADINGS[kind][these.length === 1 ? 0 : 1]], rows: titled };
  });
}

const HEADINGS: Readonly<Record<AskedFor['kind'], readonly [string, string]>> = {
  date: ['A new date', 'New dates'],
  end: ['To be closed', 'To be closed'],
  evidence: ['Evidence to confirm', 'Evidence to confirm'],
  handover: ['A handover', 'Handovers'],
};

/** The yes says what it does. */
const YES: Readonly<Record<AskedFor['kind'], string>> = {
  date: 'Approve date',
  end: 'Close it',
  evidence: 'Confirm evidence',
  handover: 'Agree handover',
};

function approvalOf(one: ApprovalView, view: ApprovalsView, sign: Sign): ApprovalModel {
  const { link, text, row, asked } = one;
  const about = `${shownRef(link.ref)} ${cut(text, TOOLTIP_LENGTH)}`;
  return {
    ...fullNameOf(link.ref, text),
    ...UNPLACED,
    small: [askedBy(one)],
    facts: factsFor(one),
    yes: YES[asked.kind],
    yesToken: sign('accept-proposal', link),
    row,
    yesTooltip: `${YES[asked.kind]}: ${about}`,
    refuseTooltip: `Refuse ${about}`,
    askTooltip: `Ask about ${about}`,
    boxes: boxesOf(one, view, sign),
  };
}

function askedBy({ by, enteredBy, on }: ApprovalView): string {
  const entered = enteredBy === null ? '' : `, entered by ${cut(enteredBy)}`;
  return `Asked by ${cut(by)} on ${inWords(on)}${entered}`;
}

function boxesOf({ link, row, by }: ApprovalView, { typed, error }: ApprovalsView, sign: Sign): readonly BoxModel[] {
  const wrong = (field: string): boolean => error?.field === field;
  const box = (name: string, label: string) => {
    const field = `${name}_${row}`;
    const value = keptTyped(typed[field] ?? '', wrong(field) ? WHOLE_LENGTH : TYPED_LENGTH);
    return {
      box: `${name}-${row}`,
      open: yesNo(wrong(field) || value.trim() !== ''),
      input: `in_x_${field}`,
      label: wrong(field) ? `${label} (needs another look)` : label,
      value,
      errors: wrong(field) ? [`Error: ${escapeMarkdown(cut(error?.message ?? '', ERROR_LENGTH))}`] : [],
      row,
    };
  };
  return [
    {
      ...box('refuse', `${shownRef(link.ref)}: why not? ${capital(cut(by))} will read this.`),
      send: 'Send refusal',
      verb: 'refuse-proposal',
      token: sign('refuse-proposal', link),
      tooltip: `Send refusal: ${shownRef(link.ref)}`,
    },
    {
      ...box('ask', `What do you want to ask ${cut(by)} about ${shownRef(link.ref)}?`),
      send: 'Send question',
      verb: 'ask-proposer',
      token: sign('ask-proposer', link),
      tooltip: `Send question: ${shownRef(link.ref)}`,
    },
  ];
}

function boxesFor(row: string): readonly string[] {
  return [`refuse_${row}`, `ask_${row}`];
}

/** What was written where this card has no box, as one text. */
function keptOf(typed: ApprovalsView['typed'], rows: readonly string[]): readonly string[] {
  const boxes = new Set(rows.flatMap(boxesFor));
  const kept = Object.entries(typed).flatMap(([field, words]) => (boxes.has(field) ? [] : [words.trim()]));
  const text = keptTyped(kept.filter((words) => words !== '').join('\n\n'), WHOLE_LENGTH);
  return text.trim() === '' ? [] : [text];
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'no';
}

function waitsOf(more: number): string {
  return more === 1
    ? '1 more waits: it is shown when one of these is decided.'
    : `${String(more)} more wait: they are shown when some of these are decided.`;
}
