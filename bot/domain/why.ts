import { lacksDate } from './meeting-days.js';
import { stepOf, type Ask, type AskReason } from './asks.js';
import { addDays, type CivilDate } from './dates.js';
import { stagesOf } from './ladder.js';
import { approvalAsks, confirmAsks, evidenceAsks, givenAsks, resumeAsks } from './other-asks.js';
import { quarterOf } from './periods.js';
import { approvedDate, isOpen } from './plan.js';
import { becameOf, quietedBy, type Coming } from './why-became.js';
import type { GivenAnswer, Rung, WhyFacts } from './why-facts.js';
import { windowAnchor, windowSteps, type WindowStep } from './window-asks.js';
import { windowsOf } from './windows.js';
import { rulesOf } from './plan-rules.js';
import { workingDayOnOrAfter } from './working-days.js';

/** The rungs shown: so many to come, and at most so many in all. */
const AHEAD = 2;
const SHOWN = 12;

/** Everything to ask about near the day, earliest first, with what became of it. */
export function rungsNear(facts: WhyFacts): readonly Rung[] {
  const { milestone } = facts;
  const open = isOpen(milestone);
  const rungs = [
    ...(open ? ladderRungs(facts) : []),
    ...(open ? windowRungs(facts) : []),
    ...otherAsks(facts).map((ask) => rungOf(facts, { ...ask, wasOn: null, movedBy: null }, false)),
  ];
  const inOrder = rungs.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  return inOrder.filter(({ became }, index) => index >= inOrder.length - SHOWN || became === 'owed');
}

const ADDRESSED: readonly AskReason[] = [
  'escalation',
  'question',
  'decided',
  'behalf',
  'challenge',
  'challenge-told',
  'answer-release',
];

/** What is asked of the lead beside the ladder and the windows, of who decides, and of who is told. */
function otherAsks({ milestone, calendar, asks, today }: WhyFacts): readonly Ask[] {
  const decides = asks.some(({ because }) => because === 'approval');
  const ofLeads = isOpen(milestone)
    ? [...confirmAsks(milestone, calendar), ...resumeAsks(milestone, calendar), ...givenAsks(milestone, calendar)]
    : evidenceAsks(milestone, calendar);
  return [
    ...ofLeads,
    ...(decides ? approvalAsks(milestone, calendar, today) : []),
    ...asks.filter(({ because }) => ADDRESSED.includes(because)),
  ];
}

function ladderRungs(facts: WhyFacts): readonly Rung[] {
  const { milestone, calendar, today } = facts;
  const due = approvedDate(milestone);
  if (due === null) return [];
  const numbers = rulesOf(calendar, milestone.plan);
  const plain = stagesOf(calendar, due, [], numbers);
  const found: Rung[] = [];
  let ahead = 0;
  for (const { stage, on } of stagesOf(calendar, due, milestone.overdueAnswers, numbers)) {
    const before = plain.next().value.on;
    const wasOn = before === on ? null : before;
    const movedBy = wasOn === null ? null : moverOf(facts, on);
    found.push(rungOf(facts, { anchor: due, step: stepOf(stage), on, wasOn, movedBy }, stage !== 0));
    if (on > today) ahead += 1;
    // Those before the date may all be ahead, and the date itself is always worth showing.
    if (ahead >= AHEAD && stage >= 0) break;
  }
  return found;
}

/** Whose days moved what comes on a day: on each somebody answered, or what was proposed was refused. */
function moverOf({ milestone, answers }: WhyFacts, on: CivilDate): Rung['movedBy'] {
  const days = milestone.overdueAnswers.filter((day) => day < on);
  const answered = days.filter((day) => answers.some((answer) => answer.on === day));
  if (answered.length === 0) return 'refusal';
  return answered.length === days.length ? 'answers' : 'both';
}

/** What the windows of its plan ask; without them the question of the quarter, where there is no date or no end. */
function windowRungs(facts: WhyFacts): readonly Rung[] {
  const { milestone, calendar } = facts;
  const reported = windowsOf(calendar, milestone.plan).length > 0;
  if (reported) return windowsNear(facts).flatMap((one) => windowRung(facts, one));
  return lacksDate(milestone.due) || milestone.due.kind === 'ongoing' ? quarterRungs(facts) : [];
}

/** The steps of the window before the day, of that of the day, and of the next. */
function windowsNear({ milestone, calendar, today }: WhyFacts): readonly WindowStep[] {
  const windows = windowsOf(calendar, milestone.plan);
  const present = windows.findLastIndex(({ opens }) => opens <= today);
  const near = windows.slice(Math.max(0, present - 1), present + 2);
  return windowSteps(calendar, milestone.plan).filter(({ window }) => near.includes(window));
}

/** Answered by whoever answered since the window opened, however long ago that was. */
function windowRung(facts: WhyFacts, { window, step, on }: WindowStep): readonly Rung[] {
  if (on > window.freezes) return [];
  const coming = { anchor: windowAnchor(window), step, on, wasOn: null, movedBy: null };
  const quiets = facts.answers.findLast((answer) => window.opens <= answer.on && answer.on < on) ?? null;
  return [rungOf(facts, coming, true, { quiets })];
}

/** The question of the quarter: of the quarter before, this one and the next. */
function quarterRungs(facts: WhyFacts): readonly Rung[] {
  const { calendar, today } = facts;
  const now = quarterOf(today);
  const days = [quarterOf(addDays(now.from, -1)).from, now.from, addDays(now.to, 1)];
  return days.map((from) => {
    const on = workingDayOnOrAfter(calendar, from);
    return rungOf(facts, { anchor: `window:${from}`, step: 'open', on, wasOn: null, movedBy: null }, true, { from });
  });
}

/**
 * @param mayBeQuiet answers before it, and deferrals, keep it from being asked
 * @param known `from`: the day that must not lie before the load; `quiets`: the answer that settles it beforehand
 */
function rungOf(
  facts: WhyFacts,
  coming: Coming,
  mayBeQuiet: boolean,
  known: { readonly from?: CivilDate; readonly quiets?: GivenAnswer | null } = {},
): Rung {
  const { asked, answers } = facts;
  const { anchor, step, on } = coming;
  const { from = on, quiets = mayBeQuiet ? quietedBy(facts, on) : null } = known;
  const mine = asked.find((row) => row.anchor === anchor && row.step === step) ?? null;
  const after = answers.find((answer) => answer.on >= (mine?.on ?? on)) ?? null;
  const became = becameOf(facts, coming, { mine, after, quiets, mayBeQuiet, from });
  const answer = became === 'quieted' ? quiets : became === 'answered' ? after : null;
  const { wasOn, movedBy } = coming;
  return { anchor, step, on, became, asked: mine, answer, wasOn, movedBy };
}
