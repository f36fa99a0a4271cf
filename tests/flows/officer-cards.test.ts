/** What the cards of officers say of each other, of decisions and of what stands in the way: from the sweep to the words. */
import { beforeEach, describe, expect, it } from 'vitest';
import { digestCard } from '../../cards/index.js';
import { civilDateAt } from '../../bot/domain/dates.js';
import type { DigestView } from '../../bot/domain/views.js';
import { digestContent } from '../../bot/flows/digest-content.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { drain } from '../../bot/flows/drain.js';
import { enrol } from '../../bot/flows/enrol.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { sweep } from '../../bot/flows/sweep.js';
import { ofType, wordsOf, type Part } from '../cards/shape.js';
import { sign } from '../cards/samples.js';
import { d } from '../support/builders.js';
import { terminal, type Terminal } from '../support/command-line.js';
import { createWorld, linkAll, loadPlan, PLAN, ZONE, type RowWish, type World } from '../support/world.js';

const ABOUT = ['--plan', PLAN] as const;
let world: World;
let type: Terminal;
let ids: Record<string, string>;

/** Loaded on a day long before, so that what is due escalates as it should. */
async function begin(rows: readonly RowWish[], today = '2026-11-18'): Promise<void> {
  world = createWorld('2026-09-01T08:00:00Z');
  type = terminal(world);
  const names = [...new Set(rows.flatMap(({ leads }) => leads))];
  await loadPlan(world.ports, rows, d('2026-09-01'));
  await enrol(world.ports, ['Priya Raman', 'Ola Olsen']);
  ids = await linkAll(world.ports, [...names, 'Priya Raman', 'Ola Olsen']);
  await run('heads', 'set', ...ABOUT, '--area', 'A', '--to', 'Priya Raman');
  await run('heads', 'owner', ...ABOUT, '--to', 'Ola Olsen');
  await day(today);
}

async function run(...words: readonly string[]): Promise<void> {
  const { exit, lines } = await type(...words);
  if (exit !== 0) throw new Error(`${words.join(' ')}: ${lines.join(' ')}`);
}

/** Nine in the morning of a day, and its sweep: whom it wrote to. */
async function day(date: string): Promise<readonly string[]> {
  world.clock.set(`${date}T09:00:00Z`);
  const { ports } = world;
  const today = civilDateAt(ports.clock.now(), ZONE);
  const { digests } = await sweep(ports, { slot: ports.clock.now(), today, atOnce: true });
  await drain(ports);
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return digests.map(({ officer }) => nameOf.get(officer) ?? officer).sort();
}

/** The newest card of somebody as it would be built now: its view, and every line on it. */
async function cardOf(name: string): Promise<{ view: DigestView; lines: string; buttons: readonly string[] }> {
  const { ports } = world;
  const { digests } = await ports.ledger.read(ids[name]!);
  const newest = [...digests].sort((a, b) => (a.value.slot < b.value.slot ? 1 : -1))[0];
  if (newest === undefined) throw new Error(`${name} has no card`);
  const { view } = await digestContent(ports, await readDirectory(ports.people), newest.value);
  const { card } = digestCard(view, sign);
  const lines = ofType(card, 'RichTextBlock').map(({ inlines }) =>
    (inlines as (string | Part)[]).map((run) => (typeof run === 'string' ? run : String(run.text))).join(''),
  );
  const buttons = ofType(card, 'Action.Execute').map(({ title }) => String(title));
  return { view, lines: [...lines, ...wordsOf(card)].join('\n'), buttons };
}

const update = (ref: string, by: string, ...words: string[]) => run('update', ref, ...ABOUT, '--by', by, ...words);

describe('several leads (H28)', () => {
  beforeEach(() => begin([{ ref: 'YOT 2.1', due: '2026-11-18', leads: ['Ann', 'Ben', 'Cat'] }]));

  it('one answer settles it; the cards of the others say who answered and when, and nobody is asked again', async () => {
    await update('YOT 2.1', 'Ann', '--rating', 'green', '--note', 'Done this week');
    const { view, lines } = await cardOf('Ben');
    expect(view.yours).toEqual([]);
    expect(lines).toContain('YOT 2.1 ●\u00a0Green. Ann answered on Wednesday 18 November 2026.');
    expect(await day('2026-11-19')).toEqual([]);
  });

  it('differing answers are both kept, and both stand on the next card of the third', async () => {
    await update('YOT 2.1', 'Ann', '--rating', 'green', '--note', 'Done this week');
    world.clock.advance(60_000);
    await update('YOT 2.1', 'Ben', '--rating', 'amber', '--cause', 'The police', '--recovery', '2026-11-27');
    expect(await day('2026-11-30')).toEqual(['Ann', 'Ben', 'Cat']);
    const { lines } = await cardOf('Cat');
    expect(lines).toContain('▲\u00a0Amber');
    expect(lines).toContain('Ann said ●\u00a0Green on Wednesday 18 November 2026.');
    expect(lines).toContain('On Wednesday 18 November 2026 Ben gave the date Friday 27 November 2026.');
  });
});

