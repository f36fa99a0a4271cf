import { anyPolicy, anyPolicyForm } from './any-policy.js';
import fc from 'fast-check';
import type { ReleaseView, RollupView } from '../../bot/domain/views.js';
import {
  answerCard,
  approvalsCard,
  areaShownCard,
  askCard,
  challengeAnswerCard,
  milestoneShownCard,
  behalfCard,
  policyCard,
  policyFormCard,
  awayCard,
  changedCard,
  deferCard,
  endCard,
  handoverCard,
  moreCard,
  deputyCard,
  boardCard,
  calendarCard,
  scheduleCard,
  scheduleFormCard,
  schedulesCard,
  leaveCard,
  linksCard,
  peopleCard,
  personCard,
  personFormCard,
  roleFormCard,
  rolesCard,
  helpCard,
  historyCard,
  whereaboutsCard,
  whichCard,
  digestCard,
  myMilestonesCard,
  noticeCard,
  textToCopyCard,
  onTrackCard,
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
} from '../../cards/index.js';
import { anyApprovals } from './any-approvals.js';
import * as asked from './any-asked.js';
import * as leaders from './any-leaders.js';
import * as behalf from './any-behalf.js';
import { sign } from './samples.js';
import * as change from './any-change.js';
import { anyDoubts, anyHeld, guardOf, heldOf } from './any-held.js';
import * as desk from './any-desk.js';
import * as admin from './any-people.js';
import * as people from './people-views.js';
import * as views from './views.js';

/** What somebody may write to be more than words: none of it may become anything but words. */
export const HOSTILE = [
  '<at>Everyone</at> must see this',
  '<at id="0">Ann</at>',
  '[click here](https://evil.example/login)',
  '![seen](https://evil.example/pixel.png)',
  'https://evil.example and www.evil.example',
  'mailto:ann@evil.example <https://evil.example>',
  '# All is well',
  '- first point',
  '1. first point',
  '**bold** _thin_ ~~gone~~ `code`',
  '> said somebody',
  '${token} ${$root} ${json(link)} ${if(true, 1, 2)}',
  '@{utcNow()} {{DATE(2020-01-01T00:00:00Z, SHORT)}}',
  '$data $when $root $index',
  '"}],"version":"9.9"',
  '<img src=x onerror=alert(1)><script>1</script>',
  '&lt;b&gt; &#60;i&#62; &amp;',
  'safe\u202etxt.exe\u2066 \u200b\ufeff\u00ad end',
  'a\u0000b\u0007c\u001b[31mred\u001b[0m',
  'half \ud800 of a character \udfff',
  'tag\u{e0061}\u{e0062}ged vari\ufe0fation',
  'two\nlines\r\nand\u2028more',
  '\\*not escaped\\*',
  '__proto__',
] as const;

/** Nothing that anybody could see. */
export const INVISIBLE = [
  '\u200b\u202e\ufeff',
  '\u2066\u2069',
  '\u{e0041}\u{e007f}',
  '\ud800',
  ' \t\n ',
  '\u3164',
] as const;

/** Words of the code, which nobody types. */
const CLOSED = new Set(
  (
    'answer answered due text state deferral proposal other ' +
    'red amber green complete none update date evidence decision confidence dates new worsened still-red still-amber ' +
    'attention warning good accent default day period recurring meeting awaited ongoing month quarter year week season ' +
    'not-started in-progress delivered evidenced paused withdrawn superseded business-as-usual carried-over ' +
    'e-mail phone letter end handover accepted refused question nothing achieved not-achieved unanswered waiting answered any each window range 8:41am 9am'
  ).split(' '),
);
const NOT_TYPED = new Set([
  'form',
  'standing',
  'role',
  'id',
  'officer',
  'plan',
  'colour',
  'time',
  'ticks',
  'kind',
  'every',
  'unit',
  'field',
  'verb',
  'button',
  'saved',
  'place',
  'preset',
  'wanted',
  'part',
  'tooLong',
  'seal',
  'row',
]);

/** The same view with these words wherever somebody's words stand, and lists cut to two. */
function saying(view: unknown, words: string, key = ''): unknown {
  if (Array.isArray(view)) return view.slice(0, 2).map((one) => saying(one, words, key));
  if (typeof view === 'object' && view !== null) {
    return Object.fromEntries(Object.entries(view).map(([name, value]) => [name, saying(value, words, name)]));
  }
  if (typeof view !== 'string' || NOT_TYPED.has(key) || CLOSED.has(view) || /^\d{4}-\d\d-\d\d$/.test(view)) return view;
  return words;
}

export interface AnyCard {
  readonly name: string;
  /** Cards of views as they come, each as a function of what everybody says in it. */
  readonly samples: (count: number) => readonly ((words: string) => Built)[];
  /** Cards of views as they come, but that no two milestones share their ref. */
  readonly built: (count: number) => readonly Built[];
}

function anyCard<View>(name: string, any: fc.Arbitrary<View>, build: (view: View) => Built): AnyCard {
  const views = (count: number): readonly View[] => fc.sample(any, { numRuns: count, seed: 4 });
  return {
    name,
    samples: (count) => views(count).map((view) => (words) => build(saying(view, words) as View)),
    built: (count) => views(count).map((view) => build(numbered(view) as View)),
  };
}

/** The same view with another ref and name for each place that a button may name: "M 1", "M 2". */
function numbered(view: unknown): unknown {
  let last = 0;
  const next = (key: string, value: unknown): unknown =>
    key === 'ref' || key === 'name' ? `M ${String((last += 1))}` : value;
  return JSON.parse(JSON.stringify(view), next);
}

