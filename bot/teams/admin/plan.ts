/** The plans, as admins look after them: listed, opened, and each milestone by its ref. */
import { deskCard, type Built } from '../../../cards/index.js';
import { plansView } from '../../flows/plan-card-views.js';
import type { Handler } from '../press.js';
import { meantMilestone, type Asker } from '../whom.js';
import { forAdmins } from './for-admins.js';
import { CARE_PRESSES, openCare } from './plan-care.js';
import { openPlan, PART_PRESSES } from './plan-parts.js';
import type { Saying } from './sayings.js';

/** "plan", "plans", "plan NAME", "plan REF". */
async function sayPlan(asker: Asker, what: string): Promise<Built> {
  const { ports, sign } = asker;
  const wanted = what.toLowerCase();
  const plans = await ports.plans.list();
  const named = plans.filter(({ id, title }) => id === wanted || title.toLowerCase().includes(wanted));
  const [only] = named;
  if (wanted !== '' && only !== undefined && named.length === 1) return openPlan(asker, only.id);
  if (wanted === '' || named.length > 0 || plans.length === 0) return deskCard(await plansView(ports), sign);
  const meant = await meantMilestone(asker, what, { verb: 'open-care', button: 'Open' });
  if ('card' in meant) return meant.card;
  const { plan, ref } = meant.found.stored.milestone;
  return openCare(asker, plan, ref);
}

export const PLAN_PRESSES = {
  'list-plans': forAdmins('import', 'plan', async ({ ports, sign }) => deskCard(await plansView(ports), sign)),
  ...PART_PRESSES,
  ...CARE_PRESSES,
} as const satisfies Readonly<Record<string, Handler>>;

export const PLAN_SAYINGS = { plan: sayPlan } as const satisfies Readonly<Record<string, Saying>>;
