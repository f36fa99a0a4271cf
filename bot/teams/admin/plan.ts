/** The plans, as admins look after them: listed, opened, and called otherwise. */
import { deskCard, noticeCard, type Built } from '../../../cards/index.js';
import { planView, plansView, type PlanGiven } from '../../flows/plan-card-views.js';
import { renameIn } from '../../flows/rename-plan.js';
import type { Handler } from '../press.js';
import type { Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';
import type { Saying } from './sayings.js';

/** "plan", "plans", "plan NAME". */
async function sayPlan(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const wanted = what.toLowerCase();
  const plans = await ports.plans.list();
  const named = plans.filter(({ id, title }) => id === wanted || title.toLowerCase().includes(wanted));
  const [only] = named;
  if (wanted !== '' && only !== undefined && named.length === 1) return openPlan(asker, only.id);
  return deskCard(await plansView(ports), sign);
}

async function openPlan({ ports, sign }: Asker, id: string, given: PlanGiven = {}): Promise<Built> {
  const contents = await ports.plans.contents(id);
  if (contents === null) return noticeCard({ title: 'There is no such plan', lines: [] }, sign);
  return deskCard(await planView(ports, contents, given), sign);
}

export const PLAN_PRESSES = {
  'list-plans': forAdmins('import', 'plan', async ({ ports, sign }) => deskCard(await plansView(ports), sign)),
  'open-plan': forAdmins('import', 'plan', (asker, { claim }) => openPlan(asker, claim.plan)),
  'rename-plan': forAdmins('import', 'plan renamed', async (asker, { claim, action, reader }) => {
    const { title = '' } = action.fields;
    const order = { plan: claim.plan, by: { kind: 'officer', id: reader }, what: 'plan', title } as const;
    const done = await renameIn(asker.ports, order);
    if (done.kind === 'done') return openPlan(asker, claim.plan, { done: 'It is called so from now on.' });
    return openPlan(asker, claim.plan, { title, error: done.refusal.message });
  }),
} as const satisfies Readonly<Record<string, Handler>>;

export const PLAN_SAYINGS = { plan: sayPlan } as const satisfies Readonly<Record<string, Saying>>;
