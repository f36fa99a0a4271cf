/** What admins do to a plan as a whole: add to it, rename, pause, and close its year. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import type { Refusal } from '../../domain/reasons.js';
import { careButton, careFormView, foundView, type CareGiven } from '../../flows/care-views.js';
import { planView } from '../../flows/plan-card-views.js';
import { foreseenClose } from '../../flows/close-form.js';
import { PLAN_FORMS, type PlanAbout, type PlanForm, type PlanFormName } from '../../flows/plan-forms.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';
import { openCare } from './plan-care.js';

const NO_PLAN = { title: 'There is no such plan', lines: [] };

/** One plan, with what can be done about it. */
export async function openPlan(
  { ports, sign }: Asker,
  id: string,
  given: CareGiven = {},
  more = false,
): Promise<Built> {
  const contents = await ports.plans.contents(id);
  if (contents === null) return noticeCard(NO_PLAN, sign);
  return deskCard(await planView(ports, contents, given, more), sign);
}

function formOf({ sign }: Asker, form: PlanForm, { contents }: PlanAbout, given: CareGiven & Shown = {}): Built {
  const { id, title } = contents.plan;
  const link = { plan: id, ref: '', rev: 0 };
  const buttons = (given.buttons ?? form.buttons).map(([called, verb, rev = 0]) =>
    careButton(called, verb, { ...link, rev }, `of ${title}`),
  );
  const view = careFormView(
    `${form.title} ${title}`,
    given.lines ?? form.lines ?? [],
    form.fields(contents),
    [...buttons, careButton('Back', 'open-plan', link, `to ${title}`)],
    { ...given, typed: { ...form.typed(contents), ...given.typed } },
  );
  return deskCard(view, sign);
}

/** What stands in place of the usual lines and buttons of a form. */
interface Shown {
  readonly lines?: Parameters<typeof careFormView>[1];
  readonly buttons?: readonly (readonly [title: string, verb: string, rev?: number])[];
}

type Answers = (asker: Asker, about: PlanAbout, press: Press) => Promise<Built>;

/** What was typed is kept also where the plan is gone. */
function aboutPlan(act: string, answer: Answers): Handler {
  return forAdmins('import', act, async (asker, press) => {
    const contents = await asker.ports.plans.contents(press.claim.plan);
    if (contents === null) return noticeCard({ ...NO_PLAN, fields: press.action.fields }, press.sign);
    const by = { kind: 'officer', id: asker.reader } as const;
    return answer(asker, { ports: asker.ports, contents, by }, press);
  });
}

function open(name: PlanFormName): Handler {
  return aboutPlan('plan', (asker, about) => Promise.resolve(formOf(asker, PLAN_FORMS[name], about)));
}

function save(name: PlanFormName): Handler {
  const form: PlanForm = PLAN_FORMS[name];
  return aboutPlan('plan changed', async (asker, about, press) => {
    const typed = press.action.fields;
    const saved = await form.apply(about, typed, press.verb);
    if ('code' in saved) return formOf(asker, form, about, { typed, error: errorOf(form, saved) });
    const { done, ref } = saved;
    return ref === undefined
      ? openPlan(asker, press.claim.plan, { done })
      : openCare(asker, press.claim.plan, ref, { done });
  });
}

function errorOf(form: PlanForm, { code, message }: Refusal) {
  const field = message.startsWith('The reason has') ? 'reason' : (form.at[code] ?? '');
  return { field, message };
}

/** What closing comes to is shown first; what is pressed then is what was seen, or it is shown anew. */
const tryClose: Answers = async (asker, about, press) => {
  const typed = press.action.fields;
  const form: PlanForm = PLAN_FORMS.close;
  if (about.contents.plan.closed !== null) {
    return openPlan(asker, press.claim.plan, { done: ['The year is closed already.'] });
  }
  const seen = await foreseenClose(about, typed);
  if ('code' in seen) return formOf(asker, form, about, { typed, error: errorOf(form, seen) });
  if (press.verb === 'save-close' && press.claim.rev === seen.seal) {
    const saved = await form.apply(about, typed, press.verb);
    if ('code' in saved) return formOf(asker, form, about, { typed, error: errorOf(form, saved) });
    return openPlan(asker, press.claim.plan, { done: saved.done });
  }
  const [usual] = form.buttons;
  const buttons = [['Close the year', 'save-close', seen.seal] as const, ...(usual === undefined ? [] : [usual])];
  return formOf(asker, form, about, { typed, lines: seen.lines, buttons });
};

const find: Answers = ({ sign }, { contents }, { action, claim }) =>
  Promise.resolve(deskCard(foundView(contents, action.fields.find ?? '', claim.rev), sign));

export const PART_PRESSES = {
  'open-plan': forAdmins('import', 'plan', (asker, { claim }) => openPlan(asker, claim.plan)),
  'more-plan': forAdmins('import', 'plan', (asker, { claim }) => openPlan(asker, claim.plan, {}, true)),
  'find-care': aboutPlan('plan', find),
  'open-add': open('add'),
  'save-add': save('add'),
  'open-rename': open('rename'),
  'save-rename': save('rename'),
  'open-tag': open('tag'),
  'save-tag': save('tag'),
  'open-pauses': open('pauses'),
  'save-pauses': save('pauses'),
  'save-resumes': save('pauses'),
  'open-close': open('close'),
  'try-close': aboutPlan('plan closed', tryClose),
  'save-close': aboutPlan('plan closed', tryClose),
  'open-opening': open('reopen'),
  'save-opening': save('reopen'),
} as const satisfies Readonly<Record<string, Handler>>;
