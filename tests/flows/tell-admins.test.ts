import { beforeEach, describe, expect, it } from 'vitest';
import { civilDate } from '../../bot/domain/dates.js';
import type { NoticeView } from '../../bot/domain/views.js';
import { readAttention } from '../../bot/flows/attention-list.js';
import { drain } from '../../bot/flows/drain.js';
import { raise } from '../../bot/flows/attention.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { sweep } from '../../bot/flows/sweep.js';
import { tellAdmins } from '../../bot/flows/tell-admins.js';
import { todayOf } from '../../bot/flows/today.js';
import {
  accepting,
  answersInTurn,
  createWorld,
  IN_DOUBT,
  linkAll,
  loadPlan,
  throttled,
  type World,
} from '../support/world.js';

const MINUTE = 60_000;
const BY = { kind: 'operator' } as const;
const ADMINS = ['e-Bea'];

let world: World;
let ids: Record<string, string>;

const notices = (): readonly { readonly to: string; readonly view: NoticeView }[] =>
  world.posted.flatMap(({ act, conversation, message }) =>
    act === 'post' && message?.kind === 'notice' ? [{ to: conversation, view: message.view }] : [],
  );
/** Of each thing that waits: how many admins were told of it. */
const told = async (): Promise<readonly number[]> => {
  const { waiting } = await readAttention(world.ports);
  const rows = await Promise.all([ids.Al!, ids.Bea!].map((id) => world.ports.attention.told(id)));
  return waiting.map(({ id }) => rows.filter((row) => row?.value.ids.includes(id)).length);
};
const poison = (queue = 'deliver'): Promise<void> =>
  raise(world.ports, { kind: 'queue', queue }, 'poison', 'failed-five-times');

/** Al has the role of an admin, Bea is one by the settings, Cy is none. */
beforeEach(async () => {
  world = createWorld('2026-11-18T10:00:00Z');
  const names = ['Al', 'Bea', 'Cy'];
  const wishes = names.map((name) => ({ ref: `A-${name}`, due: '2026-11-25', leads: [name] }));
  await loadPlan(world.ports, wishes, civilDate('2026-11-18'));
  ids = await linkAll(world.ports, names);
  const al = await world.ports.people.officer(ids.Al!);
  await world.ports.people.put({ ...al!.value, roles: ['admin'] }, al!.etag);
});