describe('an escalation (RULES 1, H31)', () => {
  it('is announced with its day and whom it goes to; afterwards the lead reads who was told, and when', async () => {
    await begin([{ ref: 'YOT 1.1', due: '2026-11-06', leads: ['Ann'] }], '2026-11-13');
    expect((await cardOf('Ann')).lines).toContain(
      'Escalates on Friday 20 November 2026 to Priya Raman, head of service.',
    );
    expect(await day('2026-11-20')).toEqual(['Ann', 'Priya Raman']);
    const { view, lines } = await cardOf('Ann');
    expect(view.yours[0]?.escalation).toEqual({
      on: '2026-11-20',
      to: 'Priya Raman',
      as: 'head of service',
      done: true,
    });
    expect(lines).toContain('Priya Raman, head of service, was told on Friday 20 November 2026.');
    expect((await cardOf('Priya Raman')).lines).toContain('Escalated to you: 1');
  });

  it('is not said to have been told while that card has not left', async () => {
    await begin([{ ref: 'YOT 1.1', due: '2026-11-06', leads: ['Ann'] }], '2026-11-13');
    const { answering } = world;
    const doubt = { kind: 'in-doubt', reason: 'no answer' } as const;
    world.answering = (attempt) => (attempt.conversation.includes('Priya') ? doubt : answering(attempt));
    await day('2026-11-20');
    expect((await cardOf('Ann')).view.yours[0]?.escalation).toBeNull();
  });
});

describe('what is handed over (H32)', () => {
  beforeEach(async () => {
    await begin([
      { ref: 'FD 1.1', due: '2026-11-11', leads: ['Ann'] },
      { ref: 'FD 1.2', due: '2027-03-31', leads: ['Ben'] },
    ]);
    await run('hand-over', 'FD 1.1', ...ABOUT, '--by', 'Ann', '--to', 'Ben');
    await day('2026-11-19');
    await run('approvals', 'accept', 'FD 1.1', ...ABOUT, '--by', 'Priya Raman');
  });

  it('the new lead has one card that says so and what is due next; the old lead has none, and an empty list', async () => {
    // Who proposed it hears that it was agreed.
    expect(await day('2026-11-20')).toEqual(['Ann', 'Ben']);
    const { view, lines } = await cardOf('Ben');
    expect([view.yours, view.told?.map(({ link }) => link.ref)]).toEqual([[], ['FD 1.1']]);
    expect(lines).toContain('Handed over to you from Ann. Priya Raman decided on Thursday 19 November 2026.');
    expect(lines).toContain(
      'Due Wednesday 11 November 2026, 7 working days overdue. You are asked about it on Wednesday 25 November 2026.',
    );
    expect((await cardOf('Ann')).view.yours).toEqual([]);
  });

  it('is asked of the new lead from the next stage on, and not twice', async () => {
    await day('2026-11-20');
    expect(await day('2026-11-23')).toEqual([]);
    // Nothing escalates until ten working days after the handover.
    expect(await day('2026-11-25')).toEqual(['Ben']);
    expect((await cardOf('Ben')).view.yours.map(({ link }) => link.ref)).toEqual(['FD 1.1']);
  });

  it('moves on the card that the old lead has in hand', async () => {
    const before = world.posted.length;
    await refreshCards(world.ports, { plan: PLAN, ref: 'FD 1.1' });
    world.clock.advance(60_000);
    await drain(world.ports);
    const changed = world.posted.slice(before).filter(({ act }) => act === 'update');
    const rows = changed.flatMap(({ message }) => (message?.kind === 'digest' ? message.view.yours : []));
    expect([changed.length > 0, rows]).toEqual([true, []]);
  });
});

describe('a question about what waits', () => {
  beforeEach(async () => {
    await begin([{ ref: 'EH 2.2', due: '2026-11-25', leads: ['Ann'] }]);
    await run(
      'propose',
      'EH 2.2',
      ...ABOUT,
      '--by',
      'Ann',
      '--date',
      '2027-01-29',
      '--reason',
      'Two partners are late',
    );
    await day('2026-11-19');
  });

  it('comes to who proposed it with a button to answer; who decides reads that it has no answer yet, and Decide', async () => {
    await run('approvals', 'ask', 'EH 2.2', ...ABOUT, '--by', 'Priya Raman', '--question', 'Which partners?');
    expect(await day('2026-11-20')).toEqual(['Ann']);
    const { view, lines, buttons } = await cardOf('Ann');
    expect(view.yours.map(({ wanted }) => wanted)).toEqual(['answer']);
    expect(lines).toContain('Priya Raman asked on Thursday 19 November 2026: “Which partners?”');
    expect(buttons).toEqual(['Answer', 'I am away', 'Help']);
    const head = await cardOf('Priya Raman');
    expect(head.lines).toContain('You asked on Thursday 19 November 2026: “Which partners?” It has no answer yet.');
    expect(head.buttons).toEqual(['Decide', 'I am away', 'Help']);
  });

  it('decided, the lead is told what, by whom and what follows; a refusal is not said twice', async () => {
    await run('approvals', 'refuse', 'EH 2.2', ...ABOUT, '--by', 'Priya Raman', '--reason', 'It was promised');
    expect(await day('2026-11-20')).toEqual(['Ann']);
    const { lines } = await cardOf('Ann');
    expect(lines).toContain(
      'Not accepted: Friday 29 January 2027. Priya Raman decided on Thursday 19 November 2026: “It was promised”. The date stays Wednesday 25 November 2026.',
    );
    expect(lines).not.toContain('Please look at this');
  });
});

