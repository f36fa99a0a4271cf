/** What admins see of rounds of reminders that were: a list, and one with what became of each card. */
import { reasonInWords } from '../domain/asked-short.js';
import { pageButtons, paged, pageWords } from '../domain/desk-pages.js';
import { plainLine, type DeskLine, type DeskView } from '../domain/desk-views.js';
import { inWords, momentInWords } from '../domain/dates.js';
import { passedWords } from '../domain/passed-words.js';
import { listingCounts, type ListingCounts } from '../domain/sweep-listing.js';
import { readDirectory, type Directory } from './directory.js';
import { causeInWords, fateInWords, fatesOf, findKept, keptSweeps } from './kept-sweeps.js';
import { aboutOf } from './listing-rows.js';
import type { Ports } from './ports.js';

const ROUNDS_A_PAGE = 8;
const LINES_A_PAGE = 12;
const BARE = { sections: [], rows: [], fields: [], typed: {}, error: null } as const;

export async function roundsView(ports: Ports, page: number): Promise<DeskView> {
  const kept = paged(await keptSweeps(ports), page, ROUNDS_A_PAGE);
  const { nameOf } = await readDirectory(ports.people);
  const none = 'None is kept: nobody was asked in the last 90 days.';
  return {
    ...BARE,
    title: 'Rounds of reminders',
    intro: [plainLine(kept.shown.length === 0 ? none : `The newest first.${pageWords(kept)}`)],
    rows: kept.shown.map((one) => ({
      ...{ strong: momentInWords(one.at, ports.zone), rest: `, ${causeInWords(one, nameOf)}` },
      small: [countsShort(one.counts)],
      trouble: null,
      button: {
        title: 'Show',
        verb: 'open-round',
        tooltip: `Show the round of ${momentInWords(one.at, ports.zone)}`,
        link: { plan: '', ref: one.id, rev: 0 },
      },
    })),
    buttons: pageButtons(kept, 'open-rounds', { plan: '', ref: '' }),
  };
}

/** "40 people asked, 12 passed over, 2 told further up". */
export function countsShort({ people, unlinked, passed, escalated }: ListingCounts): string {
  return [
    `${String(people)} ${people === 1 ? 'person' : 'people'} asked`,
    ...(unlinked === 0 ? [] : [`${String(unlinked)} not linked`]),
    `${String(passed)} passed over`,
    ...(escalated === 0 ? [] : [`${String(escalated)} told further up`]),
  ].join(', ');
}

/** Null when none is called so any more. */
export async function roundView(ports: Ports, id: string, page: number): Promise<DeskView | null> {
  const record = await findKept(ports, id);
  if (record === null) return null;
  const directory = await readDirectory(ports.people);
  const all = await linesOf(ports, record, directory);
  const lines = paged(all, page, LINES_A_PAGE);
  return {
    ...BARE,
    title: `Reminders of ${inWords(record.day)}`,
    intro: [
      {
        strong: `${countsShort(listingCounts(record))}. `,
        rest: `Done at ${momentInWords(record.at, ports.zone)}, ${causeInWords(record, directory.nameOf)}.`,
      },
      ...(record.failed.length === 0
        ? []
        : [plainLine(`${String(record.failed.length)} could not be planned at first.`)]),
    ],
    sections: [{ heading: `What became of it.${pageWords(lines)}`, lines: lines.shown }].filter(() => all.length > 0),
    buttons: [
      ...pageButtons(lines, 'open-round', { plan: '', ref: id }),
      { title: 'All rounds', verb: 'open-rounds', tooltip: 'All rounds', link: { plan: '', ref: '', rev: 0 } },
    ],
  };
}

async function linesOf(
  ports: Ports,
  record: NonNullable<Awaited<ReturnType<typeof findKept>>>,
  directory: Directory,
): Promise<readonly DeskLine[]> {
  const { nameOf } = directory;
  const fates = await fatesOf(ports, record, directory);
  const around = { zone: ports.zone, now: ports.clock.now() };
  return [
    ...record.asked.map((line) => ({
      strong: `${nameOf(line.officer)}, ${reasonInWords(line, ports.calendar)} ${aboutOf(line.ref) || line.plan}: `,
      rest: fateInWords(fates(line), around),
    })),
    ...record.escalated.map(({ ref, to }) => ({ strong: `${aboutOf(ref)}: `, rest: `told to ${nameOf(to)}.` })),
    ...record.passed.map(({ officer, plan, ref, reason }) => ({
      strong: `${officer === null ? 'Nobody' : nameOf(officer)}, ${aboutOf(ref) || plan}: `,
      rest: `not asked. ${passedWords(reason).because}`,
    })),
  ];
}
