/** One milestone as an admin looks after it; who is accountable for it may pause it, too. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import type { Refusal } from '../../domain/reasons.js';
import { recordAct } from '../../flows/audit.js';
import { CARE_FORMS, type CareFormName } from '../../flows/care-forms.js';
import { changedSince, type CareAbout, type CareForm } from '../../flows/care-form.js';
import { careButton, careFormView, careView, type CareGiven } from '../../flows/care-views.js';
import { readDirectory } from '../../flows/directory.js';
import { mayPause, resumeMilestone } from '../../flows/pauses.js';
import { sameRef } from '../../domain/refs.js';
import { findMilestone, type Found } from '../../flows/found-milestone.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';
import { askerOf } from './index.js';

const GONE = { title: 'It is not in the plan any more', lines: ['Say plan to see what there is.'] };
const MEANWHILE =
  'Somebody has changed it meanwhile. Your words are kept: look at it first if you like, then press the button again.';

/** What a form is about, as it stands now; `rev`: as it was shown, null for now. */
async function aboutOf(
  { ports, reader, admin }: Asker,
  plan: string,
  ref: string,
  rev: number | null,
): Promise<CareAbout | null> {
  const contents = await ports.plans.contents(plan);
  const stored = contents?.milestones.find(({ milestone }) => sameRef(milestone.ref, ref));
  if (contents === null || stored === undefined) return null;
  const { nameOf } = await readDirectory(ports.people);
  const by = { kind: 'officer', id: reader } as const;
  return { ports, contents, stored, by, admin, nameOf, rev: rev ?? stored.rev };
}

/** One milestone, with what can be done about it. */
export async function openCare(
  asker: Asker,
  plan: string,
  ref: string,
  given: CareGiven = {},
  more = false,
): Promise<Built> {
  const about = await aboutOf(asker, plan, ref, null);
  if (about === null) return noticeCard(GONE, asker.sign);
  return deskCard(await careView(asker.ports, about.contents, about.stored, given, more), asker.sign);
}

/** A form; one that is made anew takes the newest revision into its button. */
function formOf({ sign, admin }: Asker, form: CareForm, about: CareAbout, given: CareGiven = {}): Built {
  const { ref, text, plan } = about.stored.milestone;
  const link = { plan, ref, rev: about.stored.rev };
  const view = careFormView(
    `${form.title} ${ref}`,
    [{ strong: '', rest: text }, ...(form.lines?.(about) ?? [])],
    form.fields(about),
    [careButton(form.button, form.save, link), ...(admin ? [careButton('Back', 'open-care', link)] : [])],
    { ...given, typed: { ...form.typed(about), ...given.typed } },
  );
  return deskCard(view, sign);
}

/** A pause as it was said or pressed, by whoever may; with no words behind it an empty form. */
export async function openPauseForm(asker: Asker, found: Found, given: CareGiven = {}): Promise<Built> {
  const { plan, ref } = found.stored.milestone;
  const refused = await notTheirs(asker, found);
  if (refused !== null) return refused;
  const about = await aboutOf(asker, plan, ref, null);
  return about === null ? noticeCard(GONE, asker.sign) : formOf(asker, CARE_FORMS.pause, about, given);
}

/** Pauses it, by whoever may. */
export async function savePauseSaid(
  asker: Asker,
  found: Found,
  typed: Readonly<Record<string, string>>,
  rev: number | null = null,
): Promise<Built> {
  const { plan, ref } = found.stored.milestone;
  return (await notTheirs(asker, found)) ?? saveCare(asker, 'pause', { plan, ref, rev }, typed);
}

async function notTheirs({ ports, reader, admin, sign }: Asker, found: Found): Promise<Built | null> {
  if (mayPause(reader, admin, found)) return null;
  const { plan, ref } = found.stored.milestone;
  await recordAct(ports, { kind: 'officer', id: reader }, 'paused', `${plan} ${ref}`, 'not-theirs');
  return noticeCard({ title: NOT_THEIRS, lines: [] }, sign);
}

const NOT_THEIRS = 'Only the head of service of the area, the plan owner or an admin can pause it';

/** Saves a form, or gives it back with its text and what is wrong. */
async function saveCare(
  asker: Asker,
  name: CareFormName,
  at: { readonly plan: string; readonly ref: string; readonly rev: number | null },
  typed: Readonly<Record<string, string>>,
): Promise<Built> {
  const form: CareForm = CARE_FORMS[name];
  const about = await aboutOf(asker, at.plan, at.ref, at.rev);
  if (about === null) return noticeCard({ ...GONE, fields: typed }, asker.sign);
  const again = (field: string, message: string): Built =>
    formOf(asker, form, about, { typed, error: { field, message } });
  if (await changedSince(about)) return again('', MEANWHILE);
  const saved = await form.apply(about, typed);
  const refusal = refusalOf(saved);
  if (refusal !== null) {
    const fresh = refusal.code === 'changed-meanwhile' ? MEANWHILE : refusal.message;
    return again(fieldFor(form, refusal), fresh);
  }
  const done = 'changed' in saved ? [form.done(typed), ...saved.warnings] : [form.done(typed)];
  return shownAfter(asker, about, done);
}

