import { reading } from '../../support/channels.js';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { raise } from '../../../bot/flows/attention.js';
import { DRAIN_LIMITS, drain } from '../../../bot/flows/drain.js';
import { deliverRollup } from '../../../bot/flows/post-rollup.js';
import { at, fileOf, terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { keysIn, unevenLists } from '../../support/json-keys.js';
import { chatFor, createWorld, linkAll, type World } from '../../support/world.js';

const KEY = `Word,Letter,Shape,Colour,Meaning,Counts as
Red,R,◆,red,at risk,red
Amber,A,▲,amber,some risk,amber
Green,G,●,green,on target,green
Complete,C,✓,blue,done,complete
Measured later,M,◌,grey,cannot be measured yet,
`;

/** At least one of everything, so that no list is empty for good and nothing is null that can be there. */
const PLAN = `Ref,Area,Objective,Milestone,Due,Leads,RAG,Progress
FD 1.1,Front door,Thresholds,Agree the threshold document,16 November 2026,Ada Quill; Bo Marsh,Amber,Drafted
FD 1.2,Front door,Thresholds,Brief every school,18 November 2026,Ada Quill,Green,
FD 1.3,Front door,Thresholds,Audit the referrals,TBC,Bo Marsh,Measured later,
FD 1.4,Front door,Thresholds,Publish the findings - COMPLETED,31 March 2027,,,Published in June
FD 1.5,Front door,Thresholds,Take it to the board,Scrutiny Panel in December 2026,Ada Quill,Green,
FD 1.6,Front door,Thresholds,Report every quarter,Every quarter until 31 March 2027,Ada Quill,,
FD 1.7,Front door,Thresholds,Ask the partners,Partnership Board in January 2027,Ada Quill,,
EH 1.1,Early help,Family hubs,Open the hub,1 December 2026,Heads of Service,Red,
EH 1.2,Early help,Family hubs,Agree the lease,17 November 2026,Bo Marsh,Green,
EH 1.3,Early help,Family hubs,Close the old hall,1 December 2026,,,
EH 1.4,Early help,Family hubs,Sell the minibus,1 December 2026,Bo Marsh,,
,,,,,,,A row that is none
`;

let world: World;
let type: Terminal;
let imported: Typed;
/** A dry run when everybody had been asked already. */
let again: Typed;

beforeAll(async () => {
  world = createWorld();
  type = terminal(world);
  const key = fileOf('key.csv', KEY);
  imported = await type('import', fileOf('plan.csv', PLAN), '--plan', 'front', '--key', key);
  await linkAll(world.ports, ['Ada Quill', 'Bo Marsh']);
  const by = (officer: string) => ['--plan', 'front', '--by', officer];
  const chat = chatFor('leaders');
  const channel = { id: 'leaders', name: null, team: null, chat, ...reading('front'), registeredBy: null };
  await world.ports.channels.put({ ...channel, registeredAt: world.clock.now() }, null);
  await done(type('heads', 'set', '--plan', 'front', '--area', 'EH', '--to', 'Ada Quill'));
  await done(type('heads', 'owner', '--plan', 'front', '--to', 'Bo Marsh'));
  await done(type('officers', 'group', 'Heads of Service', '--members', 'Ada Quill; Bo Marsh', '--rule', 'each'));
  await done(type('rollup', '--plan', 'front', '--post'));
  await hear();
  world.clock.set('2026-11-19T10:00:00Z');
  await done(type('sweep'));
  await drain(world.ports, DRAIN_LIMITS);
  again = await type('sweep', '--dry-run');
  await done(type('calendar', 'board', 'Scrutiny Panel', '--dates', '2026-12-08', '--alias', 'Panel'));
  await done(type('calendar', 'closure', '2026-12-29'));
  await done(type('schedules', 'add', 'mornings', '--kind', 'sweep', '--cron', '30 8 * * 1-5'));
  await done(type('defer', 'FD 1.5', ...by('Ada Quill'), '--until', '2026-12-18', '--reason', 'Half term comes first'));
  await done(type('update', 'FD 1.1', ...by('Ada Quill'), '--rating', 'red', ...trouble));
  await done(type('update', 'FD 1.1', ...by('Bo Marsh'), '--rating', 'green', '--note', 'Agreed by all'));
  await done(type('policy', '--plan', 'front', '--bodies', 'Eclipse; Health trust'));
  const around = ['--same-as', 'FD 1.1', '--waits-on', 'eclipse', '--evidence-link', 'https://council.example/a'];
  await done(type('update', 'FD 1.2', ...by('Ada Quill'), '--rating', 'red', ...trouble.slice(2), ...around));
  const proposal = ['--date', '2026-12-18', '--reason', 'The landlord has not signed'];
  await done(type('propose', 'EH 1.2', ...by('Bo Marsh'), ...proposal));
  await done(type('approvals', 'accept', 'EH 1.2', ...by('Ada Quill'), '--reason', 'Agreed with the landlord'));
  await done(type('propose', 'EH 1.2', ...by('Bo Marsh'), '--state', 'withdrawn', '--reason', 'No lease is needed'));
  await done(type('propose', 'EH 1.4', ...by('Bo Marsh'), '--state', 'withdrawn', '--reason', 'It was stolen'));
  await done(type('approvals', 'accept', 'EH 1.4', ...by('Ada Quill'), '--reason', 'So it was'));
});

const trouble = ['--cause', 'Half term', '--remedy', 'Brief them after it', '--recovery', '2027-01-29'];

/** A line that prepares something must be accepted. */
async function done(typed: Promise<Typed>): Promise<void> {
  const { exit, lines } = await typed;
  if (exit !== 0) throw new Error(lines.join('\n'));
}

async function hear(): Promise<void> {
  for (let rung = world.bells.take(); rung !== null; rung = world.bells.take()) {
    if (rung.queue === 'rollup') await deliverRollup(world.ports, rung.message);
  }
}

function keysOf({ json }: Typed): string {
  expect(unevenLists(json)).toEqual([]);
  return keysIn(json);
}

/** On one line, in the order of the alphabet, as `keysIn` has it. */
const keys = (text: string): string =>
  text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/([[{]) | (?=[\]}])/g, '$1');

