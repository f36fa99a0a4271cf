/** What admins see of a round of reminders before it runs: how many, who, what each is asked, who is passed over and why. */
import { askedShort } from '../domain/asked-short.js';
import { pageButtons, paged, pageWords } from '../domain/desk-pages.js';
import { plainLine, type DeskButton, type DeskLine, type DeskRow, type DeskView } from '../domain/desk-views.js';
import { inWords, timeInWords, type CivilDate } from '../domain/dates.js';
import { inList } from '../domain/lists.js';
import { passedWords } from '../domain/passed-words.js';
import type { OfficerId, PlanId } from '../domain/plan.js';
import { listingCounts, type AskedLine, type Passed } from '../domain/sweep-listing.js';
import { askInWords } from '../domain/rung-words.js';
import type { Foreseen } from './foresee.js';
import { aboutOf } from './listing-rows.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

const PEOPLE_A_PAGE = 8;
const LINES_A_PAGE = 12;
const BARE = { sections: [], rows: [], fields: [], typed: {}, error: null } as const;

/** The plan that it is narrowed to, null for all, and the title of each. */
export interface PreviewAbout {
  readonly plan: PlanId | null;
  readonly titleOf: (plan: PlanId) => string;
}

type Needs = Pick<Ports, 'calendar' | 'zone' | 'clock'>;

export function previewView(ports: Needs, foreseen: Foreseen, about: PreviewAbout, page: number): DeskView {
  const { day, listing, standing, directory } = foreseen;
  const { plan, titleOf } = about;
  const link = linkOf(day, plan);
  const people = paged(peopleOf(listing.asked), page, PEOPLE_A_PAGE);
  const rows = people.shown.map(([officer, lines]): DeskRow => {
    const name = directory.nameOf(officer);
    return {
      ...{ strong: name, rest: `: ${askedShort(lines, ports.calendar)}`, small: [] },
      trouble: lines.some(({ linked }) => linked) ? null : 'Not linked in Teams.',
      button: button('Show', 'preview-person', `What ${name} would be asked`, { ...link, ref: `${day} ${officer}` }),
    };
  });
  const now = { ...link, rev: 0 };
  const mayRun = day === todayOf(ports) && listing.asked.some(({ linked }) => linked);
  return {
    ...BARE,
    title: `Who would be asked on ${inWords(day)}`,
    intro: [
      ...(plan === null ? [] : [{ strong: `${titleOf(plan)}. `, rest: 'Other plans are left out.' }]),
      countsLine(foreseen, pageWords(people)),
      ...(people.shown.some(([, lines]) => !lines.some(({ linked }) => linked))
        ? [plainLine('Whoever is not linked to somebody in Teams gets no card. To link them, say “people matches”.')]
        : []),
      ...standing.rounds.map(({ schedule, at }) =>
        plainLine(`“${schedule}” ${at < ports.clock.now() ? 'ran' : 'runs'} at ${timeInWords(at, ports.zone)}.`),
      ),
      ...standing.waits.map(({ words }) => plainLine(words)),
    ],
    sections: passedSection(listing.passed),
    rows,
    buttons: [
      ...pageButtons(people, 'open-preview', link),
      ...(listing.passed.length + listing.escalated.length === 0
        ? []
        : [button('Who is passed over', 'preview-passed', 'Who is passed over, and why', now)]),
      ...(mayRun ? [button('Ask them now', 'run-round', 'Ask everybody who is listed now', now)] : []),
    ],
  };
}

function countsLine({ listing }: Foreseen, page: string): DeskLine {
  const { people, unlinked, passed, escalated } = listingCounts(listing);
  const about = new Set(listing.asked.map(({ plan, ref }) => `${plan} ${ref}`)).size;
  const parts = [
    `about ${String(about)}`,
    ...(unlinked === 0 ? [] : [`${String(unlinked)} more once they are linked`]),
    `${String(passed)} passed over`,
    ...(escalated === 0 ? [] : [`${String(escalated)} told further up`]),
  ];
  if (people === 0) {
    const later = unlinked === 0 ? '' : `${String(unlinked)} would be, once they are linked. `;
    return { strong: 'Nobody would be asked. ', rest: `${later}${String(passed)} passed over.${page}` };
  }
  return { strong: `${String(people)} ${people === 1 ? 'person' : 'people'} `, rest: `${parts.join(', ')}.${page}` };
}

/** Each reason with its count. */
function passedSection(passed: readonly Passed[]): DeskView['sections'] {
  const counts = new Map<Passed['reason'], number>();
  for (const { reason } of passed) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return [];
  const lines = [...counts].map(([reason, count]) => ({
    strong: `${String(count)} `,
    rest: passedWords(reason).short,
  }));
  return [{ heading: 'Passed over', lines }];
}