/** So short that nothing is left out for want of room, whatever its words. */
function roomy(view: RollupView): RollupView {
  const cut = (value: unknown): unknown => (Array.isArray(value) ? value.slice(0, 2) : value);
  const short = Object.fromEntries(Object.entries(view).map(([key, value]) => [key, cut(value)]));
  const sections = view.sections.slice(0, 2).map((one) => ({ ...one, rows: one.rows.slice(0, 1) }));
  return { ...(short as unknown as RollupView), sections };
}

function roomyDraft(view: ReleaseView): ReleaseView {
  return { ...view, draft: roomy(view.draft) };
}

/** Every card that holds anybody's words. */
export const ANY_CARD: readonly AnyCard[] = [
  anyCard('digest', views.digest, (view) => digestCard(view, sign)),
  anyCard('update-choose', views.choose, (view) => updateChooseCard(view, sign)),
  anyCard('update-form', views.form, (view) => updateFormCard(view, sign)),
  anyCard('saved', views.saved, (view) => savedCard(view, sign)),
  anyCard('on-track', views.onTrack, (view) => onTrackCard(view, sign)),
  anyCard('my-milestones', views.list, (view) => myMilestonesCard(view, sign)),
  anyCard('my-milestones, narrowed', people.narrowed, (view) => myMilestonesCard(view, sign)),
  anyCard('help', people.help, (view) => helpCard(view, sign)),
  anyCard('more', change.anyMore, (view) => moreCard(view, sign)),
  anyCard('defer', change.anyDefer, (view) => deferCard(view, sign)),
  anyCard('end', change.anyEnd, (view) => endCard(view, sign)),
  anyCard('handover', change.anyHandover, (view) => handoverCard(view, sign)),
  anyCard('answer', change.anyAnswer, (view) => answerCard(view, sign)),
  anyCard('changed', change.anyChanged, (view) => changedCard(view, sign)),
  anyCard('behalf', behalf.anyBehalf, (view) => behalfCard(view, sign)),
  anyCard('update-choose, for somebody', behalf.anyChoose, (view) => updateChooseCard(view, sign)),
  anyCard('update-form, for somebody', behalf.anyForm, (view) => updateFormCard(view, sign)),
  anyCard('saved, for somebody', behalf.anySaved, (view) => savedCard(view, sign)),
  anyCard('approvals', anyApprovals, (view) => approvalsCard(view, sign)),
  anyCard('sign-off', leaders.anySignOff, (view) => signOffCard(view, sign)),
  anyCard('release', leaders.anyRelease.map(roomyDraft), (view) => releaseCard(view, sign)),
  anyCard('overall', leaders.anyOverall, (view) => overallCard(view, sign)),
  anyCard('ask', asked.anyAsk, (view) => askCard(view, sign)),
  anyCard('challenge-answer', asked.anyAnswer, challengeAnswerCard),
  anyCard('area-shown', asked.anyAreaShown, (view) => areaShownCard(view, sign)),
  anyCard('milestone-shown', asked.anyMilestoneShown, (view) => milestoneShownCard(view, sign)),
  anyCard('schedules', desk.anySchedules, (view) => schedulesCard(view, sign)),
  anyCard('schedule-shown', desk.anySchedule, (view) => scheduleCard(view, sign)),
  anyCard('schedule-form', desk.anyScheduleForm, (view) => scheduleFormCard(view, sign)),
  anyCard('calendar', desk.anyCalendar, (view) => calendarCard(view, sign)),
  anyCard('board', desk.anyBoard, (view) => boardCard(view, sign)),
  anyCard('policy', anyPolicy, (view) => policyCard(view, sign)),
  anyCard('policy-form', anyPolicyForm, (view) => policyFormCard(view, sign)),
  anyCard('people', admin.anyPeople, (view) => peopleCard(view, sign)),
  anyCard('person', admin.anyPerson, (view) => personCard(view, sign)),
  anyCard('people-links', admin.anyLinks, (view) => linksCard(view, sign)),
  anyCard('people-roles', admin.anyRoles, (view) => rolesCard(view, sign)),
  anyCard('people-role-form', admin.anyRoleForm, (view) => roleFormCard(view, sign)),
  anyCard('people-form', admin.anyPersonForm, (view) => personFormCard(view, sign)),
  anyCard('leave', admin.anyLeave, (view) => leaveCard(view, sign)),
  anyCard('guard', anyDoubts, (view) => guardOf(view, sign)),
  anyCard('held', anyHeld, (view) => heldOf(view, sign)),
  anyCard('history', people.history, (view) => historyCard(view, sign)),
  anyCard('which', people.which, (view) => whichCard(view, sign)),
  anyCard('away', people.away, (view) => awayCard(view, sign)),
  anyCard('deputy', people.deputy, (view) => deputyCard(view, sign)),
  anyCard('whereabouts', people.whereabouts, (view) => whereaboutsCard(view, sign)),
  anyCard('welcome', views.welcome, (view) => welcomeCard(view, sign)),
  anyCard(
    'text-to-copy',
    fc.record({
      name: fc.string({ unit: 'binary', maxLength: 300 }),
      text: fc.string({ unit: 'binary', maxLength: 20_000 }),
    }),
    textToCopyCard,
  ),
  anyCard('notice', views.notice, (view) => noticeCard(view, sign)),
  anyCard('rollup', views.rollup.map(roomy), (view) => rollupCard(view, sign)),
  anyCard('area-reply', views.areaReply, (view) => areaReplyCard({ ...view, view: roomy(view.view) })),
];