/**
 * What outside programs rely on (DESIGN 6): a key may be added here, and none may ever go. Every key is always there;
 * what there is none of is null, or an empty list.
 */
describe('the keys of', () => {
  it('import', () => {
    expect(keysOf(imported)).toBe(
      keys(`
        asAt board columns[{also example field heading}] counts{areas leads milestones objectives}
        decisions[{assumed cell choices[{id label typed}] code id kind place question ref row}] kind levels{area
        milestone objective} plan rejected[{cell cells[] message row}]
        suggestions[{because query ref state}] warnings[{cell code field message place ref row}]
      `),
    );
  });
  it('plans', async () => {
    expect(keysOf(await type('plans'))).toBe('asAt plans[{closed id importedOn kind milestones preset title}]');
  });
  it('milestones', async () => {
    expect(keysOf(await type('milestones', '--plan', 'front'))).toBe(
      keys(`
        asAt milestones[{answers[{grade id name on rating}] approved area baseline check{because rating}
        closure{approvedBy{id name} on proposedBy{id name} reason replacedBy[] state where} deferral{by{id
        name} on reason until} deliveredOn due{board cadence date daysBefore kind meetingOn period{from to} text until
        yearInferred} evidence evidenceDue evidenceLink forecast lastUpdate{at by confirmedOnly grade note rating
        sameAs{ref rev}} leads[{id
        name}] marking moves[{approvedBy{id name} from on reason to was where}] objective outcome overdueDays
        pause proposal{because by{id name} date evidence from handover id on questions[] reason replacedBy[] state} queries[] rating ratingLabel ref
        sameAs settledThrough state tags[] text waitsFor[] waitsOn{kind name ref}}]
      `),
    );
  });
  it('update', async () => {
    const words = ['--plan', 'front', '--by', 'Ada Quill', '--rating', 'green', '--note', 'Agreed by all'];
    expect(keysOf(await type('update', 'FD 1.6', ...words))).toBe(
      'asAt check{because rating} held[] rating ratingLabel ref rev',
    );
  });
  it('sweep', async () => {
    expect(keysOf(await type('sweep', '--dry-run', '--as-at', '2026-12-18'))).toBe(
      keys(`
        asAt digests[{items[{anchor because dueOn plan ref stage}] officer officerId to}] dryRun
        escalations[{officers[] plan ref to toId}] failed[] rounds[{at schedule}]
        skipped[{officer plan reason ref}] waits[] withoutLead[{asked[{id name}] plan ref}]
      `),
    );
    expect(keysIn({ skipped: again.json.skipped })).toBe('skipped[{officer plan reason ref}]');
  });
  it('rollup', async () => {
    expect(keysOf(await type('rollup', '--plan', 'front', '--as-at', '2026-12-10'))).toBe(
      keys(`
        area areas[{before{amber closed complete green none red total}
        code counts{amber closed complete green none red total} grades[{count word}] title}] asAt
        awaitingEvidence[] before{amber closed complete green none red total}
        changes{added[] closed[] completed[] gone[] improved[] moved[] reopened[] worsened[]}
        confirmedOnly[] counts{amber closed complete green none red total} deferred[{reason ref until}]
        differing[{answers[] ref}] disagreements[{because check declared declaredLabel ref}]
        dueNext{due[{on ref}] until window} evidenced[]
        exceptions[{accountable because cause forecast help kind notUpdatedSince overdueDays rating ratingLabel recovery
        ref remedy was}] grades[{count id refs[] word}] groups[{answered of ref}]
        moved[{approvedBy from reason ref times to where}] movedEver{by[{ref slip times}] milestones moves slip}
        noUpdate[{area refs[]}] ongoing[] outcomeNotAchieved[] overdue[] passed[] paused[] plan posted preset
        proposals[{date evidence handover on reason ref state}] refs{amber[] closed[] complete[] green[] none[] red[]}
        silent[{area refs[]}] since tag unchangedGreen[] withheld withoutDate[] withoutLead[]
      `),
    );
  });
  it('why', async () => {
    expect(keysOf(await type('why', 'FD 1.2', 'Ada Quill', '--plan', 'front', '--as-at', '2026-12-18'))).toBe(
      keys(`
        asAt asked[{anchor at delivery slot step}] because[] next officer officerId owed[{anchor on step}]
        plan ref stages[{anchor answeredOn became on step wasOn}] standing
      `),
    );
    expect(keysOf(await type('why', 'FD 1.2', '--plan', 'front', '--as-at', '2026-12-18'))).toBe(
      keys(`
        asAt people[{asked[{anchor at delivery slot step}] because[] next officer officerId owed[{anchor on
        step}] stages[{anchor answeredOn became on step wasOn}] standing}] plan ref
      `),
    );
  });
  it('calendar', async () => {
    expect(keysOf(await type('calendar'))).toBe(
      keys(`
        asAt boards[{aliases[] meetings[{called on}] name publishes removed}] closures[] unmatched[{board known plan
        ref text}]
      `),
    );
    expect(keysOf(await type('calendar', 'board', 'Panel', '--dates', '2026-12-12; 2027-01-12'))).toBe(
      keys(`
        asAt board{aliases[] meetings[{called on}] name publishes removed} milestones[{from plan ref to}] notes[]
      `),
    );
    expect(keysOf(await type('calendar', 'closure', '2026-12-30'))).toBe('asAt closures[] days[]');
    const rows = 'Board,Date\nPartnership Board,12 January 2027\nClosure,31 December 2026\nScrutiny,soon';
    expect(keysOf(await type('calendar', 'import', fileOf('c.csv', rows)))).toBe(
      keys(`
        asAt boards[{aliases[] meetings[{called on}] name publishes removed}] closures[] milestones[{from plan ref
        to}] rejected[{cell message row}]
      `),
    );
  });
  it('schedules, officers, heads, policy, approvals, history and doctor', async () => {
    expect(keysOf(await type('schedules'))).toBe(
      keys(`
        asAt schedules[{area channel cron id kind next[] nextInWords[] paused pausedUntil plan plans refusedSince tag trouble what when}] unreadable[]
      `),
    );
    expect(keysOf(await type('officers'))).toBe(
      keys(`
        asAt former[] officers[{aliases[] awayUntil deputy entraId group{members[{id name}] rule} hasChat id met name
        outside roles[] supporters[] unreachable}]
      `),
    );
    expect(keysOf(await type('heads', 'list', '--plan', 'front'))).toBe(
      'areas[{code heads[{id name}] title}] asAt owner plan',
    );
    expect(keysOf(await type('policy', '--plan', 'front'))).toBe(
      keys(`
        asAt avoid[] bodies[] key[{colour definition id letter rating shape word}] naming plan preset release
        rules{escalationFrom greenLapsesAfter movesForAmber quietAfterAnswer redAfter silentAfter stagesAfter[]
        stagesBefore[] stagesRepeat} smallNumber yearStarts
      `),
    );
    expect(keysOf(await type('approvals'))).toBe(
      keys(`
        approvals[{approvers[{id name}] because by{id name} date evidence from handover id on plan questions[] reason ref replacedBy[] rev since
        state text waitingDays}] asAt
      `),
    );
    expect(keysOf(await type('history', 'EH 1.4', '--plan', 'front'))).toBe(
      keys(`
        approved asAt baseline closure{approvedBy{id name} on proposedBy{id name} reason replacedBy[] state
        where} deferral history[{at by{id name} changes[{kind words}] on onBehalf recordedAt rev why}] moves[] plan
        proposal ref state text
      `),
    );
    expect(keysOf(await type('erase', 'Ada Quill', '--dry-run'))).toBe(
      keys(`
        asAt before deputyFor[] dryRun groups[] heads[{alone area plan}] leads[{plan ref}] officerId owns[]
        printed[{plan ref}] rows{audit diary plans[{plan rows}] rollups sending} textsLeft
      `),
    );
    const { json } = await type('person', 'Ada Quill');
    expect(Object.keys(json).sort().join(' ')).toBe(
      'accountable asAt asked attention audit cards channels deputyFor drafts entered leads memberOf officer rounds said supporterFor',
    );
    expect(
      Object.keys(json.officer as object)
        .sort()
        .join(' '),
    ).toBe(
      'aliases awayUntil chat deputy email entraId erased firstDeliveredOn formerIds group id met metAt name notThem outside past roles supporters team unreachable welcomed',
    );
    expect(keysOf(await type('doctor'))).toBe('asAt error{code message} findings[{check level message}] well');
  });
});

