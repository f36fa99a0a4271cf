/** What a press on a summary shows to one person: an area or a milestone, as far as their rights go (RULES 5, 6). */
import { askedByLeader } from '../domain/challenge-rows.js';
import type { CivilDate } from '../domain/dates.js';
import { datesInWords } from '../domain/milestone-history.js';
import { overdueDays } from '../domain/overdue.js';
import type { Area, Milestone, OfficerId } from '../domain/plan.js';
import { SEVERITY } from '../domain/policy.js';
import { mayDo, type Who } from '../domain/rights.js';
import type { RollupRow } from '../domain/rollup-facts.js';
import { wholePlan } from '../domain/scope.js';
import { standingsFor, whoIs } from '../domain/standing.js';
import type { AreaRow, AreaShownView, MilestoneShownView, SummaryHead } from '../domain/views.js';
import { recordAct } from './audit.js';
import { mayNotAsk } from './challenge.js';
import { readDirectory, type Directory } from './directory.js';
import { entriesOf, untoldTo } from './history-view.js';
import type { PlanContents, Ports } from './ports.js';
import type { PressedSummary } from './pressed-summary.js';
import { readRollup, rollupOfSnapshot, type RolledUp } from './read-rollup.js';
import { accountable, findMilestone, type Found } from './found-milestone.js';
import { seenBy } from './seen-by.js';
import { viewOf } from './show.js';
import { WHOLE_READERSHIP } from './told-plan.js';
import { todayOf } from './today.js';

/** Who pressed: their rights are read now. */
export interface Presser {
  readonly id: OfficerId;
  readonly admin: boolean;
}

/** Why something is not shown. */
export interface NotShown {
  readonly title: string;
  readonly lines: readonly string[];
}

const GONE: NotShown = { title: 'It is no longer in the plan', lines: [] };
const NOT_OPEN: NotShown = {
  title: 'This is not open to you',
  lines: ['It is open to who leads it, its head of service, the plan’s owner, leaders and administrators.'],
};

/** Everything that somebody is to a milestone, with what the settings make of them. */
export function whoPresses(found: Found, { id, admin }: Presser): Who {
  const who = whoIs(id, accountable(found), found.people, found.today);
  return admin ? { ...who, standings: [...who.standings, 'admin'] } : who;
}

/** An area with what it is made of, worst first: of that only what is open to the one who pressed. */
export async function areaShown(
  ports: Ports,
  presser: Presser,
  head: SummaryHead,
  pressed: PressedSummary | null,
  code: string,
): Promise<AreaShownView | NotShown> {
  const contents = await ports.plans.contents(head.plan);
  const rolled = await figuresFor(ports, head, pressed);
  const counted = rolled?.rollup.areas.find((one) => one.code === code);
  const area = contents?.areas.find((one) => one.code === code);
  if (contents === null || rolled === null || counted === undefined || area === undefined) return GONE;
  const directory = await readDirectory(ports.people);
  const open = openTo(presser, contents, directory, todayOf(ports));
  const all = rolled.rollup.rows.filter((row) => row.area === code);
  const rows = all.filter(({ ref }) => open.has(ref));
  if (rows.length === 0) {
    await refused(ports, presser, 'show-area', `${head.plan} ${code}`);
    return NOT_OPEN;
  }
  const isTold = pressed !== null || isOfAll(presser, contents, area, directory);
  const told = new Map(rolled.counted.map((milestone) => [milestone.ref, milestone]));
  const shown = rows.flatMap((row) => rowOf(ports, row, told.get(row.ref), open.get(row.ref), directory, rolled.asAt));
  return {
    head,
    code,
    title: area.title,
    heads: area.heads.map(directory.nameOf),
    ...(isTold ? { counts: counted.counts, grades: counted.grades } : { counts: null, grades: [] }),
    key: rolled.rollup.key,
    rows: shown.sort(worstFirst),
    others: all.length - rows.length,
  };
}

/** What a channel was not told is for who stands for the area, or the plan: who leads a part of it sees that part. */
function isOfAll({ id, admin }: Presser, { plan }: PlanContents, area: Area, { officers }: Directory): boolean {
  return admin || standingsFor(id, { area, plan }, officers).length > 0;
}

/** The figures that the summary was made of, with all names; of now, where it is not known which that was. */
async function figuresFor(
  ports: Ports,
  { plan }: SummaryHead,
  pressed: PressedSummary | null,
): Promise<RolledUp | null> {
  if (pressed === null) return readRollup(ports, wholePlan(plan), todayOf(ports), null, WHOLE_READERSHIP);
  return rollupOfSnapshot(ports, pressed.snapshot, pressed.post.channel, WHOLE_READERSHIP);
}

