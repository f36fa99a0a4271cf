/** Rounds of reminders, said or pressed by an admin: who would be asked, ask now, and what became of those that were. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import { parseCivilDate, type CivilDate } from '../../domain/dates.js';
import type { DeskView } from '../../domain/desk-views.js';
import type { PlanId } from '../../domain/plan.js';
import { listingCounts } from '../../domain/sweep-listing.js';
import { readTypedDate } from '../../domain/typed-date.js';
import { foresee, type Foreseen } from '../../flows/foresee.js';
import { keptSweeps } from '../../flows/kept-sweeps.js';
import { confirmView, passedView, personView, previewView, type PreviewAbout } from '../../flows/preview-desk.js';
import { roundsView, roundView } from '../../flows/rounds-desk.js';
import { sweepByHand } from '../../flows/run-schedule.js';
import { wantsConfirmation } from '../../flows/schedule-reach.js';
import { todayOf } from '../../flows/today.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';
import type { Saying } from './sayings.js';

export const SWEEP_PRESSES = {
  'open-preview': forAdmins('schedules', 'preview', (asker, { claim }) =>
    preview(asker, dayOf(asker, claim.ref), claim.plan, claim.rev),
  ),
  'preview-person': forAdmins('schedules', 'preview', onePerson),
  'preview-passed': forAdmins('schedules', 'preview', passedOver),
  'run-round': forAdmins('schedules', 'sweep', runRound),
  'open-rounds': forAdmins('schedules', 'sweeps', async (asker, { claim }) =>
    deskCard(await roundsView(asker.ports, claim.rev), asker.sign),
  ),
  'open-round': forAdmins('schedules', 'sweeps', (asker, { claim }) => round(asker, claim.ref, claim.rev)),
} as const satisfies Readonly<Record<string, Handler>>;

export const SWEEP_SAYINGS = {
  preview: sayPreview,
  sweeps: async (asker, what) =>
    what === '' ? deskCard(await roundsView(asker.ports, 0), asker.sign) : round(asker, what.toLowerCase(), 0),
} as const satisfies Readonly<Record<string, Saying>>;

/** "preview", with a day and the name of a plan behind it, in any order; without a day, of today. */
async function sayPreview(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const { plan, rest } = await planIn(asker, what);
  if (rest === '') return preview(asker, todayOf(ports), plan ?? '', 0);
  const read = readTypedDate(rest, { today: todayOf(ports), calendar: ports.calendar });
  if (read.date !== null) return preview(asker, read.date, plan ?? '', 0);
  return noticeCard(
    { title: 'Which day?', lines: [read.message, 'Say “preview”, a day, and the plan if you like.'] },
    sign,
  );
}

/** The plan that is named first or last, and the other words. */
async function planIn(
  { ports }: Asker,
  what: string,
): Promise<{ readonly plan: PlanId | null; readonly rest: string }> {
  const said = what.trim().toLowerCase();
  for (const { id, title } of await ports.plans.list()) {
    for (const name of [title.toLowerCase(), id]) {
      if (said === name) return { plan: id, rest: '' };
      if (said.startsWith(`${name} `)) return { plan: id, rest: what.trim().slice(name.length).trim() };
      if (said.endsWith(` ${name}`)) {
        return {
          plan: id,
          rest: what
            .trim()
            .slice(0, -name.length)
            .replace(/ (?:of|for|in) $/i, '')
            .trim(),
        };
      }
    }
  }
  return { plan: null, rest: what.trim() };
}

async function preview(asker: Asker, day: CivilDate, plan: PlanId, page: number): Promise<Built> {
  const foreseen = await foreseenFor(asker, day, plan);
  return deskCard(previewView(asker.ports, foreseen, await aboutOf(asker, plan), page), asker.sign);
}

function foreseenFor({ ports }: Asker, day: CivilDate, plan: PlanId): Promise<Foreseen> {
  return foresee(ports, day, { plans: plan === '' ? null : [plan], officers: null });
}

async function aboutOf({ ports }: Asker, plan: PlanId): Promise<PreviewAbout> {
  const titles = new Map((await ports.plans.list()).map(({ id, title }) => [id, title]));
  return { plan: plan === '' ? null : plan, titleOf: (id) => titles.get(id) ?? id };
}

/** Of a button; what is no day any more is today. */
function dayOf({ ports }: Asker, ref: string): CivilDate {
  return parseCivilDate(ref) ?? todayOf(ports);
}

async function onePerson(asker: Asker, { claim }: Press): Promise<Built> {
  const [day = '', officer = ''] = claim.ref.split(' ');
  const foreseen = await foreseenFor(asker, dayOf(asker, day), claim.plan);
  return deskCard(personView(asker.ports, foreseen, await aboutOf(asker, claim.plan), officer), asker.sign);
}

async function passedOver(asker: Asker, { claim }: Press): Promise<Built> {
  const foreseen = await foreseenFor(asker, dayOf(asker, claim.ref), claim.plan);
  return deskCard(passedView(foreseen, await aboutOf(asker, claim.plan), claim.rev), asker.sign);
}

/** Asks now; above so many people only by the button that says how many. */
async function runRound(asker: Asker, { claim }: Press): Promise<Built> {
  const { ports, sign, reader } = asker;
  const today = todayOf(ports);
  if (claim.ref !== today) {
    const lines = ['It was made on another day. Say “preview” to see who would be asked now.'];
    return noticeCard({ title: 'This list is out of date', lines }, sign);
  }
  const plan = claim.plan === '' ? null : claim.plan;
  const { people } = listingCounts((await foreseenFor(asker, today, claim.plan)).listing);
  if (wantsConfirmation(people) && claim.rev !== people) return deskCard(confirmView(today, plan, people), sign);
  const report = await sweepByHand(
    ports,
    today,
    { kind: 'officer', id: reader },
    plan === null ? null : new Set([plan]),
  );
  const asked = report.digests.filter(({ entraId }) => entraId !== null).length;
  const newest = (await keptSweeps(ports))[0];
  const view = asked === 0 || newest === undefined ? null : await roundView(ports, newest.id, 0);
  if (view !== null) return deskCard({ ...view, title: saidAsked(asked) }, sign);
  const lines = ['Nobody owes anything that they were not asked before.'];
  return noticeCard({ title: 'Nobody was asked', lines }, sign);
}

function saidAsked(count: number): DeskView['title'] {
  return `${String(count)} ${count === 1 ? 'person is' : 'people are'} asked now`;
}

async function round(asker: Asker, id: string, page: number): Promise<Built> {
  const view = await roundView(asker.ports, id, page);
  if (view !== null) return deskCard(view, asker.sign);
  const lines = ['Rounds are kept for 90 days. Say “sweeps” to see those that are kept.'];
  return noticeCard({ title: 'That round is not kept any more', lines }, asker.sign);
}
