/** Signing off an area, releasing a summary, rating a whole plan: said or pressed. */
import {
  holdsDraft,
  noticeCard,
  overallCard,
  releaseCard,
  rollupCard,
  signOffCard,
  type Built,
} from '../../cards/index.js';
import type { NoticeView } from '../domain/views.js';
import { readDirectory } from '../flows/directory.js';
import { overallFormView, type OverallGiven } from '../flows/overall-view.js';
import { mayNotRate, ratePlan } from '../flows/rate-plan.js';
import { mayNotRelease, release } from '../flows/release.js';
import { releaseView } from '../flows/release-view.js';
import { recordAct } from '../flows/audit.js';
import { mayNotSign, nothingWaits, signOff } from '../flows/sign-off.js';
import { signOffView } from '../flows/sign-off-view.js';
import { todayOf } from '../flows/today.js';
import { findDraft } from '../flows/window-draft.js';
import { holding, refused, type CardDesk, type Press } from './press.js';
import type { Asker } from './whom.js';

const NOTHING_SAVED = 'Nothing was saved.';

/** "Look and sign". */
export function openSignOff(desk: CardDesk, press: Press): Promise<Built> {
  const { plan, ref } = press.claim;
  return holding(
    desk,
    press,
    'form',
    signOffForm({ ports: desk.ports, ...press }, plan, ref, typedIn(press, ['words'])),
  );
}

/** The figures of one area, for whoever may stand by them. */
export async function signOffForm(asker: Asker, plan: string, code: string, given: Typed = {}): Promise<Built> {
  const { ports, reader, sign } = asker;
  const found = await findDraft(ports, plan, todayOf(ports));
  if (found.kind !== 'draft') return noticeCard(noticeOf('Nothing to sign off', nothingWaits(found).message), sign);
  const { draft } = found;
  const area = draft.areas.find((one) => one.code === code);
  if (area === undefined) return noticeCard(noticeOf('Nothing to sign off', 'No figures of that area wait.'), sign);
  const forbidden = mayNotSign(reader, area, draft, await readDirectory(ports.people));
  if (forbidden !== null) return refuseLook(asker, 'area signed off', `${plan} ${code}`, forbidden.message);
  return signOffCard(await signOffView(ports, draft, area, reader, given), sign);
}

/** "Sign off Early help". */
export function recordSignOff(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', signed(desk, press));
}

async function signed({ ports }: CardDesk, press: Press): Promise<Built> {
  const { claim, reader, sign, action } = press;
  const { words = '' } = action.fields;
  const order = { plan: claim.plan, area: claim.ref, by: { kind: 'officer', id: reader }, words } as const;
  const done = await signOff(ports, { ...order, shown: claim.rev });
  const typed = { words };
  switch (done.kind) {
    case 'done':
      return signOffCard(await signOffView(ports, done.draft, done.area, reader, { done: true }), sign);
    case 'others':
      return signOffCard(
        await signOffView(ports, done.draft, done.area, reader, { typed, changed: done.changed }),
        sign,
      );
    case 'refused': {
      const { found, refusal } = done;
      if (found === null) return refused(press, noticeOf('It was not signed off', refusal.message, NOTHING_SAVED));
      const error = { field: 'words', message: refusal.message };
      return signOffCard(await signOffView(ports, found.draft, found.area, reader, { typed, error }), sign);
    }
  }
}

/** "Look and release". */
export function openRelease(desk: CardDesk, press: Press): Promise<Built> {
  const shown = releaseForm({ ports: desk.ports, ...press }, press.claim.plan, typedIn(press, ['reason']));
  return holding(
    desk,
    press,
    'form',
    shown.then(({ form }) => form),
  );
}

/** The summary as it would be posted, and the form that lets it: its words hold the summary where both fit. */
export async function releaseForm(
  asker: Asker,
  plan: string,
  given: Typed = {},
): Promise<{ readonly form: Built; readonly draft: Built | null }> {
  const { ports, reader, sign } = asker;
  const refusedWith = (form: Built) => ({ form, draft: null });
  const found = await findDraft(ports, plan, todayOf(ports));
  if (found.kind !== 'draft') {
    return refusedWith(noticeCard(noticeOf('Nothing to release', nothingWaits(found).message), sign));
  }
  const forbidden = await mayNotRelease(ports, reader, found.draft);
  if (forbidden !== null) return refusedWith(await refuseLook(asker, 'summary released', plan, forbidden.message));
  const view = await releaseView(ports, found.draft, reader, given);
  return { form: releaseCard(view, sign), draft: holdsDraft(view, sign) ? null : rollupCard(view.draft) };
}

