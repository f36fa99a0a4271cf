/** Who reads the summaries, as it is said in Teams: registered by mention, listed, confirmed, stopped, and gone. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readAttention } from '../../bot/flows/attention-list.js';
import { waitingNames } from '../../bot/flows/attention-names.js';
import { sentenceFor } from '../../bot/flows/attention-words.js';
import { readDirectory } from '../../bot/flows/directory.js';
import { loadPlan, PLAN } from '../support/world.js';
import { CHANNEL, linkHere, startTalk, VISITOR, wordsIn, type Talk, type Told, type Where } from './talk.js';
import { activity, APP_ID, TENANT } from './world.js';
import { byCron } from '../support/by-cron.js';

const OTHER = '19:other@thread.tacv2';
const TEAM = '19:team';

let open: Talk | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** A plan of two areas and a tag; Ann is an admin, Ben a lead. */
async function registering(): Promise<Talk> {
  const talk = (open = await startTalk(['Ann']));
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-12-16', leads: ['Ann', 'Ben'], declared: 'red', tags: ['Rec 1'] },
    { ref: 'A2', due: '2026-12-16', leads: ['Ann'], declared: 'amber' },
    { ref: 'B1', due: '2026-12-16', leads: ['Ben'], declared: 'green', area: 'B' },
  ]);
  await linkHere(talk, ['Ann', 'Ben']);
  return talk;
}

const words = (told: readonly Told[]): string => told.map((one) => wordsIn(one)).join(' ');
const say = async (talk: Talk, text: string, where: Where = 'channel', who = 'Ann'): Promise<string> =>
  words(await talk.say(who, text, where));
const channels = async (talk: Talk) => (await talk.ports.channels.list()).map(({ value }) => value);
const audit = async (talk: Talk) =>
  (await talk.ports.audit.month('2026-11')).filter(({ act }) => act.includes('channel'));

/** What was posted in a conversation, oldest first. */
function postedIn(talk: Talk, id: string): readonly string[] {
  return talk.connector.requests
    .filter(({ path }) => decodeURIComponent(path).endsWith(`${id}/activities`))
    .map(({ body }) => JSON.stringify(body));
}

/** An event of Teams in a channel of the team, or in another place. */
async function event(talk: Talk, parts: object): Promise<void> {
  const place = {
    from: { id: '29:Ann', aadObjectId: 'E-Ann' },
    conversation: { id: TEAM, conversationType: 'channel', tenantId: TENANT, isGroup: true },
    channelData: { tenant: { id: TENANT }, team: { id: TEAM, name: 'Leadership' } },
    text: undefined,
  };
  const { status } = await talk.post(JSON.stringify(activity(talk.connector.url, { ...place, ...parts })));
  expect(status).toBe(200);
}

/** A mention in a channel of some type. */
function mention(text: string, type: string, id = CHANNEL): object {
  const mentioned = { type: 'mention', text: '<at>W</at>', mentioned: { id: `28:${APP_ID}` } };
  const channel = { id, name: 'Board', type };
  return {
    ...{ type: 'message', text: `<at>W</at> ${text}`, entities: [mentioned] },
    conversation: { id: `${id};messageid=1`, conversationType: 'channel', tenantId: TENANT, isGroup: true },
    channelData: { tenant: { id: TENANT }, team: { id: TEAM, name: 'Leadership' }, channel },
  };
}

async function waiting(talk: Talk): Promise<readonly string[]> {
  const names = await waitingNames(talk.ports, await readDirectory(talk.ports.people));
  return (await readAttention(talk.ports)).waiting.map((one) => sentenceFor(one, names));
}

