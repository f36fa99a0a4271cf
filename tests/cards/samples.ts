import { readdirSync, readFileSync } from 'node:fs';
import type { DeskView } from '../../bot/domain/desk-views.js';
import type { PolicyFormView, PolicyView } from '../../bot/domain/policy-views.js';
import type {
  ImportAsksView,
  ImportDifferenceView,
  ImportDoneView,
  ImportDoubtsView,
  ImportFoundView,
} from '../../bot/domain/import-views.js';
import type { MeasureFormView } from '../../bot/domain/measure-form.js';
import type {
  LeaveView,
  LinksView,
  PeopleView,
  PersonCardView,
  PersonFormView,
  RoleFormView,
  RolesView,
} from '../../bot/domain/admin-people-views.js';
import type { ApprovalsView } from '../../bot/domain/approval-views.js';
import type { BoardFormView, CalendarView, ClosuresView } from '../../bot/domain/calendar-views.js';
import type { ScheduleFormView, ScheduleShownView, SchedulesView } from '../../bot/domain/schedule-views.js';
import type { HeldView } from '../../bot/domain/held-view.js';
import type { GuardView } from '../../bot/domain/guard-view.js';
import type {
  AreaShownView,
  AskFormView,
  ChallengeAnswerView,
  ChallengeFormView,
  MilestoneShownView,
  SummaryNoticeView,
  AwayView,
  DeputyView,
  HelpView,
  HistoryView,
  WhereaboutsView,
  WhichView,
  MoreView,
  HandoverView,
  EndView,
  DeferView,
  ChangedView,
  AnswerFormView,
  BehalfFormView,
  ChooseView,
  DigestView,
  FormView,
  ListView,
  NoteView,
  NoticeView,
  OnTrackView,
  OverallFormView,
  ReleaseView,
  SignOffView,
  AreaReplyView,
  RollupView,
  SavedView,
  WelcomeView,
} from '../../bot/domain/views.js';
import {
  areaShownCard,
  askCard,
  challengeAnswerCard,
  challengeFormCard,
  milestoneShownCard,
  summaryNoticeCard,
  awayCard,
  deputyCard,
  deskCard,
  historyCard,
  whereaboutsCard,
  whichCard,
  moreCard,
  handoverCard,
  endCard,
  deferCard,
  changedCard,
  answerCard,
  approvalsCard,
  behalfCard,
  guardCard,
  heldCard,
  digestCard,
  helpCard,
  myMilestonesCard,
  noteCard,
  noticeCard,
  textToCopyCard,
  onTrackCard,
  importAsksCard,
  importDifferenceCard,
  importDoneCard,
  importDoubtsCard,
  importFoundCard,
  measureCard,
  leaveCard,
  linksCard,
  policyCard,
  policyFormCard,
  peopleCard,
  personCard,
  personFormCard,
  roleFormCard,
  rolesCard,
  boardCard,
  calendarCard,
  closuresCard,
  scheduleCard,
  scheduleFormCard,
  schedulesCard,
  overallCard,
  releaseCard,
  signOffCard,
  areaReplyCard,
  rollupCard,
  savedCard,
  updateChooseCard,
  updateFormCard,
  welcomeCard,
  type Built,
  type Sign,
} from '../../cards/index.js';

/** A token as long as the longest real one, different for each verb and place. */
export const sign: Sign = (verb, link) =>
  `k1.${Buffer.from([verb, link.plan, link.ref, String(link.rev)].join('|')).toString('base64url')}.`
    .padEnd(160, 'x')
    .slice(0, 160);

/** The same as long as most are: a plan id of ten characters, a ref of ten. */
const usual: Sign = (verb, link) => sign(verb, link).slice(0, 112);