describe('a notice to the admins', () => {
  it('says how many of what, the worst in words and what to do; to admins alone', async () => {
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
    world.answering = answersInTurn(IN_DOUBT, IN_DOUBT, { kind: 'unreachable', reason: 'http-403' });
    await drain(world.ports, { forMs: 60_000, inFlight: 1 });
    world.answering = accepting();
    await tellAdmins(world.ports, ADMINS);
    expect(
      notices()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['chat-Al', 'chat-Bea']);
    expect(notices()[0]?.view).toEqual({
      title: 'Waymark needs somebody',
      lines: [
        '2 cards may not have arrived and 1 person cannot be reached.',
        expect.stringMatching(/^– The card to (Al|Bea|Cy) about A-\w+ may not have arrived\.$/),
        expect.stringMatching(/^– The card to (Al|Bea|Cy) about A-\w+ may not have arrived\.$/),
        expect.stringMatching(/^– (Al|Bea|Cy) cannot be reached: the card about A-\w+ did not arrive\.$/),
        'Open the list to see all of it and to settle it; at the command line it is “waymark attention”.',
      ],
      way: expect.objectContaining({ title: 'Open the list', verb: 'open-attention' }) as unknown,
    });
    expect(await told()).toEqual([2, 2, 2]);
  });

  it('nothing new, nothing said; something new after an hour, and not before', async () => {
    await poison();
    await tellAdmins(world.ports, ADMINS);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(2);
    await poison('refresh');
    world.clock.advance(59 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(2);
    world.clock.advance(MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(4);
    world.clock.advance(120 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(4);
  });

  it('waits for decent hours, and for sending to be started', async () => {
    world.clock.set('2026-11-18T19:00:00Z');
    await poison();
    await tellAdmins(world.ports, ADMINS);
    world.clock.set('2026-11-19T08:00:00Z');
    await stopSending(world.ports, BY, null);
    await tellAdmins(world.ports, ADMINS);
    expect([notices(), await told()]).toEqual([[], [0, 0]]);
    await startSending(world.ports, BY);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(2);
  });

  it('that may have arrived is not repeated; one that Teams put off goes later, after the wait', async () => {
    await poison();
    world.answering = answersInTurn(throttled(90_000), throttled(90_000));
    await tellAdmins(world.ports, ADMINS);
    expect([notices().length, await told()]).toEqual([1, [0]]);
    expect((await world.ports.sender.read()).value.notBefore).toBe('2026-11-18T10:01:30.000Z');
    world.clock.advance(61 * MINUTE);
    world.answering = answersInTurn(IN_DOUBT, IN_DOUBT);
    await tellAdmins(world.ports, ADMINS);
    world.clock.advance(61 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect([notices().length, await told()]).toEqual([3, [2]]);
  });

  it('is sent by one of two processes, and by none that dies after its claim', async () => {
    await poison();
    const other = world.start({ onSend: () => Promise.reject(new Error('gone')) });
    await tellAdmins(other.ports, ADMINS);
    await Promise.all([tellAdmins(world.ports, ADMINS), tellAdmins(world.start().ports, ADMINS)]);
    // Whoever it was about to tell may have been told; the other certainly was not.
    expect(notices()).toHaveLength(1);
    await Promise.all([tellAdmins(world.ports, ADMINS), tellAdmins(world.start().ports, ADMINS)]);
    expect(notices()).toHaveLength(1);
    expect(await told()).toEqual([2]);
  });

  it('a repeat that is on its way troubles nobody; what was settled is taken off', async () => {
    await loadPlan(world.ports, [{ ref: 'B1', due: '2026-11-18', leads: ['Cy'] }], civilDate('2026-11-18'), 'other');
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
    world.answering = ({ conversation }) =>
      conversation === 'chat-Cy' ? IN_DOUBT : { kind: 'accepted', activityId: 'a', conversationId: null };
    await drain(world.ports);
    world.answering = accepting();
    expect(await told()).toEqual([0]);
    await tellAdmins(world.ports, ADMINS);
    expect([notices(), await told()]).toEqual([[], [0]]);
    world.clock.advance(16 * MINUTE);
    await drain(world.ports);
    await tellAdmins(world.ports, ADMINS);
    expect([notices(), await told()]).toEqual([[], []]);
  });

  it('with nobody to tell, stays untold and is logged', async () => {
    const al = await world.ports.people.byName('Al');
    await world.ports.people.put({ ...al!.value, chat: null }, al!.etag);
    await poison();
    await tellAdmins(world.ports, []);
    expect([notices(), await told()]).toEqual([[], [0]]);
    expect(world.logged.map(({ event }) => event)).toContain('no-admin-to-tell');
  });

  it('that reached one admin alone goes to the other later, and not once more to the first', async () => {
    await poison();
    world.answering = ({ conversation }) =>
      conversation === 'chat-Al' ? { kind: 'unreachable', reason: 'http-403' } : IN_DOUBT;
    await tellAdmins(world.ports, ADMINS);
    expect(await told()).toEqual([1]);
    world.answering = accepting();
    world.clock.advance(59 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(2);
    world.clock.advance(2 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    await tellAdmins(world.ports, ADMINS);
    expect(
      notices()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['chat-Al', 'chat-Al', 'chat-Bea']);
  });

  it('is sent about cards that are late, once', async () => {
    await sweep(world.ports, { slot: world.clock.now(), today: todayOf(world.ports), atOnce: false });
    world.clock.advance(16 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices().map(({ view }) => view.lines[0])).toEqual(['3 cards are late.', '3 cards are late.']);
    world.clock.advance(90 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(2);
    await drain(world.ports);
    expect(await told()).toEqual([]);
  });

  it('says it again when it comes again, or became something else', async () => {
    await poison();
    await tellAdmins(world.ports, ADMINS);
    const [row] = await world.ports.attention.list();
    await world.ports.attention.remove(row!);
    await tellAdmins(world.ports, ADMINS);
    await poison();
    world.clock.advance(61 * MINUTE);
    await tellAdmins(world.ports, ADMINS);
    expect(notices()).toHaveLength(4);
  });
});
