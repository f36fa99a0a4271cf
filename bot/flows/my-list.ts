import type { Accountable } from '../domain/asked-of.js';
import { whoAnswersChallenge } from '../domain/challenge-asks.js';
import { askedByLeader } from '../domain/challenge-rows.js';
import { unanswered } from '../domain/challenges.js';
import type { CivilDate } from '../domain/dates.js';
import { compareUrgency } from '../domain/digest-plan.js';
import { nearestNames } from '../domain/nearest.js';
import { isOpen, isOverdue, sharedLevels, type Milestone, type OfficerId } from '../domain/plan.js';
import { isRunning } from '../domain/year-over.js';
import { sameRef } from '../domain/refs.js';
import { openQuestion, whoAnswers } from '../domain/told-asks.js';
import type { DigestRow, ListFilter, ListView } from '../domain/views.js';
import { owedBy } from './digest-content.js';
import { readDirectory, type Directory } from './directory.js';
import { ledBy } from './led-by.js';
import type { PlanOutline, Ports, StoredMilestone } from './ports.js';
import { mapLimited } from './side-by-side.js';
import { todayOf } from './today.js';
import { readAround, rowFor } from './view-facts.js';

/** At most so many rows are read for a list; the card says how many more there are. */
const LISTED = 40;

/** Nothing left out. */
export const EVERYTHING: ListFilter = { overdue: false, plans: null, areas: null, words: '' };

/** "My milestones": all that is open or paused and theirs, worst first, whether or not it was asked; narrowed where that was wanted. */
export async function listView(ports: Ports, officer: OfficerId, only = EVERYTHING): Promise<ListView> {
  const directory = await readDirectory(ports.people);
  const today = todayOf(ports);
  const { open, outlines } = await readOpen(ports, officer);
  const wanted = open.filter((one) => isWanted(one, only, today));
  const rows = [];
  for (const stored of wanted.slice(0, LISTED)) {
    const outline = outlines.get(stored.milestone.plan) ?? null;
    if (outline === null) continue;
    const area = outline.areas.find((one) => one.code === stored.milestone.area);
    const around = await readAround(ports, stored.milestone);
    const row = rowFor(ports, directory, { ...stored, plan: outline.plan, area, around }, officer);
    const one = { ...stored, plan: outline.plan, area };
    const answers =
      openQuestion(stored.milestone) !== null && whoAnswers(one, directory.officers, today).includes(officer);
    rows.push(...questionsTo(one, directory, officer, today, row));
    rows.push(answers ? { ...row, wanted: 'answer' as const } : row);
  }
  const plans = [...new Set(rows.map(({ link }) => link.plan))];
  const levels = sharedLevels(plans.flatMap((id) => outlines.get(id)?.plan ?? []));
  const choices = {
    plans: plansOf(open, outlines).map(({ plan: { id, title } }) => ({ id, title })),
    overdue: open.filter(({ milestone }) => isOverdue(milestone, today)).length,
  };
  return { asAt: today, rows, more: Math.max(0, wanted.length - LISTED), levels, only, choices };
}

/** A row of its own for what leaders ask about it and its reader may answer. */
function questionsTo(
  one: Accountable,
  { officers, nameOf }: Directory,
  reader: OfficerId,
  today: CivilDate,
  row: DigestRow,
): readonly DigestRow[] {
  const asked = unanswered(one.milestone)
    .filter((each) => whoAnswersChallenge(each, one, officers, today).includes(reader))
    .map((each) => askedByLeader(each, { nameOf, reader }));
  return asked.length === 0 ? [] : [{ ...row, wanted: 'challenge', passed: null, tickable: false, asked }];
}

