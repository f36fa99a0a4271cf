import { unreleased } from '../domain/challenges.js';
import { timeInWords, type CivilDate } from '../domain/dates.js';
import { begun } from '../domain/former-name.js';
import { whyInWords } from '../domain/history-words.js';
import { datesInWords } from '../domain/milestone-history.js';
import type { Actor, Milestone, OfficerId } from '../domain/plan.js';
import { mayDo, mayUpdate, type Who } from '../domain/rights.js';
import { standingOn, whoIs } from '../domain/standing.js';
import type { HistoryView, NoticeView } from '../domain/views.js';
import { recordAct } from './audit.js';
import { readDirectory } from './directory.js';
import { milestoneStory, type StoryFacts, type Told } from './milestone-story.js';
import type { Ports } from './ports.js';
import { takesUpdates } from './record-update.js';
import { accountable, findMilestone, type Found } from './found-milestone.js';
import { seenBy } from './seen-by.js';

const GONE: NoticeView = { title: 'It is no longer in the plan', lines: [] };

/** Everything that happened to a milestone, the newest first; or why this reader may not see it, which is audited. */
export async function historyView(
  ports: Ports,
  reader: { readonly id: OfficerId; readonly admin: boolean },
  place: { readonly plan: string; readonly ref: string },
): Promise<HistoryView | NoticeView> {
  const found = await findMilestone(ports, place.plan, place.ref);
  if (found === null) return GONE;
  const { stored, outline, people, today } = found;
  const { milestone, rev } = stored;
  const who = whoIs(reader.id, accountable(found), people, today);
  const standings = reader.admin ? [...who.standings, 'admin' as const] : who.standings;
  const { nameOf } = await readDirectory(ports.people);
  if (!mayDo('see', { ...who, standings })) {
    await recordAct(ports, { kind: 'officer', id: reader.id }, 'history', `${place.plan} ${place.ref}`, 'not theirs');
    const lines = [
      milestone.ref,
      'Its history is open to who leads it, their head of service and who looks after the plan.',
    ];
    return { title: 'This is not yours to look into', lines };
  }
  const seen = seenBy(standings, outline.plan);
  const facts = { key: outline.plan.key, nameOf, untold: untoldTo(standings, milestone, today), seen };
  const own = standingOn(reader.id, accountable(found), people, today);
  return {
    link: { plan: place.plan, ref: milestone.ref, rev },
    text: seen(milestone).text,
    planTitle: outline.plan.title,
    dates: datesInWords(milestone),
    entries: await entriesOf(ports, { plan: place.plan, ref: milestone.ref }, facts),
    mayUpdate: mayUpdate(own) && takesUpdates({ stored, outline }),
  };
}

/** What happened to a milestone, the newest first, for a card. */
export async function entriesOf(
  ports: Ports,
  place: { readonly plan: string; readonly ref: string },
  facts: StoryFacts,
): Promise<HistoryView['entries']> {
  const story = await milestoneStory(ports, place, facts, ports.clock.now());
  const entries = story.map(({ row, on, changes, enteredBy }) => ({
    on,
    time: row.at.slice(0, 10) === row.recordedAt.slice(0, 10) ? timeInWords(row.at, ports.zone) : null,
    who: begun(whoDid(row.by, facts.nameOf)),
    words: [
      ...(changes.length === 0
        ? [`${whyInWords(row.why.replace(/, entered by \S+$/, ''), facts.nameOf)}.`]
        : changes.map(({ words }) => words)),
      ...enteredWords(enteredBy, changes),
    ],
  }));
  return entries.reverse();
}

/** "1.1 Recruit to the team", for who may see it, as they may read it; else its ref alone. */
export function shownName(found: Found, who: Who): string {
  return `${found.stored.milestone.ref} ${textFor(found, who)}`.trim();
}

/** What a milestone is called, as somebody may read it; empty where they may not see it. */
export function textFor({ stored: { milestone }, outline }: Found, who: Who): string {
  return mayDo('see', who) ? seenBy(who.standings, outline.plan)(milestone).text : '';
}

/** Leaders read an answer when it has been released, or its two working days are over. */
export function untoldTo(standings: Who['standings'], milestone: Milestone, today: CivilDate): ReadonlySet<string> {
  const knows = standings.some((one) => one !== 'leader' && one !== 'none');
  return new Set(knows ? [] : unreleased(milestone, today).map(({ id }) => id));
}

/** Who entered it at the command line, unless what changed says so with where it came from. */
function enteredWords(enteredBy: Told['enteredBy'], changes: Told['changes']): readonly string[] {
  if (enteredBy === null || enteredBy === 'operator') return [];
  const said = `Entered by ${enteredBy}`;
  return changes.some(({ words }) => words.includes(said)) ? [] : [`${said}.`];
}

function whoDid(by: Actor, nameOf: (officer: OfficerId) => string): string {
  if (by.kind === 'officer') return nameOf(by.id);
  return by.kind === 'import' ? 'The plan as it was loaded' : 'An administrator';
}
