/** Who reads the summaries, at the command line: channels given readings, moved, stopped; schedules narrowed to some. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../bot/flows/ports.js';
import { reading } from '../../support/channels.js';
import { terminal, type Terminal, type Typed } from '../../support/command-line.js';
import { beat, HOUR } from '../../support/scheduled.js';
import { chatFor, createWorld, loadPlan, PLAN, type World } from '../../support/world.js';

let world: World;
let type: Terminal;

/** A plan of two areas and a tag, loaded on a Wednesday; two channels that are registered and read nothing yet. */
beforeEach(async () => {
  world = createWorld();
  type = terminal(world);
  await loadPlan(world.ports, [
    { ref: 'A1', due: '2027-03-17', leads: ['Ann'], declared: 'red', tags: ['Ofsted 1'] },
    { ref: 'A2', due: '2027-03-17', leads: ['Ann'], declared: 'amber' },
    { ref: 'B1', due: '2027-03-17', leads: ['Ben'], declared: 'green', area: 'B' },
  ]);
  for (const [id, name] of [
    ['c-board', 'Board'],
    ['c-ofsted', 'Ofsted'],
  ] as const) {
    const channel: Channel = {
      ...{ id, name, team: 'Leadership', chat: chatFor(id) },
      ...{ ...reading(), registeredBy: null, registeredAt: world.clock.now() },
    };
    await world.ports.channels.put(channel, null);
  }
});

const done = async (typed: Promise<Typed>): Promise<string> => {
  const { exit, lines } = await typed;
  if (exit !== 0) throw new Error(lines.join(' '));
  return lines.join('\n');
};
const reads = async (id: string) => (await world.ports.channels.channel(id))?.value.reads;
const open = async (scope: string) => (await world.ports.rollups.openPosts(scope)).map(({ value }) => value);

/** The summaries that were posted, by channel. */
function posted(): readonly (readonly [channel: string, total: number])[] {
  return world.posted.flatMap(({ act, conversation, message }) =>
    act === 'post' && message?.kind === 'rollup'
      ? [[conversation.replace('chat-', ''), message.view.counts.total] as const]
      : [],
  );
}

describe('channels', () => {
  it('are listed with what they read and when next, and are given something to read', async () => {
    expect(await done(type('channels'))).toContain('Leadership / Board (it reads nothing)');
    expect(
      await done(
        type(
          'channels',
          'read',
          'Board',
          '--plan',
          PLAN,
          '--area',
          'area a',
          '--ceiling',
          'public',
          '--members',
          'yes',
        ),
      ),
    ).toContain(
      'Leadership / Board reads area A of The plan: what is public, for members, with each reporting window.',
    );
    await done(type('schedules', 'add', 'weekly', '--kind', 'rollup', '--plan', PLAN, '--cron', '0 9 * * 1'));
    expect(await done(type('channels', 'list'))).toContain('; next 9am on Monday 23 November 2026');
    await done(type('channels', 'read', 'board', '--plan', PLAN, '--area', 'A', '--with-window', 'no'));
    expect(await reads('c-board')).toEqual([
      { plan: PLAN, area: 'A', tag: null, ceiling: 'public', memberFacing: true, withWindow: false },
    ]);
    const { json } = await type('channels');
    expect(json).toMatchObject({
      channels: [{ name: 'Leadership / Board', kind: 'channel', outsiders: 'none', goneAt: null }, { reads: [] }],
    });
  });

  it.each([
    [['read', 'Bord', '--plan', PLAN], 'Did you mean Leadership / Board?'],
    [['read', 'Board', '--plan', PLAN, '--area', 'Z'], 'There is no area “Z”.'],
    [['read', 'Board', '--plan', PLAN, '--tag', 'Ofsted 2'], 'carries the tag “Ofsted 2”. Did you mean Ofsted 1?'],
    [['read', 'Board', '--plan', PLAN, '--ceiling', 'secret'], 'Give one of: public, internal, restricted.'],
    [['read', 'Board', '--plan', PLAN, '--members', 'maybe'], '--members takes yes or no.'],
    [['stop', 'Board', '--plan', PLAN], 'does not read that'],
    [['move', 'Board', '--to', 'Board'], 'Both are the same channel.'],
    [['confirm', 'Board'], 'Nothing waits to be confirmed'],
    [['fly', 'Board'], 'channels cannot “fly”'],
  ])('%j is refused in a sentence', async (words, sentence) => {
    const { exit, lines } = await type('channels', ...words);
    expect(exit).not.toBe(0);
    expect(lines.join(' ')).toContain(sentence);
  });

  it('move what they read, and what was on its way is posted in the new one, once', async () => {
    await done(type('channels', 'read', 'Board', '--plan', PLAN));
    await done(type('schedules', 'add', 'x', '--kind', 'rollup', '--plan', PLAN, '--cron', '0 9 * * 1'));
    await done(type('schedules', 'run', 'x'));
    expect((await open(PLAN)).map(({ channel }) => channel)).toEqual(['c-board']);
    expect(await done(type('channels', 'move', 'Board', '--to', 'Ofsted'))).toContain('1 summary moved');
    expect((await open(PLAN)).map(({ channel }) => channel)).toEqual(['c-ofsted']);
    expect([await reads('c-board'), (await reads('c-ofsted'))?.length]).toEqual([[], 1]);
    await beat(world.ports);
    expect(posted().map(([channel]) => channel)).toEqual(['c-ofsted']);
    await done(type('schedules', 'run', 'x'));
    await beat(world.ports);
    expect(posted().map(([channel]) => channel)).toEqual(['c-ofsted', 'c-ofsted']);
  });

  it('that are moved to another are proven there by a summary, also where nothing was on its way', async () => {
    await done(type('channels', 'read', 'Board', '--plan', PLAN, '--area', 'B'));
    await done(type('channels', 'move', 'Board', '--to', 'Ofsted'));
    await beat(world.ports);
    expect(posted()).toEqual([['c-ofsted', 1]]);
  });

  it('are confirmed and removed, which is on record without their addresses', async () => {
    const found = (await world.ports.channels.channel('c-board'))!;
    const { reads: whole } = reading(PLAN);
    await world.ports.channels.put({ ...found.value, outsiders: 'unconfirmed', reads: whole }, found.etag);
    expect(await done(type('channels'))).toContain('nothing is posted until an admin confirms it');
    await done(type('schedules', 'add', 'x', '--kind', 'rollup', '--plan', PLAN, '--cron', '0 9 * * 1'));
    expect(await done(type('schedules', 'run', 'x'))).toContain('0 summaries queued');
    expect(await done(type('channels', 'confirm', 'Board'))).toContain('is confirmed');
    await beat(world.ports);
    expect(posted().map(([channel]) => channel)).toEqual(['c-board']);
    await done(type('channels', 'remove', 'Leadership / Board'));
    expect(await world.ports.channels.channel('c-board')).toBeNull();
    const acts = (await world.ports.audit.month('2026-11')).filter(({ act }) => act.startsWith('channel'));
    expect(acts.map(({ act, outcome }) => [act, outcome])).toEqual(
      expect.arrayContaining([
        ['channel confirmed', 'done'],
        ['channel removed', 'done'],
      ]),
    );
    expect(JSON.stringify(acts)).not.toContain('c-board');
  });
});