describe('the keys of what waits for a person', () => {
  const SENDING = keys(`
    asAt by byName notBefore oldest{officer officerId since} reason sendingNow since stopped summaries waiting
  `);
  let waiting: World;
  let say: Terminal;

  beforeAll(async () => {
    waiting = createWorld();
    say = terminal(waiting);
    const rows = ['A 1,A,O,Open it,18 November 2026,Ada Quill', 'A 2,A,O,Close it,18 November 2026,Bo Marsh'];
    const file = fileOf('two.csv', ['Ref,Area,Objective,Milestone,Due,Leads', ...rows].join('\n'));
    await done(say('import', file, '--plan', 'two'));
    await linkAll(waiting.ports, ['Ada Quill', 'Bo Marsh']);
    waiting.answering = () => ({ kind: 'unreachable', reason: 'http-403' });
    await done(say('sweep'));
    await drain(waiting.ports, DRAIN_LIMITS);
    await raise(waiting.ports, { kind: 'queue', queue: 'deliver' }, 'poison', 'deliver');
    await raise(waiting.ports, { kind: 'schedule', schedule: 'mornings' }, 'long-gap', 'cleared');
  });

  it('attention, whatever the kind of the row', async () => {
    const typed = await say('attention');
    expect((typed.json.attention as { kind: string }[]).map(({ kind }) => kind).sort()).toEqual([
      'digest',
      'digest',
      'queue',
      'schedule',
    ]);
    expect(keysOf(typed)).toBe(
      keys(`
        asAt attention[{actions[] asked[{plan ref}] because evidence[{at what words}] id kind officer officerId plan
        queue refs[] schedule since waits words}] notBefore stopped
      `),
    );
  });

  it('attention seen, send-again and waive', async () => {
    const rows = (await say('attention')).json.attention as { id: string; kind: string }[];
    const [first, second] = rows.filter(({ kind }) => kind === 'digest');
    const queue = rows.find(({ kind }) => kind === 'queue');
    for (const [act, row] of [
      ['seen', queue],
      ['waive', first],
      ['send-again', second],
    ] as const) {
      const typed = await say('attention', act, row?.id ?? '');
      expect([typed.exit, keysOf(typed), typed.json.act]).toEqual([0, 'act asAt id', act]);
    }
  });

  it('sending, its stop and its start', async () => {
    for (const words of [
      ['sending'],
      ['sending', 'status'],
      ['sending', 'stop', '--reason', 'A drill'],
      ['sending', 'start'],
    ]) {
      expect(keysOf(await say(...words))).toBe(SENDING);
    }
  });
});

