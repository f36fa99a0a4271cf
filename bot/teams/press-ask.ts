/** What leaders say in their own chat: a question about a milestone, and what they want to see of a plan. */
import { areaShownCard, askCard, milestoneShownCard, noticeCard, whichCard, type Built } from '../../cards/index.js';
import { mayDo } from '../domain/rights.js';
import { sameRef } from '../domain/refs.js';
import { recordAct } from '../flows/audit.js';
import { mayNotAsk } from '../flows/challenge.js';
import { areaShown, isAreaOpen, milestoneShown, whoPresses } from '../flows/drill-down.js';
import { shownName } from '../flows/history-view.js';
import { headOf } from '../flows/pressed-summary.js';
import type { Found } from '../flows/found-milestone.js';
import { askView } from '../flows/show-challenge.js';
import { meantMilestone, type Asker } from './whom.js';

/** "ask FD 2.1: why?": the box, with what was said in it; for an admin who is no leader that of a meeting. */
export async function sayAsk(asker: Asker, ref: string, question: string): Promise<Built> {
  const carried: Readonly<Record<string, string>> = question === '' ? {} : { in_x_question: question };
  const meant = await meantMilestone(asker, ref, { verb: 'ask-about', button: 'Ask', carried });
  return 'card' in meant ? meant.card : askForm(asker, meant.found, question);
}

async function askForm({ ports, reader, admin, sign }: Asker, found: Found, question: string): Promise<Built> {
  const { ref, plan } = found.stored.milestone;
  const by = { kind: 'officer', id: reader } as const;
  const own = mayNotAsk({ by, from: { kind: 'chat' } }, found);
  const who = whoPresses(found, { id: reader, admin });
  const meeting = own !== null && mayDo('ask', { ...who, named: 'meeting' });
  const head = await headOf(ports, plan, null);
  if (head === null || (own !== null && !meeting)) {
    await recordAct(ports, by, 'ask-about', `${plan} ${ref}`, own?.code ?? 'gone');
    const lines = [shownName(found, who), own?.message ?? ''];
    return noticeCard(
      { title: 'This is not yours to ask', lines, ...(question !== '' && { fields: { ask: question } }) },
      sign,
    );
  }
  const reading = { head, reader, own: true, meeting, inputs: { question }, errors: [] };
  return askCard(await askView(ports, found, reading), sign);
}

/** "show Front door", "show FD 2.1": an area or a milestone, as far as they may see it; where several plans have it, which. */
export async function sayShow(asker: Asker, what: string): Promise<Built> {
  const areas = what === '' ? [] : await areasCalled(asker, what);
  const open = areas.filter((one) => one.open);
  if (open.length > 1) return whichArea(asker, open);
  if (open[0] !== undefined) return showArea(asker, open[0]);
  const meant = await meantMilestone(asker, what, { verb: 'show-milestone', button: 'Show' });
  if ('found' in meant) return showMilestone(asker, meant.found);
  // There is one, and it is not theirs: that is said, and on record.
  return areas[0] === undefined ? meant.card : showArea(asker, areas[0]);
}

interface AreaPlace {
  readonly plan: string;
  readonly planTitle: string;
  readonly code: string;
  readonly title: string;
  /** Something of it is open to who asks. */
  readonly open: boolean;
}

async function areasCalled({ ports, reader, admin }: Asker, what: string): Promise<readonly AreaPlace[]> {
  const found: AreaPlace[] = [];
  for (const { id: plan, title: planTitle } of await ports.plans.list()) {
    const outline = await ports.plans.outline(plan);
    const area = outline?.areas.find(({ code, title }) => sameRef(code, what) || sameRef(title, what));
    if (area === undefined) continue;
    const { code, title } = area;
    found.push({ plan, planTitle, code, title, open: await isAreaOpen(ports, { id: reader, admin }, plan, code) });
  }
  return found;
}

function whichArea({ sign }: Asker, areas: readonly AreaPlace[]): Built {
  const choices = areas.map(({ plan, planTitle, code, title }) => ({
    ...{ name: title, words: '', small: planTitle, button: 'Show', verb: 'show-area' },
    link: { plan, ref: code, rev: 0 },
  }));
  const title = `Which ${areas[0]?.title ?? 'area'}?`;
  return whichCard({ title, lines: ['Several plans have it.'], choices, carried: {} }, sign);
}

async function showArea({ ports, reader, admin, sign }: Asker, { plan, code }: AreaPlace): Promise<Built> {
  const head = await headOf(ports, plan, null);
  if (head === null) return noticeCard(GONE, sign);
  const view = await areaShown(ports, { id: reader, admin }, head, null, code);
  return 'rows' in view ? areaShownCard(view, sign) : noticeCard(view, sign);
}

async function showMilestone({ ports, reader, admin, sign }: Asker, { stored }: Found): Promise<Built> {
  const { plan, ref } = stored.milestone;
  const head = await headOf(ports, plan, null);
  if (head === null) return noticeCard(GONE, sign);
  const view = await milestoneShown(ports, { id: reader, admin }, head, ref);
  return 'milestone' in view ? milestoneShownCard(view, sign) : noticeCard(view, sign);
}

const GONE = { title: 'It is no longer in the plan', lines: [] };
