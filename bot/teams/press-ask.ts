/** What leaders say in their own chat: a question about a milestone, and what they want to see of a plan. */
import { areaShownCard, askCard, milestoneShownCard, noticeCard, type Built } from '../../cards/index.js';
import { mayDo } from '../domain/rights.js';
import { sameRef } from '../domain/refs.js';
import { recordAct } from '../flows/audit.js';
import { mayNotAsk } from '../flows/challenge.js';
import { areaShown, milestoneShown, whoPresses } from '../flows/drill-down.js';
import { headOf } from '../flows/pressed-summary.js';
import type { Found } from '../flows/record-update.js';
import { askView } from '../flows/show-challenge.js';
import { meantMilestone, type Asker } from './whom.js';

/** "ask FD 2.1: why?": the box, with what was said in it; for an admin who is no leader that of a meeting. */
export async function sayAsk(asker: Asker, ref: string, question: string): Promise<Built> {
  const carried: Readonly<Record<string, string>> = question === '' ? {} : { in_x_question: question };
  const meant = await meantMilestone(asker, ref, { verb: 'ask-about', button: 'Ask', carried });
  return 'card' in meant ? meant.card : askForm(asker, meant.found, question);
}

async function askForm({ ports, reader, admin, sign }: Asker, found: Found, question: string): Promise<Built> {
  const { ref, text, plan } = found.stored.milestone;
  const by = { kind: 'officer', id: reader } as const;
  const own = mayNotAsk({ by, from: { kind: 'chat' } }, found);
  const who = whoPresses(found, { id: reader, admin });
  const meeting = own !== null && mayDo('ask', { ...who, named: 'meeting' });
  const head = await headOf(ports, plan, null);
  if (head === null || (own !== null && !meeting)) {
    await recordAct(ports, by, 'ask-about', `${plan} ${ref}`, own?.code ?? 'gone');
    const lines = [`${ref} ${text}`, own?.message ?? ''];
    return noticeCard(
      { title: 'This is not yours to ask', lines, ...(question !== '' && { fields: { ask: question } }) },
      sign,
    );
  }
  const reading = { head, reader, own: true, meeting, inputs: { question }, errors: [] };
  return askCard(await askView(ports, found, reading), sign);
}

/** "show Front door", "show FD 2.1": an area or a milestone, as far as they may see it. */
export async function sayShow(asker: Asker, what: string): Promise<Built> {
  const { ports, reader, admin, sign } = asker;
  const presser = { id: reader, admin };
  for (const { id: plan } of await ports.plans.list()) {
    const outline = await ports.plans.outline(plan);
    const area = outline?.areas.find(({ code, title }) => sameRef(code, what) || sameRef(title, what));
    const head = area === undefined ? null : await headOf(ports, plan, null);
    if (area === undefined || head === null) continue;
    const view = await areaShown(ports, presser, head, null, area.code);
    return 'rows' in view ? areaShownCard(view, sign) : noticeCard(view, sign);
  }
  const meant = await meantMilestone(asker, what, { verb: 'show-milestone', button: 'Show' });
  if ('card' in meant) return meant.card;
  const { plan, ref } = meant.found.stored.milestone;
  const head = await headOf(ports, plan, null);
  if (head === null) return noticeCard({ title: 'It is no longer in the plan', lines: [] }, sign);
  const view = await milestoneShown(ports, presser, head, ref);
  return 'milestone' in view ? milestoneShownCard(view, sign) : noticeCard(view, sign);
}
