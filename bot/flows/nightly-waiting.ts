/** What waits for a person without anything having failed: leads nobody is linked to, areas nobody has signed. */
import { areaOfRef } from '../domain/leader-asks.js';
import type { OfficerId } from '../domain/plan.js';
import { askLeaders } from './ask-leaders.js';
import { attentionId, raise, raiseOnce, settleSeen } from './attention.js';
import { readDirectory, type Directory } from './directory.js';
import type { AttentionSubject, Ports } from './ports.js';
import type { Reconciled } from './reconcile.js';
import { todayOf } from './today.js';

/**
 * Puts them on the list, each once, and takes off what has come right. Also tells that the indexes were not as the plans
 * say: they are set right by now, and somebody may have been asked late.
 */
export async function raiseWaiting(ports: Ports, reconciled: Reconciled): Promise<void> {
  const directory = await readDirectory(ports.people);
  const waiting = [...unlinkedLeads(reconciled, directory), ...(await unsignedAreas(ports, directory))];
  const ids = new Set(waiting.map((subject) => attentionId(ports, subject)));
  for (const row of await ports.attention.list()) {
    const { subject, id } = row.value;
    if ((subject.kind === 'lead' || subject.kind === 'area') && !ids.has(id)) await settleSeen(ports, row);
  }
  for (const subject of waiting) {
    if (subject.kind === 'lead') await raiseOnce(ports, subject, 'unlinked', 'not-linked');
    else await raiseOnce(ports, subject, 'unsigned', 'not-signed');
  }
}

/** Found and set right in this night. */
export async function raiseIndexFaults(ports: Ports, { missing }: Pick<Reconciled, 'missing'>): Promise<void> {
  if (missing > 0)
    await raise(ports, { kind: 'index', table: 'DueIndex' }, 'faulty', `rows-missing ${String(missing)}`);
}

type LeadOrArea = Extract<AttentionSubject, { kind: 'lead' | 'area' }>;

function unlinkedLeads({ milestones }: Reconciled, { officers }: Directory): readonly LeadOrArea[] {
  const leads = new Set<OfficerId>([...milestones.values()].flatMap((one) => one.leads));
  const known = new Set([...leads].flatMap((id) => officers.get(id) ?? []));
  return [...known]
    .filter(
      ({ entraId, outside, group, erased }) =>
        entraId === null && outside === null && group === null && erased !== true,
    )
    .map(({ id }) => ({ kind: 'lead', officer: id }));
}

/** Of which a head of service was asked on a day before this one. */
async function unsignedAreas(ports: Ports, directory: Directory): Promise<readonly LeadOrArea[]> {
  const today = todayOf(ports);
  const found = new Map<string, LeadOrArea>();
  for (const asks of (await askLeaders(ports, directory, today)).values()) {
    for (const { plan, ref, asks: each } of asks) {
      const area = areaOfRef(ref);
      if (area === null || !each.some(({ because, on }) => because === 'sign-off' && on < today)) continue;
      found.set(JSON.stringify([plan, area]), { kind: 'area', plan, area });
    }
  }
  return [...found.values()];
}