/** To admins the milestone; to who is accountable what was done. */
async function shownAfter(asker: Asker, about: CareAbout, done: readonly string[]): Promise<Built> {
  const { plan, ref } = about.stored.milestone;
  if (asker.admin) return openCare(asker, plan, ref, { done });
  const now = await aboutOf(asker, plan, ref, null);
  const { milestone, rev } = (now ?? about).stored;
  const link = { plan, ref, rev };
  const buttons = milestone.state === 'paused' ? [careButton('Resume', 'resume-care', link)] : [];
  return deskCard(careFormView(ref, [{ strong: '', rest: milestone.text }], [], buttons, { done }), asker.sign);
}

function refusalOf(saved: Awaited<ReturnType<CareForm['apply']>>): Refusal | null {
  if ('code' in saved) return saved;
  if (saved.kind === 'gone') return { code: 'gone', message: 'It is not in the plan any more.' };
  return saved.kind === 'refused' ? saved.refusal : null;
}

/** A reason says of itself that it is one. */
function fieldFor(form: CareForm, { code, message }: Refusal): string {
  return message.startsWith('The reason has') ? 'reason' : (form.at[code] ?? DEFAULTS[form.save] ?? '');
}

/** Where most of what can be wrong stands in one field. */
const DEFAULTS: Readonly<Record<string, string>> = { 'save-split': 'parts', 'save-tags': 'tags' };

/** It counts again, said or pressed by whoever may. */
export async function resumeCare(asker: Asker, plan: string, ref: string): Promise<Built> {
  const by = { kind: 'officer', id: asker.reader } as const;
  const changed = await resumeMilestone(asker.ports, { plan, ref, by, admin: asker.admin, rev: null });
  if (changed.kind === 'gone') return noticeCard(GONE, asker.sign);
  if (changed.kind === 'refused' && changed.refusal.code === 'not-theirs')
    return noticeCard({ title: NOT_THEIRS, lines: [] }, asker.sign);
  const done = changed.kind === 'done' ? 'It counts again from today.' : changed.refusal.message;
  const about = await aboutOf(asker, plan, ref, null);
  return about === null ? noticeCard(GONE, asker.sign) : shownAfter(asker, about, [done]);
}

function open(name: CareFormName): Handler {
  return forAdmins('import', CARE_FORMS[name].save, async (asker, { claim }) => {
    const about = await aboutOf(asker, claim.plan, claim.ref, null);
    return about === null ? noticeCard(GONE, asker.sign) : formOf(asker, CARE_FORMS[name], about);
  });
}

const saveOf = (asker: Asker, { claim, action }: Press, name: CareFormName): Promise<Built> =>
  saveCare(asker, name, claim, action.fields);

function save(name: CareFormName): Handler {
  return forAdmins('import', CARE_FORMS[name].save, (asker, press) => saveOf(asker, press, name));
}

/** Rights are looked at with the milestone in hand: who is accountable for it may as well as admins. */
const openPause: Handler = async ({ ports }, press) => {
  const asker = askerOf(ports, press);
  const found = await findMilestone(ports, press.claim.plan, press.claim.ref);
  return found === null ? noticeCard(GONE, press.sign) : openPauseForm(asker, found);
};

const savePause: Handler = async ({ ports }, press) => {
  const asker = askerOf(ports, press);
  const { claim, action } = press;
  const found = await findMilestone(ports, claim.plan, claim.ref);
  if (found === null) return noticeCard({ ...GONE, fields: action.fields }, press.sign);
  return savePauseSaid(asker, found, action.fields, claim.rev);
};

export const CARE_PRESSES = {
  'open-care': forAdmins('import', 'plan', (asker, { claim }) => openCare(asker, claim.plan, claim.ref)),
  'more-care': forAdmins('import', 'plan', (asker, { claim }) => openCare(asker, claim.plan, claim.ref, {}, true)),
  'open-words': open('words'),
  'save-words': save('words'),
  'open-tags': open('tags'),
  'save-tags': save('tags'),
  'open-leads': open('leads'),
  'save-leads': save('leads'),
  'open-split': open('split'),
  'save-split': save('split'),
  'open-pause': openPause,
  'save-pause': savePause,
  'resume-care': ({ ports }, press) => resumeCare(askerOf(ports, press), press.claim.plan, press.claim.ref),
  'open-withdraw': open('withdraw'),
  'save-withdraw': save('withdraw'),
  'open-reopen': open('reopen'),
  'save-reopen': save('reopen'),
  'open-marking': open('marking'),
  'save-marking': save('marking'),
} as const satisfies Readonly<Record<string, Handler>>;
