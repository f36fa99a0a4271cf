/** A plan in its second summary: everything that a report can tell is in it once. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import { reading } from '../support/channels.js';
import { fileOf, terminal, type Terminal, type Typed } from '../support/command-line.js';
import { chatFor, createWorld, type World } from '../support/world.js';

const PLAN = `Ref,Theme,Area for development,Action,Due,Lead officers,RAG,Tags,Depends on,Progress,Evidence of impact
FD 1.1,Front door,FD 1 Thresholds are understood,Agree the threshold document with all partners,16 November 2026,Ada Quill; Bo Marsh,Amber,Recommendation 1,,Drafted in September,
FD 1.2,Front door,FD 1 Thresholds are understood,Brief every school and college,18 December 2026,Ada Quill,Green,Recommendation 1,FD 1.1,,
FD 1.3,Front door,FD 1 Thresholds are understood,Audit 60 referrals a quarter,TBC,Bo Marsh,,,,,
FD 2.1,Front door,FD 2 Decisions are timely,Publish the standards,30 September 2026,Cy Adeyemi,,Recommendation 2,,,
FD 2.2,Front door,FD 2 Decisions are timely,Train the team,31 October 2026,Cy Adeyemi,,,,,
EH 1.1,Early help,EH 1 Family hubs,Open the hub in the north,30 September 2026,Dee Osei,Red,,,Building works are late,Letter from the builder
EH 1.2,Early help,EH 1 Family hubs,Agree the lease,31 March 2027,Dee Osei,Green,,EH 1.1,,
EH 1.3,Early help,EH 1 Family hubs,Close the old hall,1 February 2027,Dee Osei,,,,,
EH 1.4,Early help,EH 1 Family hubs,Report every quarter,Every quarter until 31 March 2027,Dee Osei,,,,,
CL 1.1,Care leavers,CL 1 Homes,"Review the ""staying put"" offer & guidance",26 February 2027,Bo Marsh,,,,,
CL 1.2,Care leavers,CL 1 Homes,Ongoing dialogue with landlords,Ongoing,Bo Marsh,,,,,
`;

export interface Scenario {
  readonly world: World;
  readonly type: Terminal;
}

/** Loaded in October, posted once, spoken of since. */
export async function secondSummary(): Promise<Scenario> {
  const world = createWorld('2026-10-01T09:00:00Z');
  const type = terminal(world);
  const done = async (...words: readonly string[]): Promise<Typed> => {
    const typed = await type(...words);
    if (typed.exit !== 0) throw new Error(`${words.join(' ')}: ${typed.lines.join(' ')}`);
    return typed;
  };
  const of = (officer: string) => ['--plan', 'cs', '--by', officer];
  await done(
    'import',
    fileOf('plan.csv', PLAN),
    '--plan',
    'cs',
    '--title',
    "Children's services improvement plan 2026-27",
  );
  await done('heads', 'set', '--plan', 'cs', '--area', 'Front door', '--to', 'Ada Quill');
  await done('heads', 'set', '--plan', 'cs', '--area', 'Early help', '--to', 'Bo Marsh');
  await done('heads', 'owner', '--plan', 'cs', '--to', 'Cy Adeyemi');
  const chat = chatFor('leaders');
  const channel = { id: 'leaders', name: null, team: null, chat, ...reading('cs'), registeredBy: null };
  await world.ports.channels.put({ ...channel, registeredAt: world.clock.now() }, null);
  await done('update', 'EH 1.2', ...of('Dee Osei'), '--rating', 'green', '--note', 'Terms are agreed');
  await post(world, done);
  world.clock.set('2026-11-02T10:00:00Z');
  await done(
    'update',
    'FD 1.1',
    ...of('Bo Marsh'),
    '--rating',
    'red',
    '--cause',
    'Health has not signed',
    '--remedy',
    'The director writes to the trust',
    '--recovery',
    '2026-12-11',
    '--forecast',
    '2026-12-18',
    '--note',
    'Three of four partners have signed',
    '--help-needed',
    'A word with the chief nurse',
  );
  await done(
    'update',
    'FD 1.2',
    ...of('Ada Quill'),
    '--rating',
    'green',
    '--note',
    '31 schools are briefed',
    '--next-step',
    'Brief the colleges',
    '--by-when',
    '2026-11-27',
  );
  await done(
    'update',
    'FD 2.1',
    ...of('Cy Adeyemi'),
    '--rating',
    'complete',
    '--done-on',
    '2026-10-30',
    '--note',
    'Published on the site',
    '--evidence',
    'Standards, version 2',
  );
  await done(
    'update',
    'FD 2.2',
    ...of('Cy Adeyemi'),
    '--rating',
    'complete',
    '--done-on',
    '2026-10-29',
    '--evidence-due',
    '2026-12-15',
    '--note',
    'All 42 social workers are trained',
  );
  await done(
    'update',
    'EH 1.2',
    ...of('Dee Osei'),
    '--rating',
    'amber',
    '--cause',
    'The landlord <wants> "more" & sooner',
    '--remedy',
    '=SUM(A1) is no formula here',
    '--recovery',
    '2027-01-15',
  );
  await done(
    'propose',
    'EH 1.1',
    ...of('Dee Osei'),
    '--date',
    '2026-12-31',
    '--because',
    'partner',
    '--reason',
    'The builder is late',
  );
  await done('approvals', 'accept', 'EH 1.1', ...of('Bo Marsh'), '--reason', 'Seen the letter');
  await done('propose', 'EH 1.3', ...of('Dee Osei'), '--state', 'withdrawn', '--reason', 'The hall is listed');
  await done('approvals', 'accept', 'EH 1.3', ...of('Bo Marsh'), '--reason', 'Agreed');
  await done(
    'propose',
    'FD 1.2',
    ...of('Bo Marsh'),
    '--date',
    '2027-01-29',
    '--because',
    'dependency',
    '--reason',
    'It waits for FD 1.1',
  ).catch(() => null);
  world.clock.set('2026-11-18T10:00:00Z');
  return { world, type };
}

/** A summary in the channel, with the figures of this moment. */
export async function post(world: World, done: (...words: readonly string[]) => Promise<Typed>): Promise<void> {
  await done('rollup', '--plan', 'cs', '--post');
  for (const { value } of await world.ports.rollups.openPosts('cs')) {
    await deliverRollup(world.ports, { scope: 'cs', period: value.period, channel: value.channel });
  }
}

/** A report as bytes. */
export async function reported(type: Terminal, format: string, ...more: readonly string[]): Promise<Uint8Array> {
  const out = join(mkdtempSync(join(tmpdir(), 'waymark-report-')), `report.${format}`);
  const typed = await type('report', '--plan', 'cs', '--format', format, '--out', out, ...more);
  if (typed.exit !== 0) throw new Error(typed.lines.join('\n'));
  return readFileSync(out);
}
