import { whatChanged } from '../domain/milestone-history.js';
import type { Actor, Milestone, OfficerId, Plan } from '../domain/plan.js';
import { readDirectory } from './directory.js';
import { idsOf } from './erase.js';
import { copiesOf } from './kept-sweeps.js';
import type { AuditEntry, DiaryImage, HistoryRow, Image, Officer, OfficerLedger, Ports } from './ports.js';

/** Everything that is held about one person. Reads whole histories and the audit, a plan at a time: it is asked for seldom. */
export async function heldAbout(ports: Ports, officer: Officer) {
  const ids = idsOf(officer);
  const { nameOf, officers } = await readDirectory(ports.people);
  const everybody = [...new Set(officers.values())].filter(({ id }) => id !== officer.id);
  const ledgers = await Promise.all(ids.map((id) => ports.ledger.read(id)));
  const plans = [];
  for (const id of await ports.plans.ids()) {
    const outline = await ports.plans.outline(id);
    if (outline !== null) plans.push(partIn(outline.plan, outline, await ports.plans.history(id), ids, nameOf));
  }
  const named = (id: OfficerId) => ({ id, name: nameOf(id) });
  const theirs = (id: OfficerId | null): boolean => id !== null && ids.includes(id);
  return {
    officer,
    deputyFor: everybody.filter(({ deputy }) => theirs(deputy)).map(({ id }) => named(id)),
    memberOf: everybody.filter(({ group }) => group?.members.some(theirs)).map(({ id }) => named(id)),
    supporterFor: everybody.filter(({ supporters }) => supporters.some(theirs)).map(({ id }) => named(id)),
    leads: plans.flatMap((part) => part.leads),
    accountable: plans.flatMap((part) => part.accountable),
    asked: ledgers
      .flatMap((ledger) => ledger.asked)
      .map(({ plan, ref, anchor, step, slot, at }) => ({ plan, ref, anchor, step, slot, at })),
    cards: ledgers.flatMap(cardsIn),
    rounds: await roundsWith(ports, theirs),
    said: plans.flatMap((part) => part.said),
    entered: [...plans.flatMap((part) => part.entered), ...enteredIn(null, await ports.diary.history(), theirs)],
    audit: await auditAbout(ports, officer, ids),
    drafts: await draftsOf(ports, theirs),
    attention: (await ports.attention.list())
      .map(({ value }) => value)
      .filter(({ subject }) => (subject.kind === 'digest' || subject.kind === 'lead') && theirs(subject.officer))
      .map(({ id, because, since, evidence }) => ({ id, because, since, evidence })),
    channels: (await ports.channels.list())
      .map(({ value }) => value)
      .filter(({ registeredBy }) => theirs(registeredBy))
      .map(({ id, name, team, reads, registeredAt }) => {
        return { id, name, team, plans: [...new Set(reads.map(({ plan }) => plan))], registeredAt };
      }),
  };
}

/** What rounds of reminders say of them beside what they were asked: why they were not, and what they were told of. */
async function roundsWith(ports: Ports, theirs: (id: OfficerId | null) => boolean) {
  const found = [];
  for (const { slot } of await ports.sweeps.list()) {
    const record = (await ports.sweeps.find(slot))?.value;
    const passed = record?.passed.filter(({ officer }) => theirs(officer)) ?? [];
    const told = record?.escalated.filter(({ to, officers }) => theirs(to) || officers.some(theirs)) ?? [];
    if (record === undefined || passed.length + told.length === 0) continue;
    const notAsked = passed.map(({ plan, ref, reason }) => ({ plan, ref, reason }));
    const escalated = told.map(({ plan, ref, to }) => ({ plan, ref, toThem: theirs(to) }));
    found.push({ slot, at: record.at, notAsked, escalated });
  }
  return found;
}

/** Plan files that they sent and nobody has loaded yet. */
async function draftsOf({ drafts }: Ports, theirs: (id: OfficerId) => boolean) {
  return (await drafts.list())
    .filter(({ by }) => isBy(by, theirs))
    .map(({ id, fileName, plan, begun }) => ({ id, fileName, plan, begun }));
}

export type Held = Awaited<ReturnType<typeof heldAbout>>;

function cardsIn({ digests }: OfficerLedger) {
  return digests.map(({ value }) => {
    const { slot, state, plannedAt, settledAt, reason, activityId, entries } = value;
    return {
      slot,
      state,
      plannedAt,
      settledAt,
      reason,
      copies: copiesOf(value),
      activityId,
      refs: entries.map(({ plan, ref }) => ({ plan, ref })),
    };
  });
}

type Outline = Awaited<ReturnType<Ports['plans']['outline']>>;

