/** An area that nobody has signed: its signers are asked once more, before the rules would. */
import { signersOf, unsignedOf } from '../domain/leader-asks.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import { careFor, type Cared, type CareOrder } from './care.js';
import { readDirectory } from './directory.js';
import { areaImage } from './images.js';
import type { Ports } from './ports.js';
import { nothingWaits } from './sign-off.js';
import { todayOf } from './today.js';
import { findDraft } from './window-draft.js';

export interface RemindOrder extends CareOrder {
  readonly area: string;
}

/** `told`: who is asked, at the next round of reminders. */
export type Reminding = (Extract<Cared, { kind: 'done' }> & { readonly told: readonly OfficerId[] }) | NotCared;
type NotCared = Extract<Cared, { kind: 'refused' }>;

/** Who signs an area at present; empty where nobody is there, or nothing waits for a signature. */
export async function signersNow(ports: Ports, plan: PlanId, code: string): Promise<readonly OfficerId[]> {
  const today = todayOf(ports);
  const [found, { officers }] = await Promise.all([findDraft(ports, plan, today), readDirectory(ports.people)]);
  const area = found.kind === 'draft' ? found.draft.areas.find((one) => one.code === code) : undefined;
  return found.kind === 'draft' && area !== undefined ? signersOf(area, found.draft.plan, officers, today) : [];
}

/** They are asked with the next round of reminders, as if the day on which it is asked again had come. */
export async function remindSigners(ports: Ports, order: RemindOrder): Promise<Reminding> {
  const found = await findDraft(ports, order.plan, todayOf(ports));
  const told = await signersNow(ports, order.plan, order.area);
  const done = await careFor(ports, order, {
    name: 'signers reminded',
    apply: ({ areas }, on) => {
      if (found.kind !== 'draft') return nothingWaits(found);
      const area = areas.find(({ code }) => code === order.area);
      const unsigned = unsignedOf(found.draft).some(({ code }) => code === order.area);
      if (area === undefined || !unsigned)
        return { code: 'nothing-waits', message: `Nobody has to sign the area ${order.area} at present.` };
      if (told.length === 0)
        return { code: 'nobody', message: 'Nobody signs it at present: set its head of service, or the plan’s owner.' };
      const reminded = { window: found.draft.window.id, on };
      return { images: [{ image: areaImage(area, { reminded }), previous: area }] };
    },
  });
  return done.kind === 'done' ? { ...done, told } : done;
}
