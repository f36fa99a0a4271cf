import {
  answerCard,
  deferCard,
  endCard,
  handoverCard,
  moreCard,
  noticeCard,
  type Built,
  type Sign,
} from '../../cards/index.js';
import { CHANGE_FIELDS, type ChangeError, type ChangeInputs, type MoreView } from '../domain/change-views.js';
import { sameActor, type OfficerId } from '../domain/plan.js';
import type { NoticeView } from '../domain/views.js';
import { openQuestion } from '../flows/answer-question.js';
import { recordAct } from '../flows/audit.js';
import type { Ports } from '../flows/ports.js';
import { notTheirs } from '../flows/propose.js';
import { findMilestone, type Found } from '../flows/found-milestone.js';
import { answerView, deferView, endView, handoverView, moreView, type Reading } from '../flows/show-change.js';
import { mayEnterForSomebody } from './press-behalf.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import { OUT_OF_DATE } from './refusals.js';

/** Who wants to say something else: their id, whether they are an admin, and what signs the buttons of their cards. */
interface Says {
  readonly reader: OfficerId;
  readonly admin: boolean;
  readonly sign: Sign;
}

/** What a form is about. */
export type ChangeForm = 'defer' | 'end' | 'handover' | 'answer';

/** What else there is to say of a milestone: for who may update it, proposed what waits, or may enter for somebody. */
async function openMore(
  { ports }: Pick<CardDesk, 'ports'>,
  who: Says,
  found: Found,
  ticks: readonly string[] = [],
  typed: MoreView['typed'] = {},
): Promise<Built> {
  const behalf = mayEnterForSomebody(who, found);
  const why = behalf ? null : await mayNotChange(ports, found, who, 'open-more');
  if (why !== null) return noticeCard(why, who.sign);
  const view = await moreView(ports, found, { reader: who.reader, ticks, typed: null }, behalf);
  return moreCard({ ...view, typed }, who.sign);
}

/**
 * The form on which another lead is proposed.
 *
 * @param to as it was typed after "hand over REF to"; may be empty
 */
export async function openHandover(desk: Pick<CardDesk, 'ports'>, who: Says, found: Found, to: string): Promise<Built> {
  return openForm(desk, who, found, 'handover', undefined, to);
}

/** One of the buttons that open a form; where it cannot be said as things are, the card that says why. */
export async function openChange(desk: CardDesk, press: Press): Promise<Built> {
  const { claim, verb, action } = press;
  const found = await findMilestone(desk.ports, claim.plan, claim.ref);
  if (found === null) return refused(press, OUT_OF_DATE);
  const form = FORM_OF[verb];
  const made =
    form === undefined
      ? openMore(desk, press, found, action.ticks, typedBefore(press))
      : openForm(desk, press, found, form, action);
  return holding(desk, press, 'form', made);
}

/** What was typed for an update or into one of these forms, by the id of its input. */
function typedBefore({ action }: Press): NonNullable<MoreView['typed']> {
  const typed = [
    ...Object.entries(action.inputs).map(([name, value]) => [`in_${name}`, value] as const),
    ...CHANGE_FIELDS.map((name) => [`in_x_${name}`, action.fields[name] ?? ''] as const),
  ];
  return Object.fromEntries(typed.filter(([, value]) => value !== ''));
}

const FORM_OF: Readonly<Partial<Record<Press['verb'], ChangeForm>>> = {
  'open-defer': 'defer',
  'open-end': 'end',
  'open-handover': 'handover',
  'open-answer': 'answer',
};

async function openForm(
  desk: Pick<CardDesk, 'ports'>,
  who: Says,
  found: Found,
  form: ChangeForm,
  { ticks, fields }: Pick<Press['action'], 'ticks' | 'fields'> = { ticks: [], fields: {} },
  to = '',
): Promise<Built> {
  const { ports } = desk;
  const { reader, sign } = who;
  const why = await mayNotChange(ports, found, who, `open-${form}`);
  if (why !== null) return noticeCard(why, sign);
  const typed = CHANGE_FIELDS.filter((name) => (fields[name] ?? '') !== '');
  const inputs = Object.fromEntries(typed.map((name) => [name, fields[name]]));
  const reading = { reader, ticks, typed: typed.length === 0 ? null : { inputs, errors: [] } };
  const { may, question } = await moreView(ports, found, reading, false);
  const offered = form === 'answer' ? question !== null : may[form];
  if (!offered) return openMore(desk, who, found, ticks);
  return formCard(ports, who, found, form, reading, to);
}

/** The form as it is now, with what was typed into it. */
async function formCard(
  ports: Ports,
  { sign }: Says,
  found: Found,
  form: ChangeForm,
  reading: Reading,
  to = '',
): Promise<Built> {
  switch (form) {
    case 'defer':
      return deferCard(await deferView(ports, found, reading), sign);
    case 'end':
      return endCard(await endView(ports, found, reading), sign);
    case 'handover':
      return handoverCard(await handoverView(ports, found, reading, to), sign);
    case 'answer': {
      const question = openQuestion(found.stored.milestone);
      if (question === null) return moreCard(await moreView(ports, found, reading, false), sign);
      return answerCard(await answerView(ports, found, reading, question), sign);
    }
  }
}

/** Why somebody may not say anything else of it now, in words; null when they may. A refusal is kept in the audit. */
export async function mayNotChange(
  ports: Ports,
  found: Found,
  { reader }: Says,
  act: string,
): Promise<NoticeView | null> {
  const { milestone, rev } = found.stored;
  const { plan, ref, text, proposal } = milestone;
  const by = { kind: 'officer', id: reader } as const;
  const why = notTheirs({ plan, ref, by, rev }, found);
  // Whoever proposed what waits may take it back and answer about it, whatever they are to it now.
  if (why === null || (proposal !== null && sameActor(proposal.by, by))) return null;
  await recordAct(ports, by, act, `${plan} ${ref}`, why.code);
  return { title: 'This is not yours to change', lines: [`${ref} ${text}`, why.message] };
}

/** What was typed into one of these forms. */
export function changeInputs({ action }: Press): ChangeInputs {
  return Object.fromEntries(CHANGE_FIELDS.map((name) => [name, action.fields[name] ?? '']));
}

/** The form again, with what was typed and what is wrong with it. */
export async function sameForm(
  desk: CardDesk,
  press: Press,
  found: Found,
  form: ChangeForm,
  errors: readonly ChangeError[],
): Promise<Built> {
  const { reader, action } = press;
  const reading = { reader, ticks: action.ticks, typed: { inputs: changeInputs(press), errors } };
  return holding(desk, press, 'form', formCard(desk.ports, press, found, form, reading));
}