describe('the keys of a copy and its restore', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waymark-copies-'));
  const file = join(folder, 'all.ndjson');
  const other = (): Terminal => terminal(createWorld('2026-12-08T10:00:00Z', 77));

  it('export', async () => {
    const typed = await type('export', file);
    expect(keysOf(typed)).toBe('asAt export{at file replaced rows tables[{rows table}]}');
    expect(typed.json.export).toMatchObject({ file, replaced: false });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['all.ndjson']);
    expect(typed.lines.at(-2)).toContain('It does not hold plan files that somebody sent and has not loaded');
    expect(typed.lines.at(-1)).toBe(
      'It holds names, chats and everything people wrote. Only you can read the file; keep it so.',
    );
  });

  it('restore', async () => {
    // Somebody was asked, and nobody heard the bell; a summary could not be posted.
    await done(type('sweep'));
    await done(type('rollup', '--plan', 'front', '--post'));
    await done(type('export', file));
    const typed = await other()('restore', file);
    expect(keysOf(typed)).toBe(
      keys(`
        asAt restore{at dryRun file history[] inTheWay[] rebuilt{attention failed[] indexed open} resumed rows sending
        sha256 tables[{rows table}] wouldAsk[{items[{anchor because dueOn plan ref stage}] officer officerId to}]
        wouldPost[{channel notBefore period plan state}] wouldSend[{items[{plan ref}] notBefore officer officerId
        plannedAt slot state}]}
      `),
    );
    expect(typed.json.restore).toMatchObject({ dryRun: false, resumed: false, sending: 'stopped', history: [] });
    expect(typed.lines.at(-1)).toBe('To let it go: sending start');
    expect(typed.lines).toContain('If somebody was erased after this copy was made, erase them again.');
  });

  it('restore in a dry run, which says the same and writes nothing', async () => {
    const there = other();
    const would = await there('restore', file, '--dry-run');
    expect(would.lines[0]).toMatch(/^Would restore \d+ rows of .*all\.ndjson, a copy of .* Nothing was written\.$/);
    expect((await there('plans')).json).toMatchObject({ plans: [] });
    const { restore: done } = (await there('restore', file)).json;
    expect({ ...(would.json.restore as object), dryRun: false }).toEqual(done);
    // Beside storage that is in use it shows what would come, and that it would be refused.
    const beside = await type('restore', file, '--dry-run');
    expect(beside.exit).toBe(0);
    expect(at(beside.json, 'restore.inTheWay')).toContain('Plans');
  });

  it('refusals', async () => {
    const full = await type('restore', file);
    expect(full).toMatchObject({ exit: 1, json: { error: { code: 'not-empty' } } });
    expect(full.lines[0]).toMatch(/^There is something in storage: .*what was asked, .*people/);
    const cut = join(folder, 'cut.ndjson');
    writeFileSync(cut, readFileSync(file).subarray(0, 4_000));
    await expect(other()('restore', cut)).rejects.toMatchObject({ code: 'damaged-copy' });
    expect(await other()('restore', join(folder, 'none'))).toMatchObject({ exit: 2 });
    expect(await type('export', join(folder, 'no', 'such', 'folder'))).toMatchObject({ exit: 2 });
    expect(readdirSync(folder).sort()).toEqual(['all.ndjson', 'cut.ndjson']);
  });
});