describe('an update that somebody entered', () => {
  it('is told to whose it is, with where it came from and the way to correct it; corrected, it is told no more', async () => {
    await begin([{ ref: 'CL 1.1', due: '2026-11-18', leads: ['Ann'] }]);
    const from = ['--from-source', 'e-mail', '--from-date', '2026-11-17', '--as', 'Priya Raman'];
    await update('CL 1.1', 'Ann', '--rating', 'amber', '--cause', 'One room', '--recovery', '2026-12-11', ...from);
    expect(await day('2026-11-19')).toEqual(['Ann']);
    const { view, lines, buttons } = await cardOf('Ann');
    expect([view.yours.length, view.told?.length]).toEqual([0, 1]);
    expect(lines).toContain(
      'Entered for you by Priya Raman, from e-mail of Tuesday 17 November 2026: ▲\u00a0Amber, “One room”. If anything is wrong, press Update.',
    );
    expect(buttons).toContain('Update');
    await update('CL 1.1', 'Ann', '--rating', 'green', '--note', 'The room is found');
    expect((await cardOf('Ann')).view.told).toEqual([]);
  });
});

describe('evidence that is to be confirmed', () => {
  it('is asked of who confirms it, not of the lead; refused, the lead is told, and asked for it on its new day', async () => {
    await begin([{ ref: 'SP 1.1', due: '2026-11-18', leads: ['Ann'] }]);
    await update(
      'SP 1.1',
      'Ann',
      '--rating',
      'complete',
      '--done-on',
      '2026-11-18',
      '--evidence',
      'Minutes of the board',
    );
    expect(await day('2026-11-19')).toEqual(['Priya Raman']);
    expect((await cardOf('Priya Raman')).lines).toContain('Ann gave evidence for you to confirm');
    await run('approvals', 'refuse', 'SP 1.1', ...ABOUT, '--by', 'Priya Raman', '--reason', 'The wrong month');
    expect(await day('2026-11-20')).toEqual(['Ann']);
    expect((await cardOf('Ann')).lines).toContain('Please show other evidence by Thursday 3 December 2026.');
    expect(await day('2026-12-02')).toEqual([]);
    expect(await day('2026-12-03')).toEqual(['Ann']);
    expect((await cardOf('Ann')).view.yours.map(({ wanted }) => wanted)).toEqual(['evidence']);
  });
});

describe('what holds several up (H48, H49)', () => {
  it('is told once on the card with all it holds up, and each row names it in a word', async () => {
    await begin([
      { ref: 'WFD 3.1', due: '2027-03-31', leads: ['Ben'] },
      { ref: 'WFD 3.2', due: '2026-11-25', leads: ['Ann'] },
      { ref: 'WFD 3.4', due: '2026-11-25', leads: ['Ann'] },
    ]);
    const waits = ['--waits-on', 'WFD 3.1', '--rating', 'green', '--note', 'Going well'];
    await update('WFD 3.2', 'Ann', ...waits);
    await update('WFD 3.4', 'Ann', ...waits);
    await day('2026-11-25');
    const { view, lines } = await cardOf('Ann');
    expect(view.blockers?.map(({ holds }) => holds)).toEqual([['WFD 3.2', 'WFD 3.4']]);
    expect(lines).toContain(
      'WFD 3.1 is due on Wednesday 31 March 2027, later than what waits for it: WFD 3.2, WFD 3.4.',
    );
    expect(lines).toContain('The dates say ▲\u00a0Amber: it waits for WFD 3.1.');
    expect(lines).not.toContain('which it waits for');
  });
});

describe('the first card of all', () => {
  it('says who asked for it, what is kept and who sees it, also when it is rebuilt; the next one does not', async () => {
    await begin([{ ref: 'PM 1.1', due: '2026-11-18', leads: ['Ann'] }]);
    const { lines } = await cardOf('Ann');
    expect(lines).toContain('Ola Olsen asked for this');
    expect(lines).toContain('What you answer is kept with your name and the day');
    expect(await day('2026-11-19')).toEqual(['Ann']);
    expect((await cardOf('Ann')).lines).not.toContain('asked for this');
  });
});
