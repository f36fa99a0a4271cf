/** What admins say and press: who may, and which file answers it. */
import { noticeCard, type Built } from '../../../cards/index.js';
import { ADMIN_ACTS, type AdminAct, type AdminCommand } from '../../domain/admin-command.js';
import { mayRun, type Act } from '../../domain/rights.js';
import { recordAct } from '../../flows/audit.js';
import type { Press } from '../press.js';
import type { Asker } from '../whom.js';
import { ATTENTION_PRESSES, ATTENTION_SAYINGS } from './attention.js';
import { CALENDAR_PRESSES, CALENDAR_SAYINGS } from './calendar.js';
import { IMPORT_PRESSES, IMPORT_SAYINGS } from './import.js';
import { PEOPLE_PRESSES, PEOPLE_SAYINGS } from './people.js';
import { PLAN_PRESSES, PLAN_SAYINGS } from './plan.js';
import { POLICY_PRESSES, POLICY_SAYINGS } from './policy.js';
import type { Saying } from './sayings.js';
import { SCHEDULE_PRESSES, SCHEDULE_SAYINGS } from './schedule.js';
import { SWEEP_PRESSES, SWEEP_SAYINGS } from './sweep.js';

/** The act of the table of rights under which each thing that can be said falls. */
const RIGHT: Readonly<Record<AdminAct, Act>> = {
  import: 'import',
  schedules: 'schedules',
  preview: 'schedules',
  sweeps: 'schedules',
  attention: 'attention',
  people: 'people',
  roles: 'people',
  plan: 'import',
  policy: 'policy',
  calendar: 'schedules',
  audit: 'attention',
  why: 'attention',
};

const SAYINGS: Readonly<Partial<Record<AdminAct, Saying>>> = {
  ...IMPORT_SAYINGS,
  ...SCHEDULE_SAYINGS,
  ...SWEEP_SAYINGS,
  ...ATTENTION_SAYINGS,
  ...PEOPLE_SAYINGS,
  ...PLAN_SAYINGS,
  ...POLICY_SAYINGS,
  ...CALENDAR_SAYINGS,
};

/** Each looks itself at who presses, with `onlyAdmins` where nobody else may. */
export const ADMIN_PRESSES = {
  ...IMPORT_PRESSES,
  ...SCHEDULE_PRESSES,
  ...SWEEP_PRESSES,
  ...ATTENTION_PRESSES,
  ...PEOPLE_PRESSES,
  ...PLAN_PRESSES,
  ...POLICY_PRESSES,
  ...CALENDAR_PRESSES,
};

/** Said in one's own chat. A plan owner may ask for the policy of their plan: that is looked at where it is answered. */
export async function sayAdmin(asker: Asker, { act, what }: AdminCommand): Promise<Built> {
  if (act !== 'policy') {
    const refused = await onlyAdmins(asker, RIGHT[act], act);
    if (refused !== null) return refused;
  }
  const saying = SAYINGS[act];
  if (saying === undefined) throw new Error(`Nothing answers "${act}" of ${ADMIN_ACTS.join(', ')}`);
  return saying(asker, what);
}

/** Null for who may; else the one sentence that says so, with the refusal on record. */
export async function onlyAdmins(
  { ports, reader, admin, sign }: Pick<Asker, 'reader' | 'admin' | 'sign'> & Pick<Asker, 'ports'>,
  right: Act,
  act: string,
): Promise<Built | null> {
  if (mayRun(right, { admin })) return null;
  await recordAct(ports, { kind: 'officer', id: reader }, act, '', 'not an admin');
  const lines = ['Ask whoever looks after Waymark to do it, or to make you an admin.'];
  return noticeCard({ title: 'Only an admin can do this', lines }, sign);
}

/** Who presses, as one who asks. */
export function askerOf(ports: Asker['ports'], { reader, admin, sign }: Press): Asker {
  return { ports, reader, admin, sign };
}