function partIn(
  plan: Plan,
  outline: Outline,
  history: readonly HistoryRow[],
  ids: readonly OfficerId[],
  nameOf: (id: OfficerId) => string,
) {
  const theirs = (id: OfficerId): boolean => ids.includes(id);
  const rows = byMilestone(history);
  const heads = (outline?.areas ?? []).filter((area) => area.heads.some(theirs));
  return {
    leads: rows.flatMap((revisions) => ledIn(revisions, theirs)),
    accountable: [
      ...heads.map(({ code }) => ({ plan: plan.id, area: code, as: 'head of service' })),
      ...(plan.owner !== null && theirs(plan.owner) ? [{ plan: plan.id, area: null, as: 'plan owner' }] : []),
    ],
    said: rows.flatMap((revisions) => saidIn(revisions, theirs, { key: plan.key, nameOf })),
    entered: enteredIn(plan.id, history, theirs),
  };
}

/** What they entered that is about no milestone: areas, the plan, boards, closure days. */
function enteredIn(
  plan: string | null,
  history: readonly HistoryRow<Image | DiaryImage>[],
  theirs: (id: OfficerId) => boolean,
) {
  return history
    .filter(({ by, image }) => isBy(by, theirs) && image.kind !== 'milestone')
    .map(({ image, at, recordedAt, why }) => ({ plan, kind: image.kind, at, recordedAt, why }));
}

interface RowOf {
  readonly row: HistoryRow;
  readonly milestone: Milestone;
}

/** The revisions of each milestone, oldest first. */
function byMilestone(history: readonly HistoryRow[]): readonly (readonly RowOf[])[] {
  const found = new Map<string, RowOf[]>();
  for (const row of history) {
    if (row.image.kind !== 'milestone') continue;
    const { milestone } = row.image;
    const known = found.get(milestone.ref);
    if (known) known.push({ row, milestone });
    else found.set(milestone.ref, [{ row, milestone }]);
  }
  return [...found.values()];
}

/** Since the first of the newest revisions that all name them. */
function ledIn(revisions: readonly RowOf[], theirs: (id: OfficerId) => boolean) {
  const last = revisions.findLastIndex(({ milestone }) => !milestone.leads.some(theirs));
  const [since, newest] = [revisions[last + 1], revisions.at(-1)];
  if (since === undefined || newest === undefined) return [];
  const { plan, ref, text, state, leadsText } = newest.milestone;
  return [{ plan, ref, text, state, leadsText, since: since.row.at }];
}

/** What they said, decided or entered for somebody else, with all that was typed. */
function saidIn(
  revisions: readonly RowOf[],
  theirs: (id: OfficerId) => boolean,
  facts: Parameters<typeof whatChanged>[2],
) {
  return revisions.flatMap(({ row, milestone }, index) => {
    const entered = /(?<=entered by )\S+$/.exec(row.why)?.[0];
    if (!isBy(row.by, theirs) && (entered === undefined || !theirs(entered))) return [];
    const before = revisions[index - 1]?.milestone ?? null;
    const { plan, ref, update, proposal, deferral, closure, pause = null } = milestone;
    const changed = <T>(now: T | null, was: T | null | undefined): T | null =>
      JSON.stringify(now) === JSON.stringify(was ?? null) ? null : now;
    return [
      {
        ...{ plan, ref, rev: row.rev, at: row.at, recordedAt: row.recordedAt, why: row.why, by: idOf(row.by) },
        changes: whatChanged(before, milestone, facts).map(({ words }) => words),
        update: changed(update, before?.update),
        proposal: changed(proposal, before?.proposal),
        deferral: changed(deferral, before?.deferral),
        closure: changed(closure, before?.closure),
        pause: changed(pause, before?.pause),
        move: changed(milestone.moves.at(-1) ?? null, before?.moves.at(-1)),
      },
    ];
  });
}

function isBy(actor: Actor, theirs: (id: OfficerId) => boolean): boolean {
  return actor.kind === 'officer' && theirs(actor.id);
}

function idOf(actor: Actor): string {
  return actor.kind === 'officer' ? actor.id : actor.kind;
}

/** What they did, before they were known too, and what others did about them. */
async function auditAbout(ports: Ports, { entraId }: Officer, ids: readonly OfficerId[]) {
  const stranger = entraId === null ? null : ports.hash(entraId).slice(0, 16);
  const isTheirs = ({ by }: AuditEntry): boolean =>
    by.kind === 'officer' ? ids.includes(by.id) : by.kind === 'stranger' && by.entraId === stranger;
  const isAbout = ({ subject, why }: AuditEntry): boolean =>
    `${subject} ${why ?? ''}`.split(/[\s,;]+/).some((word) => ids.includes(word));
  const found = [];
  for await (const entry of ports.auditUpTo(ports.clock.now().slice(0, 7))) {
    const { at, act, subject, outcome, why } = entry;
    if (isTheirs(entry) || isAbout(entry)) found.push({ at, act, subject, outcome, why, theirs: isTheirs(entry) });
  }
  return found;
}