/** Builds the card of a sample by the first words of its file's name. */
const BUILDERS: readonly (readonly [string, (view: unknown) => Built])[] = [
  ['guard', (view) => guardCard(view as GuardView, sign)],
  ['held', (view) => heldCard(view as HeldView, sign)],
  ['help', (view) => helpCard(view as HelpView, sign)],
  ['history', (view) => historyCard(view as HistoryView, sign)],
  ['which', (view) => whichCard(view as WhichView, sign)],
  ['away', (view) => awayCard(view as AwayView, sign)],
  ['deputy', (view) => deputyCard(view as DeputyView, sign)],
  ['whereabouts', (view) => whereaboutsCard(view as WhereaboutsView, sign)],
  ['behalf', (view) => behalfCard(view as BehalfFormView, sign)],
  ['approvals', (view) => approvalsCard(view as ApprovalsView, sign)],
  ['digest', (view) => digestCard(view as DigestView, usual)],
  ['update-choose', (view) => updateChooseCard(view as ChooseView, sign)],
  ['update-', (view) => updateFormCard(view as FormView, sign)],
  ['saved', (view) => savedCard(view as SavedView, sign)],
  ['on-track', (view) => onTrackCard(view as OnTrackView, sign)],
  ['my-milestones', (view) => myMilestonesCard(view as ListView, sign)],
  ['welcome', (view) => welcomeCard(view as WelcomeView, sign)],
  ['rollup', (view) => rollupCard(view as RollupView, usual)],
  ['area-reply', (view) => areaReplyCard(view as AreaReplyView)],
  ['more', (view) => moreCard(view as MoreView, sign)],
  ['defer', (view) => deferCard(view as DeferView, sign)],
  ['end', (view) => endCard(view as EndView, sign)],
  ['handover', (view) => handoverCard(view as HandoverView, sign)],
  ['ask', (view) => askCard(view as AskFormView, sign)],
  ['area-shown', (view) => areaShownCard(view as AreaShownView, sign)],
  ['milestone-shown', (view) => milestoneShownCard(view as MilestoneShownView, sign)],
  ['challenge-answer', (view) => challengeAnswerCard(view as ChallengeAnswerView)],
  ['challenge-form', (view) => challengeFormCard(view as ChallengeFormView, sign)],
  ['summary-notice', (view) => summaryNoticeCard(view as SummaryNoticeView, sign)],
  ['answer', (view) => answerCard(view as AnswerFormView, sign)],
  ['changed', (view) => changedCard(view as ChangedView, sign)],
  ['text-to-copy', (view) => textToCopyCard(view as Parameters<typeof textToCopyCard>[0])],
  ['note', (view) => noteCard(view as NoteView)],
  ['sign-off', (view) => signOffCard(view as SignOffView, sign)],
  ['release', (view) => releaseCard(view as ReleaseView, sign)],
  ['import-asks', (view) => importAsksCard(view as ImportAsksView, sign)],
  ['import-found', (view) => importFoundCard(view as ImportFoundView, sign)],
  ['import-doubts', (view) => importDoubtsCard(view as ImportDoubtsView, sign)],
  ['import-difference', (view) => importDifferenceCard(view as ImportDifferenceView, sign)],
  ['import-done', (view) => importDoneCard(view as ImportDoneView, sign)],
  ['measure', (view) => measureCard(view as MeasureFormView, sign)],
  ['people-links', (view) => linksCard(view as LinksView, sign)],
  ['people-roles', (view) => rolesCard(view as RolesView, sign)],
  ['people-role-form', (view) => roleFormCard(view as RoleFormView, sign)],
  ['people-form', (view) => personFormCard(view as PersonFormView, sign)],
  ['people', (view) => peopleCard(view as PeopleView, sign)],
  ['person', (view) => personCard(view as PersonCardView, sign)],
  ['leave', (view) => leaveCard(view as LeaveView, sign)],
  ['schedules', (view) => schedulesCard(view as SchedulesView, sign)],
  ['schedule-form', (view) => scheduleFormCard(view as ScheduleFormView, sign)],
  ['schedule-shown', (view) => scheduleCard(view as ScheduleShownView, sign)],
  ['calendar', (view) => calendarCard(view as CalendarView, sign)],
  ['board', (view) => boardCard(view as BoardFormView, sign)],
  ['closures', (view) => closuresCard(view as ClosuresView, sign)],
  ['policy-form', (view) => policyFormCard(view as PolicyFormView, sign)],
  ['policy', (view) => policyCard(view as PolicyView, sign)],
  ['overall', (view) => overallCard(view as OverallFormView, sign)],
  ['desk', (view) => deskCard(view as DeskView, sign)],
  ['notice', (view) => noticeCard(view as NoticeView, sign)],
];

const folder = new URL('../../cards/', import.meta.url);

/** Every sample in cards/ by name, built when it is asked for. */
export function builtSamples(): readonly { readonly name: string; readonly built: Built }[] {
  const names = readdirSync(folder).flatMap((file) => /^(.+)\.sample\.json$/.exec(file)?.[1] ?? []);
  const views = names.map((name) => ({
    name,
    get built() {
      return buildOf(name)(viewOf(name));
    },
  }));
  return views;
}

/** The view in `NAME.sample.json`. */
export function viewOf(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`${name}.sample.json`, folder), 'utf8'));
}

function buildOf(name: string): (view: unknown) => Built {
  const found = BUILDERS.find(([start]) => name.startsWith(start));
  if (found === undefined) throw new Error(`No builder for ${name}.sample.json`);
  return found[1];
}