/** "Release Quarter 2", "Not yet". */
export function recordRelease(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', releasedBy(desk, press));
}

async function releasedBy({ ports }: CardDesk, press: Press): Promise<Built> {
  const { claim, reader, sign, action, verb } = press;
  const { reason = '' } = action.fields;
  const by = { kind: 'officer', id: reader } as const;
  const order = { plan: claim.plan, by, release: verb === 'release-summary', reason, shown: claim.rev };
  const done = await release(ports, order);
  if (done.kind === 'done') return releaseCard(await releaseView(ports, done.draft, reader), sign);
  const typed = { reason };
  if (done.kind === 'others') {
    return releaseCard(await releaseView(ports, done.draft, reader, { typed, changed: done.changed }), sign);
  }
  const { draft, refusal } = done;
  if (draft === null) return refused(press, noticeOf('It was not released', refusal.message, NOTHING_SAVED));
  const error = { field: 'reason', message: refusal.message };
  return releaseCard(await releaseView(ports, draft, reader, { typed, error }), sign);
}

export function openOverall(desk: CardDesk, press: Press): Promise<Built> {
  const given = typedIn(press, ['rating', 'reason']);
  return holding(desk, press, 'form', overallForm({ ports: desk.ports, ...press }, press.claim.plan, given));
}

/** How a plan is rated as a whole, for its owner to say. */
export async function overallForm(asker: Asker, plan: string, given: OverallGiven = {}): Promise<Built> {
  const { ports, reader, sign } = asker;
  const outline = await ports.plans.outline(plan);
  const view = outline === null ? null : await overallFormView(ports, plan, given);
  if (outline === null || view === null) return noticeCard(noticeOf('The plan is not there'), sign);
  const forbidden = await mayNotRate(ports, reader, outline.plan);
  if (forbidden !== null) return refuseLook(asker, 'overall rating set', plan, forbidden.message);
  return overallCard(view, sign);
}

/** "Save overall rating". */
export function recordOverall(desk: CardDesk, press: Press): Promise<Built> {
  return holding(desk, press, 'form', rated(desk, press));
}

async function rated(desk: CardDesk, press: Press): Promise<Built> {
  const { ports } = desk;
  const { claim, reader, action } = press;
  const { rating = '', reason = '' } = action.fields;
  const by = { kind: 'officer', id: reader } as const;
  const order = { plan: claim.plan, by, rating, reason, rev: claim.rev };
  const done = await ratePlan(ports, order);
  const asker = { ports, ...press };
  if (done.kind === 'done') return overallForm(asker, claim.plan, { done: true });
  const { field, refusal } = done;
  if (refusal.code === 'not-theirs' || refusal.code === 'no-such-plan') {
    return refused(press, noticeOf('It was not saved', refusal.message, NOTHING_SAVED));
  }
  const error = { field: field ?? 'reason', message: refusal.message };
  return overallForm(asker, claim.plan, { typed: { rating, reason }, error });
}

/** Somebody asked for what is not theirs: on record, and said to them. */
async function refuseLook({ ports, reader, sign }: Asker, act: string, subject: string, message: string) {
  await recordAct(ports, { kind: 'officer', id: reader }, act, subject, 'not-theirs');
  return noticeCard(noticeOf('This is not yours', message), sign);
}

/** What stands in a form already, where somebody comes back to it. */
interface Typed {
  readonly typed?: Readonly<Record<string, string>>;
}

/** Of what was sent with a press, the fields of the form that it opens; nothing where it sent none of them. */
function typedIn({ action }: Press, names: readonly string[]): Typed {
  const typed = Object.fromEntries(names.map((name) => [name, action.fields[name] ?? '']));
  return Object.values(typed).some((value) => value !== '') ? { typed } : {};
}

function noticeOf(title: string, ...lines: readonly string[]): NoticeView {
  return { title, lines };
}