describe('“summary here”', () => {
  it('registers an area or a tag with its ceiling and its readers, and the first post is that summary', async () => {
    const talk = await registering();
    expect(await say(talk, `summary here ${PLAN} area A tagged rec 1 public for members without windows`)).toBe('');
    expect((await channels(talk))[0]).toMatchObject({
      ...{ id: CHANNEL, kind: 'channel', team: 'Leadership', teamId: TEAM, outsiders: 'none' },
      reads: [
        {
          ...{ plan: PLAN, area: 'A', tag: 'Rec 1', ceiling: 'public', memberFacing: true, withWindow: false },
        },
      ],
    });
    await talk.hear();
    const [post = ''] = postedIn(talk, CHANNEL);
    expect(post).toContain('1 milestone');
    expect(post).toContain('Rec 1');
    expect(post).not.toContain('B1');
  });

  it('adds to what a channel reads, and changes what it reads already', async () => {
    const talk = await registering();
    await say(talk, `summary here ${PLAN}`);
    await say(talk, `summary here ${PLAN} area B`);
    await say(talk, `rollup here ${PLAN} restricted`);
    const [channel] = await channels(talk);
    expect(channel?.reads.map(({ area, ceiling }) => [area, ceiling])).toEqual([
      ['B', 'internal'],
      [null, 'restricted'],
    ]);
  });

  it('registers a group chat', async () => {
    const talk = await registering();
    expect(await say(talk, `summary here ${PLAN}`, 'group')).toBe('');
    await talk.hear();
    expect((await channels(talk))[0]).toMatchObject({ id: '19:group@thread.v2', kind: 'group', team: null });
    expect(postedIn(talk, '19:group@thread.v2').join(' ')).toContain('3 milestones');
  });

  it.each([
    ['area Z', 'There is no area “Z”. There are: A, B.'],
    ['tagged Rec 2', 'Nothing in this plan carries the tag “Rec 2”. Did you mean Rec 1?'],
    ['every Tuesday', '“every Tuesday” was not understood here.'],
  ])('%s is refused with what there is, and nothing is registered', async (part, sentence) => {
    const talk = await registering();
    expect(await say(talk, `summary here ${PLAN} ${part}`)).toContain(sentence);
    expect(await channels(talk)).toEqual([]);
  });

  it('is refused in a private channel with the reason and what to do', async () => {
    const talk = await registering();
    const before = talk.connector.requests.length;
    await event(talk, mention(`summary here ${PLAN}`, 'private'));
    const answer = JSON.stringify(talk.connector.requests.slice(before));
    expect(answer).toContain('Not in a private channel');
    expect(answer).toContain('Use a standard or a shared channel of the team, or a group chat.');
    expect(postedIn(talk, 'chat-Ann').join(' ')).toContain('You asked for a summary in Leadership / Board.');
    expect(await channels(talk)).toEqual([]);
    expect(await audit(talk)).toMatchObject([{ outcome: 'refused', why: 'a private channel' }]);
  });

  it('never registers anything without an admin, whatever is said', { timeout: 60_000 }, async () => {
    const talk = await registering();
    const part = fc.constantFrom(
      'here',
      PLAN,
      'area A',
      'tagged Rec 1',
      'public',
      'for members',
      'admin',
      '<at>x</at>',
    );
    const verb = fc.constantFrom('summary', 'rollup', 'progress summary', 'summary stop', 'channels confirm');
    const line = fc.tuple(verb, fc.array(fc.oneof(part, fc.string()), { maxLength: 6 }));
    await fc.assert(
      fc.asyncProperty(line, fc.constantFrom('Ben', 'New', VISITOR), async ([first, rest], who) => {
        await talk.say(who, [first, ...rest].join(' '), 'channel');
        return (await channels(talk)).length === 0;
      }),
      { numRuns: 60 },
    );
  });
});

describe('a channel that others may read', () => {
  it('gets nothing until an admin confirms it in their own chat, then its summary', async () => {
    const talk = await registering();
    const before = talk.connector.requests.length;
    await event(talk, mention(`summary here ${PLAN}`, 'shared'));
    expect(JSON.stringify(talk.connector.requests.slice(before))).toContain(
      'Members of other organisations may read this channel, so nothing is posted here yet.',
    );
    await talk.hear();
    expect(postedIn(talk, CHANNEL).join(' ')).not.toContain('3 milestones');
    expect(await waiting(talk)).toEqual([
      'Members of other organisations read Leadership / Board: nothing is posted there until an admin confirms it.',
    ]);
    expect(await say(talk, 'channels', 'personal')).toContain('nothing is posted until an admin confirms it');
    expect(await say(talk, 'channels confirm board', 'personal', 'Ben')).toContain('Only an admin can do this');
    expect(await say(talk, 'channels confirm board', 'personal')).toContain('Leadership / Board is confirmed');
    await talk.hear();
    expect(postedIn(talk, CHANNEL).join(' ')).toContain('3 milestones');
    expect(await waiting(talk)).toEqual([]);
    expect(await say(talk, 'channels confirm board', 'personal')).toContain('There is nothing to confirm');
    // Said again, it is confirmed still.
    await event(talk, mention(`summary here ${PLAN}`, 'shared'));
    expect((await channels(talk))[0]?.outsiders).toBe('confirmed');
  });

  it('is closed as soon as somebody of another organisation speaks there', async () => {
    const talk = await registering();
    await say(talk, `summary here ${PLAN}`);
    await talk.hear();
    const posts = postedIn(talk, CHANNEL).length;
    await say(talk, 'help', 'channel', VISITOR);
    expect((await channels(talk))[0]?.outsiders).toBe('unconfirmed');
    await say(talk, `summary here ${PLAN}`);
    await talk.hear();
    const since = postedIn(talk, CHANNEL).slice(posts);
    expect(since.join(' ')).not.toContain('3 milestones');
    expect(await waiting(talk)).toHaveLength(1);
  });
});