/** What words after "my milestones" narrow it to; or what near them there is, in words that can be said. */
export async function filterFor(
  ports: Ports,
  officer: OfficerId,
  words: string,
): Promise<ListFilter | { readonly near: readonly string[] }> {
  const overdue = /(?:^| )(?:overdue|late)(?= |$)/i.test(words);
  const rest = words
    .replace(/(?:^| )(?:overdue|late)(?= |$)/i, ' ')
    .replace(/^ *(?:in|for|of|and) /i, '')
    .trim();
  if (rest === '') return { ...EVERYTHING, overdue, words: overdue ? 'overdue' : '' };
  const { open, outlines } = await readOpen(ports, officer);
  const mine = plansOf(open, outlines);
  const plans = mine.filter(({ plan }) => isCalled(rest, plan.title) || sameRef(rest, plan.id));
  if (plans.length > 0) {
    const title = plans[0]?.plan.title ?? '';
    return { ...EVERYTHING, overdue, plans: plans.map(({ plan }) => plan.id), words: saidOf(overdue, title) };
  }
  const led = new Set(open.map(({ milestone }) => `${milestone.plan}|${milestone.area}`));
  const areas = mine.flatMap(({ plan, areas: all }) =>
    all.map((area) => ({ ...area, key: `${plan.id}|${area.code}` })).filter(({ key }) => led.has(key)),
  );
  const found = areas.filter(({ code, title }) => sameRef(rest, code) || isCalled(rest, title));
  if (found.length > 0) {
    const [first] = found;
    const words = saidOf(overdue, first?.title ?? '');
    return { ...EVERYTHING, overdue, areas: found.map(({ key }) => key), words };
  }
  const names = [...mine.map(({ plan }) => plan.title), ...areas.flatMap(({ code, title }) => [code, title])];
  return { near: nearestNames(rest, names) };
}

function saidOf(overdue: boolean, title: string): string {
  return overdue ? `overdue, ${title}` : title;
}

function pausedLast(...[a, b]: readonly [StoredMilestone, StoredMilestone]): number {
  return Number(a.milestone.state === 'paused') - Number(b.milestone.state === 'paused');
}

/** What is paused is listed with until when and why. */
function isListed(milestone: Milestone): boolean {
  return isOpen(milestone) || milestone.state === 'paused';
}

/** The whole of a title, or a part of it that begins with a word. */
function isCalled(words: string, title: string): boolean {
  const [wanted, whole] = [words, title].map((text) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  );
  return wanted !== undefined && wanted !== '' && ` ${whole ?? ''}`.includes(` ${wanted}`);
}

async function readOpen(
  ports: Ports,
  officer: OfficerId,
): Promise<{ readonly open: readonly StoredMilestone[]; readonly outlines: Map<string, PlanOutline | null> }> {
  const directory = await readDirectory(ports.people);
  const over = (await ports.plans.list()).filter((plan) => !isRunning(plan)).map(({ id }) => id);
  const led = await ledBy(ports, directory, officer);
  const mine = [...led, ...(await askedInstead(ports, directory, officer, led))];
  const open = mine
    .filter(({ milestone }) => isListed(milestone) && !over.includes(milestone.plan))
    .sort((a, b) => pausedLast(a, b) || compareUrgency({ ...a, asks: [] }, { ...b, asks: [] }));
  const plans = [...new Set(open.map(({ milestone }) => milestone.plan))];
  const outlines = new Map(
    await Promise.all(plans.map(async (plan) => [plan, await ports.plans.outline(plan)] as const)),
  );
  return { open, outlines };
}

/** What somebody owes without leading it: asked because nobody who leads it can be. */
async function askedInstead(
  ports: Ports,
  directory: Directory,
  officer: OfficerId,
  led: readonly StoredMilestone[],
): Promise<readonly StoredMilestone[]> {
  const owed = (await owedBy(ports, directory, officer)).map(({ link }) => link);
  const others = owed.filter(
    ({ plan, ref }) => !led.some(({ milestone }) => milestone.plan === plan && milestone.ref === ref),
  );
  const read = await mapLimited(others, 8, ({ plan, ref }) => ports.plans.milestone(plan, ref));
  return read.filter((one) => one !== null);
}

function plansOf(open: readonly StoredMilestone[], outlines: Map<string, PlanOutline | null>): readonly PlanOutline[] {
  return [...new Set(open.map(({ milestone }) => milestone.plan))].flatMap((id) => outlines.get(id) ?? []);
}

function isWanted({ milestone }: StoredMilestone, only: ListFilter, today: ReturnType<typeof todayOf>): boolean {
  const { plan, area } = milestone;
  if (only.overdue && !isOverdue(milestone, today)) return false;
  if (only.plans !== null && !only.plans.includes(plan)) return false;
  return only.areas === null || only.areas.includes(`${plan}|${area}`);
}
