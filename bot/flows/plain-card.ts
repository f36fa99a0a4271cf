import type { Accountable } from '../domain/asked-of.js';
import { notYetAsked } from '../domain/look-on.js';
import type { Plan } from '../domain/plan.js';
import type { PlainView } from '../domain/views.js';
import { askWhom } from './ask-whom.js';
import { digestContent } from './digest-content.js';
import { readDirectory, type Directory } from './directory.js';
import { allPlans } from './everything.js';
import { keyOf } from './key-of.js';
import type { DigestEntry, Ledger, Officer, Ports } from './ports.js';
import { todayOf } from './today.js';
import { wholeLedger } from './whole-ledger.js';

/**
 * What somebody is asked, to be told them by another way than a card: everything owed, and what would be asked of them
 * today if they could be reached. Nothing is written. Who is of another organisation is told what a lead would be.
 */
export async function plainCard(ports: Ports, officer: Officer): Promise<PlainView> {
  const directory = withinReach(await readDirectory(ports.people), officer);
  const plans = await allPlans(ports);
  const looked = plans.flatMap(({ plan, areas, milestones }) =>
    milestones.map(({ milestone }): Accountable => {
      return { milestone, area: areas.find(({ code }) => code === milestone.area), plan };
    }),
  );
  const entries = await newEntries(ports, looked, directory, officer);
  const now = ports.clock.now();
  const shown = { officer: officer.id, entries, plannedAt: now, settledAt: null, more: 0, doubts: 0, short: false };
  const asking = { ...ports, ledger: asIfAsked(ports, officer, entries) };
  const { view } = await digestContent(asking, directory, shown);
  const keys = keysOf(
    plans.map(({ plan }) => plan),
    view,
  );
  return { name: officer.name, view, keys };
}

/** As if they could be written to. */
function withinReach({ officers, nameOf }: Directory, officer: Officer): Directory {
  const reached = { ...officer, unreachable: null, outside: officer.outside === 'external' ? null : officer.outside };
  const known = [officer.id, ...officer.formerIds].map((id) => [id, reached] as const);
  return { officers: new Map([...officers, ...known]), nameOf };
}

/** What a sweep would ask of them today that they were not asked before. */
async function newEntries(
  ports: Ports,
  looked: readonly Accountable[],
  { officers }: Directory,
  { id }: Officer,
): Promise<readonly DigestEntry[]> {
  const { asked } = await wholeLedger(ports, officers, id);
  const candidates = askWhom(looked, officers, ports.calendar, todayOf(ports)).candidates.get(id) ?? [];
  return candidates.flatMap(({ milestone, asks }) => {
    const before = asked.filter((row) => keyOf(row) === keyOf(milestone));
    return notYetAsked(asks, before).map((ask) => ({ plan: milestone.plan, ref: milestone.ref, ask }));
  });
}

/** The ledger as it would be once these were asked. */
function asIfAsked(
  { ledger, clock }: Pick<Ports, 'ledger' | 'clock'>,
  { id }: Officer,
  entries: readonly DigestEntry[],
): Ledger {
  const at = clock.now();
  const rows = entries.map(({ plan, ref, ask: { anchor, step } }) => {
    return { officer: id, plan, ref, anchor, step, slot: at, at };
  });
  return {
    ...ledger,
    read: async (officer) => {
      const read = await ledger.read(officer);
      return officer === id ? { ...read, asked: [...read.asked, ...rows] } : read;
    },
  };
}

/** The keys in which they rate: of each plan that stands on the card. */
function keysOf(plans: readonly Plan[], { yours, waiting }: PlainView['view']): PlainView['keys'] {
  const shown = new Set([...yours, ...waiting].map(({ link }) => link.plan));
  return plans.filter(({ id }) => shown.has(id)).map(({ title, key }) => ({ planTitle: title, key }));
}