it('a plan of which there is little to tell has the same keys, and its lists are empty', async () => {
  const bare = terminal(createWorld());
  const row = 'Ref,Area,Milestone,Due,Leads\nA 1,Front door,Open the door,31 March 2027,Ada Quill\n';
  await done(bare('import', fileOf('small.csv', row), '--plan', 'front'));
  for (const words of [['plans'], ['milestones', '--plan', 'front'], ['rollup', '--plan', 'front'], ['calendar']]) {
    const [little, much] = [(await bare(...words)).json, (await type(...words)).json];
    expect(Object.keys(little).sort()).toEqual(Object.keys(much).sort());
    for (const [key, value] of Object.entries(much))
      if (Array.isArray(value)) expect(little[key]).toBeInstanceOf(Array);
  }
  const one = (found: Typed) => Object.keys((found.json.milestones as readonly object[])[0] ?? {});
  expect(one(await bare('milestones', '--plan', 'front'))).toEqual(one(await type('milestones', '--plan', 'front')));
  expect((await bare('sweep', '--dry-run')).json).toEqual({
    ...{ asAt: '2026-11-18', dryRun: true },
    ...{ digests: [], skipped: [], escalations: [], withoutLead: [], failed: [] },
    rounds: [],
    waits: [expect.objectContaining({ reason: 'no-schedule', until: null })],
  });
});