/** What one person would be asked, and what they would not. */
export function personView(ports: Needs, foreseen: Foreseen, about: PreviewAbout, officer: OfficerId): DeskView {
  const { day, listing, directory } = foreseen;
  const mine = listing.asked.filter((line) => line.officer === officer);
  const passed = listing.passed.filter((line) => line.officer === officer);
  const told = listing.escalated.filter(({ officers }) => officers.includes(officer));
  const sections = [
    { heading: 'Asked', lines: mine.map((line) => askedLine(line, about, ports)) },
    { heading: 'Not asked', lines: passed.map(passedLine) },
    {
      heading: 'Told further up',
      lines: told.map(({ ref, to }) => ({ strong: `${aboutOf(ref)} `, rest: `to ${directory.nameOf(to)}` })),
    },
  ].filter(({ lines }) => lines.length > 0);
  const shown = sections.map(({ heading, lines }) => ({ heading, lines: shortened(lines) }));
  return {
    ...BARE,
    title: `${directory.nameOf(officer)}, ${inWords(day)}`,
    intro: sections.length === 0 ? [plainLine('Nothing would be asked of them.')] : [],
    sections: shown,
    buttons: [backButton(day, about.plan)],
  };
}

function askedLine(line: AskedLine, { titleOf }: PreviewAbout, ports: Needs): DeskLine {
  const ref = aboutOf(line.ref);
  return { strong: `${ref === '' ? titleOf(line.plan) : ref}: `, rest: askInWords(line, ports.calendar) };
}

function passedLine({ ref, plan, reason }: Passed): DeskLine {
  const { because, change } = passedWords(reason);
  return { strong: `${aboutOf(ref) || plan}: `, rest: `${because} ${change}` };
}

function shortened(lines: readonly DeskLine[]): readonly DeskLine[] {
  const more = lines.length - LINES_A_PAGE * 2;
  return more <= 0 ? lines : [...lines.slice(0, LINES_A_PAGE * 2), plainLine(`and ${String(more)} more`)];
}

/** Everybody who is passed over, with the reason and what would change it; and who is told further up. */
export function passedView(foreseen: Foreseen, { plan }: PreviewAbout, page: number): DeskView {
  const { day, listing, directory } = foreseen;
  const { nameOf } = directory;
  const lines = paged(
    [
      ...listing.escalated.map(({ ref, to, officers }) => ({
        strong: `${aboutOf(ref)}: `,
        rest: `${nameOf(to)} is told that ${inList(officers.map(nameOf)) || 'nobody'} did not answer.`,
      })),
      ...togetherOf(listing.passed).map(({ officer, reason, refs }) => {
        const { because, change } = passedWords(reason);
        return {
          strong: `${officer === null ? 'Nobody' : nameOf(officer)}, ${inList(refs)}: `,
          rest: `${because} ${change}`,
        };
      }),
    ],
    page,
    LINES_A_PAGE,
  );
  return {
    ...BARE,
    title: `Passed over on ${inWords(day)}`,
    intro: [
      plainLine(`${lines.shown.length === 0 ? 'Nobody.' : 'Each with what would change it.'}${pageWords(lines)}`),
    ],
    sections: [{ heading: 'Why', lines: lines.shown }].filter(() => lines.shown.length > 0),
    buttons: [...pageButtons(lines, 'preview-passed', linkOf(day, plan)), backButton(day, plan)],
  };
}

/** Everything for which one person is passed over for one reason, together. */
function togetherOf(
  passed: readonly Passed[],
): readonly (Pick<Passed, 'officer' | 'reason'> & { readonly refs: readonly string[] })[] {
  const found = new Map<string, Pick<Passed, 'officer' | 'reason'> & { readonly refs: string[] }>();
  for (const { officer, reason, ref, plan } of passed) {
    const key = JSON.stringify([officer, reason]);
    const one = found.get(key) ?? { officer, reason, refs: [] };
    one.refs.push(aboutOf(ref) || plan);
    found.set(key, one);
  }
  return [...found.values()];
}

/** Above so many people: asked once more (the very number is on the button). */
export function confirmView(day: CivilDate, plan: PlanId | null, reach: number): DeskView {
  const link = { ...linkOf(day, plan), rev: reach };
  return {
    ...BARE,
    title: `Ask ${String(reach)} people now?`,
    intro: [
      plainLine(
        'So many are seldom asked at once. Their cards leave now, whatever the hour, and cannot be taken back.',
      ),
    ],
    buttons: [
      button(`Ask ${String(reach)} people`, 'run-round', `Ask ${String(reach)} people now`, link),
      backButton(day, plan),
    ],
  };
}

function peopleOf(asked: readonly AskedLine[]): readonly (readonly [OfficerId, readonly AskedLine[]])[] {
  const found = new Map<OfficerId, AskedLine[]>();
  for (const line of asked) found.set(line.officer, [...(found.get(line.officer) ?? []), line]);
  return [...found];
}

function linkOf(day: CivilDate, plan: PlanId | null): { readonly plan: string; readonly ref: string } {
  return { plan: plan ?? '', ref: day };
}

function backButton(day: CivilDate, plan: PlanId | null): DeskButton {
  return button('Back', 'open-preview', 'Back to who would be asked', { ...linkOf(day, plan), rev: 0 });
}

function button(
  title: string,
  verb: string,
  tooltip: string,
  { plan, ref, rev = 0 }: { readonly plan: string; readonly ref: string; readonly rev?: number },
): DeskButton {
  return { title, verb, tooltip, link: { plan, ref, rev } };
}