/** Whether anything of an area is open to somebody: else it is not named to them as one that may be meant. */
export async function isAreaOpen(ports: Ports, presser: Presser, plan: string, code: string): Promise<boolean> {
  const contents = await ports.plans.contents(plan);
  if (contents === null) return false;
  const open = openTo(presser, contents, await readDirectory(ports.people), todayOf(ports));
  return contents.milestones.some(({ milestone }) => milestone.area === code && open.has(milestone.ref));
}

/** By ref, the present revision of everything that somebody may see. */
function openTo(
  { id, admin }: Presser,
  { plan, areas, milestones }: PlanContents,
  { officers }: Directory,
  today: CivilDate,
): ReadonlyMap<string, number> {
  const open = milestones.filter(({ milestone }) => {
    const area = areas.find(({ code }) => code === milestone.area);
    const { standings } = whoIs(id, { milestone, area, plan }, officers, today);
    return mayDo('see', { standings: admin ? [...standings, 'admin'] : standings });
  });
  return new Map(open.map(({ milestone, rev }) => [milestone.ref, rev]));
}

function rowOf(
  { calendar }: Pick<Ports, 'calendar'>,
  { ref, rating, grade, state, due }: RollupRow,
  milestone: Milestone | undefined,
  rev: number | undefined,
  { nameOf }: Directory,
  asAt: CivilDate,
): readonly AreaRow[] {
  if (milestone === undefined) return [];
  const { plan, text, leads, update } = milestone;
  return [
    {
      link: { plan, ref, rev: rev ?? 0 },
      ...{ text, rating, grade, state, due },
      dueText: milestone.due.text,
      overdueDays: overdueDays(milestone, calendar, asAt),
      leads: leads.map(nameOf),
      said: update?.note ?? update?.cause ?? null,
    },
  ];
}

/** By rating, then the longest overdue; the order of the plan breaks ties. */
function worstFirst(a: AreaRow, b: AreaRow): number {
  const place = ({ rating }: AreaRow): number => (rating === 'closed' ? SEVERITY.length : SEVERITY.indexOf(rating));
  return place(a) - place(b) || (b.overdueDays ?? -1) - (a.overdueDays ?? -1);
}

/** A milestone as it stands now, with every move of its date and its history. */
export async function milestoneShown(
  ports: Ports,
  presser: Presser,
  head: SummaryHead,
  ref: string,
): Promise<MilestoneShownView | NotShown> {
  const found = await findMilestone(ports, head.plan, ref);
  if (found === null) return GONE;
  const who = whoPresses(found, presser);
  if (!mayDo('see', who)) {
    await refused(ports, presser, 'show-milestone', `${head.plan} ${ref}`);
    return NOT_OPEN;
  }
  const { nameOf } = await readDirectory(ports.people);
  const seen = seenBy(who.standings, found.outline.plan);
  const told: Found = { ...found, stored: { ...found.stored, milestone: seen(found.stored.milestone) } };
  const { milestone } = told.stored;
  const untold = untoldTo(who.standings, milestone, found.today);
  const facts = { key: found.outline.plan.key, nameOf, untold, seen };
  return {
    head,
    milestone: await viewOf(ports, told, presser.id),
    area: { code: milestone.area, title: found.area?.title ?? milestone.area },
    leads: milestone.leads.map(nameOf),
    heads: (found.area?.heads ?? []).map(nameOf),
    said: saidIn(milestone),
    dates: datesInWords(milestone),
    moves: movesIn(milestone, nameOf),
    asked: milestone.challenges
      .map((one) => askedByLeader(untold.has(one.id) ? { ...one, answer: null } : one, { nameOf, reader: presser.id }))
      .reverse(),
    entries: await entriesOf(ports, { plan: head.plan, ref: milestone.ref }, facts),
    mayAsk: mayNotAsk({ by: { kind: 'officer', id: presser.id }, from: { kind: 'chat' } }, found) === null,
  };
}

function saidIn({ update }: Milestone): MilestoneShownView['said'] {
  return {
    cause: update?.cause ?? null,
    remedy: update?.remedy ?? null,
    help: update?.help ?? null,
    recovery: update?.recovery ?? null,
    nextStep: update?.nextStep ?? null,
    nextStepBy: update?.nextStepBy ?? null,
  };
}

function movesIn({ moves }: Milestone, nameOf: Directory['nameOf']): MilestoneShownView['moves'] {
  return moves.map(({ from, to, reason, approvedBy, on, where = null }) => ({
    ...{ from, to, reason, on, where },
    approvedBy: approvedBy === null ? null : approvedBy.kind === 'officer' ? nameOf(approvedBy.id) : 'an administrator',
  }));
}

async function refused(ports: Ports, { id }: Presser, act: string, subject: string): Promise<void> {
  await recordAct(ports, { kind: 'officer', id }, act, subject, 'not theirs');
}