describe('schedules', () => {
  it('the tagged go monthly to one team, the whole plan quarterly to another', { timeout: 60_000 }, async () => {
    await done(type('channels', 'read', 'Ofsted', '--plan', PLAN, '--tag', 'ofsted 1', '--with-window', 'no'));
    await done(type('channels', 'read', 'Board', '--plan', PLAN, '--with-window', 'no'));
    const add = ['--kind', 'rollup', '--plan', PLAN, '--cron'];
    await done(type('schedules', 'add', 'monthly', ...add, '0 9 2 * *', '--tag', 'Ofsted 1'));
    await done(type('schedules', 'add', 'quarterly', ...add, '0 9 4 1,4,7,10 *', '--channel', 'Board'));
    expect(await done(type('schedules'))).toMatch(
      /ilacs-2026, tagged “Ofsted 1” .*\n.*ilacs-2026, in Leadership \/ Board/,
    );
    while (world.clock.now() < '2027-01-04T12:00:00.000Z') {
      await beat(world.ports);
      world.clock.advance(HOUR);
    }
    const seen = posted();
    expect(seen.map(([channel]) => channel)).toEqual(['c-ofsted', 'c-ofsted', 'c-board']);
    expect(seen.map(([, total]) => total)).toEqual([1, 1, 3]);
  });

  it.each([
    [['--kind', 'sweep', '--tag', 'Ofsted 1', '--plan', PLAN], 'Only a rollup takes --area, --tag or --channel'],
    [['--kind', 'rollup', '--tag', 'Ofsted 1'], 'Say of which plan'],
    [['--kind', 'rollup', '--plan', PLAN, '--area', 'Z'], 'There is no area “Z”'],
    [['--kind', 'rollup', '--plan', PLAN, '--channel', 'Bord'], 'Did you mean Leadership / Board?'],
  ])('%j is refused', async (words, sentence) => {
    const { exit, lines } = await type('schedules', 'add', 'x', '--cron', '0 9 * * 1', ...words);
    expect(exit).not.toBe(0);
    expect(lines.join(' ')).toContain(sentence);
  });

  it('says so when no channel reads what it is narrowed to', async () => {
    const add = ['--kind', 'rollup', '--plan', PLAN, '--cron', '0 9 * * 1'];
    expect(await done(type('schedules', 'add', 'x', ...add, '--area', 'B'))).toContain('no channel reads that yet');
  });
});