describe('“summary stop”', () => {
  it('ends what is said, and what was on its way is not posted', async () => {
    const talk = await registering();
    await say(talk, `summary here ${PLAN}`);
    await say(talk, `summary here ${PLAN} area B`);
    const told = await say(talk, `summary stop ${PLAN} area B`);
    expect(told).toContain('No longer posted here: area B of The plan. Still posted here: The plan.');
    await talk.hear();
    const posts = postedIn(talk, CHANNEL).filter((post) => post.includes('milestone'));
    expect(posts.some((post) => post.includes('3 milestones'))).toBe(true);
    expect(posts.some((post) => post.includes('1 milestone:'))).toBe(false);
    expect(await say(talk, 'summary stop')).toContain('Nothing is posted here any more.');
    expect((await channels(talk))[0]?.reads).toEqual([]);
    expect(await say(talk, 'summary stop')).toContain('Nothing is posted here');
  });

  it('is for admins, and names what is read where it is something else', async () => {
    const talk = await registering();
    await say(talk, `summary here ${PLAN} area A`);
    expect(await say(talk, 'summary stop', 'channel', 'Ben')).toContain('Only an admin can do this');
    expect(await say(talk, `summary stop ${PLAN} area B`)).toContain('What it reads: – area A of The plan');
    expect((await channels(talk))[0]?.reads).toHaveLength(1);
  });
});

describe('“channels”', () => {
  it('shows admins who reads what, up to what and when next; and removes one', async () => {
    const talk = await registering();
    await say(talk, `summary here ${PLAN} tagged Rec 1`);
    const schedule = { id: 'monthly', kind: 'rollup', plans: [PLAN], area: null, tag: 'Rec 1', channel: null } as const;
    const rest = { when: byCron('0 9 1 * *'), paused: false, pausedUntil: null, createdAt: talk.ports.clock.now() };
    await talk.ports.schedules.put({ ...schedule, ...rest }, null);
    const shown = await say(talk, 'channels', 'personal');
    expect(shown).toContain('Leadership / Board; The plan, what is tagged “Rec 1”: up to internal');
    expect(shown).toContain('next 9am on Tuesday 1 December 2026');
    expect(await say(talk, 'channels', 'personal', 'Ben')).toContain('Only an admin can do this');
    expect(await say(talk, 'channels remove bord', 'personal')).toContain('Did you mean “Leadership / Board”?');
    expect(await say(talk, 'remove the channel Leadership / Board', 'personal')).toContain('is removed');
    expect(await channels(talk)).toEqual([]);
    await talk.hear();
    expect(postedIn(talk, CHANNEL).filter((post) => post.includes('milestone'))).toEqual([]);
  });
});

describe('when Waymark is taken out', () => {
  const REMOVED = { type: 'installationUpdate', action: 'remove' };

  it('of a team, all its channels are gone, admins are told, and registering one again heals it', async () => {
    const talk = await registering();
    await event(talk, mention(`summary here ${PLAN}`, 'standard'));
    await event(talk, mention(`summary here ${PLAN}`, 'standard', OTHER));
    await say(talk, `summary here ${PLAN}`, 'group');
    await event(talk, REMOVED);
    await event(talk, REMOVED);
    expect((await channels(talk)).filter(({ goneAt }) => goneAt !== null).map(({ id }) => id)).toEqual([
      CHANNEL,
      OTHER,
    ]);
    expect(await waiting(talk)).toEqual([
      'Waymark was taken out of Leadership / Board: no summary is posted there any more.',
      'Waymark was taken out of Leadership / Board: no summary is posted there any more.',
    ]);
    await talk.hear();
    expect(postedIn(talk, OTHER).filter((post) => post.includes('milestone'))).toEqual([]);
    expect(postedIn(talk, '19:group@thread.v2').join(' ')).toContain('3 milestones');
    await event(talk, mention(`summary here ${PLAN}`, 'standard'));
    expect((await channels(talk)).filter(({ goneAt }) => goneAt !== null).map(({ id }) => id)).toEqual([OTHER]);
    expect(await waiting(talk)).toHaveLength(1);
  });

  it('of a group chat, or of one shared channel, or when a channel is deleted, only that is gone', async () => {
    const talk = await registering();
    await event(talk, mention(`summary here ${PLAN}`, 'standard'));
    await event(talk, mention(`summary here ${PLAN}`, 'standard', OTHER));
    await say(talk, `summary here ${PLAN}`, 'group');
    const team = { tenant: { id: TENANT }, team: { id: TEAM }, channel: { id: OTHER } };
    await event(talk, { type: 'conversationUpdate', channelData: { ...team, eventType: 'channelDeleted' } });
    const gone = async () => (await channels(talk)).filter(({ goneAt }) => goneAt !== null).map(({ id }) => id);
    expect(await gone()).toEqual([OTHER]);
    const group = { id: '19:group@thread.v2', conversationType: 'groupChat', tenantId: TENANT, isGroup: true };
    const bot = { type: 'conversationUpdate', membersRemoved: [{ id: `28:${APP_ID}` }] };
    await event(talk, { ...bot, conversation: group, channelData: { tenant: { id: TENANT } } });
    expect(await gone()).toEqual(['19:group@thread.v2', OTHER]);
  });

  it('by somebody else’s removal nothing is gone', async () => {
    const talk = await registering();
    await event(talk, mention(`summary here ${PLAN}`, 'standard'));
    await event(talk, { type: 'conversationUpdate', membersRemoved: [{ id: '29:somebody' }] });
    expect((await channels(talk))[0]?.goneAt).toBeNull();
  });
});
