import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardAction, Said } from '../../bot/teams/turns.js';
import { activity, APP_ID, PERSON, press, startWorld, TENANT, type World } from './world.js';

const SORRY = 'Something went wrong here. Please try again in a few minutes: what is saved already is not saved twice.';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(async () => {
  await world.close();
});

/** A world in which an answer is soon late: not so soon that a busy machine is. */
async function hurried(): Promise<void> {
  await world.close();
  world = await startWorld({ limitMs: 2_000, sayLateMs: 50 });
}

/** What hangs until it is opened. */
function waiting(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const card = { type: 'AdaptiveCard', version: '1.5', body: [], refresh: { userIds: ['29:person'] } };
const cardAnswer = (value: object) => ({
  status: 200,
  jsonBody: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
});
const textAnswer = (value: string) => ({
  status: 200,
  jsonBody: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value },
});
const errorAnswer = (statusCode: number, code: string, message: unknown) => ({
  status: 200,
  jsonBody: { statusCode, type: 'application/vnd.microsoft.error', value: { code, message } },
});

describe('a press', () => {
  it('reaches the flows as plain facts', async () => {
    const data = {
      token: 'k1.abc.def',
      rating: 'amber',
      in_note: 'Two posts are vacant',
      in_recovery: '',
      in_track: 'tok1,tok2',
      in_track_EH_2_2: 'tok3',
      in_track_PMQA: 'false',
      msteams: { type: 'x' },
    };
    const answer = await world.post(press(world.connector.url, { verb: 'record-update', data }));
    expect(answer).toEqual(textAnswer('done'));
    expect(world.seen).toEqual([
      {
        kind: 'card',
        turn: {
          scope: 'personal',
          chat: { serviceUrl: world.connector.url, conversationId: 'a:personal', botId: `28:${APP_ID}` },
          channel: null,
          actor: { entraId: PERSON, tenantId: TENANT, name: 'Alex Wilber' },
          verb: 'record-update',
          token: 'k1.abc.def',
          rating: 'amber',
          inputs: { note: 'Two posts are vacant', recovery: '' },
          fields: {},
          row: null,
          ticks: ['tok1', 'tok2', 'tok3'],
          reminder: null,
          activityId: 'card-1',
        } satisfies CardAction,
      },
    ]);
  });

  it('is answered with a card for the presser alone, and never written to the shared message', async () => {
    world.answers.card = () => Promise.resolve({ card });
    for (const verb of ['open-update', 'open-update', 'other']) {
      expect(await world.post(press(world.connector.url, { verb }))).toEqual(cardAnswer(card));
    }
    world.answers.card = () => Promise.resolve({ card: { type: 'AdaptiveCard', body: [] } });
    const plain = await world.post(press(world.connector.url, { verb: 'open-update' }));
    expect(plain).toEqual(cardAnswer({ type: 'AdaptiveCard', body: [] }));
    expect(world.connector.requests).toEqual([]);
  });

  it.each([
    ['an input that is none of ours', { in_salary: '1' }],
    ['an input of a line that no card has', { in_note_1: 'x' }],
    ['an input of a card to come', { in_deputy: 'x' }],
    ['a field that is none of ours', { officer: 'o1' }],
    ['a number for an input', { in_note: 5 }],
    ['an object for an input', { in_note: { $ne: '' } }],
    ['a list for ticks', { in_track: ['a'] }],
    ['an input that is too long', { in_note: 'x'.repeat(4001) }],
    ['a rating that is no id', { rating: 'Purple!' }],
    ['a rating that is too long', { rating: 'x'.repeat(41) }],
    ['a token that is no text', { token: { kid: 1 } }],
    ['a token that is too long', { token: 'x'.repeat(401) }],
    ['too many inputs', Object.fromEntries(Array.from({ length: 131 }, (_, i) => [`in_track_${String(i)}`, 'x']))],
  ])('is refused with %s, and the flows see nothing', async (_, data) => {
    const answer = await world.post(press(world.connector.url, { verb: 'record-update', data }));
    expect(answer).toEqual(errorAnswer(400, 'BadRequest', expect.stringContaining('my milestones')));
    expect(world.seen).toEqual([]);
  });

  it.each([
    ['no value', { value: undefined }],
    ['no action', { value: {} }],
    ['another kind of action', { value: { action: { type: 'Action.Submit', verb: 'x' } } }],
    ['no verb', { value: { action: { type: 'Action.Execute' } } }],
    ['data that is a text', { value: { action: { type: 'Action.Execute', verb: 'x', data: 'y' } } }],
  ])('is refused with %s', async (_, parts) => {
    const answer = await world.post(press(world.connector.url, {}, parts));
    expect(answer).toEqual(errorAnswer(400, 'BadRequest', expect.any(String)));
    expect(world.seen).toEqual([]);
  });

  it('that fails is told a fixed sentence, not the reason', async () => {
    world.answers.card = () => Promise.reject(new Error('secret: table X'));
    const answer = await world.post(press(world.connector.url, { verb: 'record-update' }));
    expect(answer).toEqual(errorAnswer(500, 'Failed', SORRY));
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(world.logged).toContainEqual({
      level: 'error',
      event: 'turn-failed',
      fields: { type: 'invoke', reason: expect.stringMatching(/^Error at turns\.test\.ts:\d+$/) as unknown },
    });
  });

  it('that fails leaves a reason in the log that is short, and quotes nobody', async () => {
    world.answers.card = () => Promise.reject(new RangeError(`so\r\n long ${'x'.repeat(300)}`));
    await world.post(press(world.connector.url, { verb: 'record-update' }));
    world.answers.card = () => Promise.resolve(JSON.parse('what somebody typed') as never);
    await world.post(press(world.connector.url, { verb: 'record-update' }));
    const failed = world.logged.filter(({ event }) => event === 'turn-failed').map(({ fields }) => fields);
    expect(failed).toEqual([
      { type: 'invoke', reason: expect.stringMatching(/^RangeError at turns\.test\.ts:\d+$/) as unknown },
      { type: 'invoke', reason: expect.stringMatching(/^SyntaxError at turns\.test\.ts:\d+$/) as unknown },
    ]);
  });

  const LATE_PRESS = 'What you sent may already be saved: press again in a minute to see.';

  it('that hangs is answered all the same, and the work goes on when it can', async () => {
    await hurried();
    const gate = waiting();
    world.answers.card = () => gate.opened.then(() => ({ text: 'too late' }));
    const answer = await world.post(press(world.connector.url, { verb: 'record-update' }));
    expect(answer).toEqual(textAnswer(expect.stringContaining(LATE_PRESS) as string));
    gate.open();
    await expect.poll(() => world.logged.map((one) => one.event)).toContain('turn-late-done');
  });

  it('that fails after its time is up is logged and harms nobody', async () => {
    await hurried();
    const gate = waiting();
    world.answers.card = () => gate.opened.then(() => Promise.reject(new Error('secret')));
    const answer = await world.post(press(world.connector.url, { verb: 'record-update' }));
    expect(answer).toEqual(textAnswer(expect.stringContaining(LATE_PRESS) as string));
    gate.open();
    await expect.poll(() => world.logged.map((one) => one.event)).toContain('turn-failed');
  });
});

describe('words', () => {
  it('in a personal chat: text and cards in answer, one request each', async () => {
    world.answers.text = () => Promise.resolve([{ text: '*2* milestones' }, { card, summary: 'Your milestones' }]);
    await world.post(activity(world.connector.url, { text: '  my\u00a0milestones \n' }));
    expect(world.seen[0]?.turn as Said).toMatchObject({ text: 'my milestones', scope: 'personal', channel: null });
    expect(world.connector.requests.map((one) => one.body)).toMatchObject([
      { type: 'message', text: '*2* milestones', textFormat: 'plain' },
      { type: 'message', summary: 'Your milestones', attachments: [{ content: card }] },
    ]);
    expect(world.connector.requests[1]?.body).not.toHaveProperty('text');
  });

  it('in a channel: without the mention, and the channel apart from the thread', async () => {
    world.answers.text = () => Promise.resolve([{ text: 'Registered' }]);
    const body = activity(world.connector.url, {
      text: '<at>Waymark</at>&nbsp;summary here for <at>Megan</at>\n',
      entities: [
        { type: 'mention', text: '<at>Waymark</at>', mentioned: { id: `28:${APP_ID}`, name: 'Waymark' } },
        { type: 'mention', text: '<at>Megan</at>', mentioned: { id: '29:megan', name: 'Megan' } },
        { type: 'clientInfo', locale: 'en-GB' },
        'rubbish',
      ],
      conversation: {
        id: '19:c@thread.tacv2;messageid=17',
        conversationType: 'channel',
        tenantId: TENANT,
        isGroup: true,
      },
      channelData: {
        tenant: { id: TENANT },
        team: { id: '19:t@thread.tacv2', name: 'Leadership' },
        channel: { id: '19:c@thread.tacv2', name: 'Improvement board' },
      },
    });
    await world.post(body);
    expect(world.seen[0]?.turn as Said).toMatchObject({
      scope: 'channel',
      text: 'summary here for <at>Megan</at>',
      chat: { conversationId: '19:c@thread.tacv2' },
      channel: { id: '19:c@thread.tacv2', name: 'Improvement board', team: 'Leadership' },
    });
    expect(decodeURIComponent(world.connector.requests[0]?.path ?? '')).toContain('19:c@thread.tacv2;messageid=17');
  });

  it('in a group, or where Teams does not say: never taken for personal', async () => {
    for (const conversationType of ['groupChat', undefined, 'meeting']) {
      await world.post(
        activity(world.connector.url, { conversation: { id: '19:g', conversationType, tenantId: TENANT } }),
      );
    }
    expect(world.seen.map((one) => one.turn.scope)).toEqual(['group', 'group', 'group']);
  });

  it('that fail get a plain sentence without the reason', async () => {
    world.answers.text = () => Promise.reject(new Error('secret'));
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    expect(world.connector.requests.map((one) => one.body)).toMatchObject([{ text: SORRY }]);
  });

  it.each([408, 500, 503] as const)(
    'are answered with one request even when Teams says %i, and one apology',
    async (status) => {
      world.answers.text = () => Promise.resolve([{ text: 'hello' }]);
      world.connector.script({ status, headers: { 'retry-after': '1' } });
      expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
      expect(world.connector.requests).toHaveLength(2);
      expect(world.logged.map((one) => one.event)).toContain('apology-failed');
    },
  );

  const late = 'This takes longer than usual. The answer comes here as soon as it is ready.';
  const texts = (): readonly unknown[] => world.connector.requests.map((one) => (one.body as { text: unknown }).text);

  it('whose answer takes long: said so at once, and the answer follows', async () => {
    await hurried();
    const gate = waiting();
    world.answers.text = () => gate.opened.then(() => [{ text: 'your list' }]);
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    await expect.poll(texts).toEqual([late]);
    gate.open();
    await expect.poll(texts).toEqual([late, 'your list']);
  });

  it('whose answer takes long and then fails are told that as well', async () => {
    await hurried();
    const gate = waiting();
    world.answers.text = () => gate.opened.then(() => Promise.reject(new Error('secret')));
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    gate.open();
    await expect.poll(texts).toEqual([late, SORRY]);
  });

  it('to a connector that never answers do not keep Teams waiting for us', async () => {
    await hurried();
    world.answers.text = () => Promise.resolve([{ text: 'hello' }]);
    world.connector.script('hang');
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    expect(texts()).toEqual(['hello']);
  });

  it('that Teams asks us to say a little later are said once more, and everybody waits', async () => {
    world.answers.text = () => Promise.resolve([{ text: 'hello' }, { text: 'and more' }]);
    world.connector.script({ status: 429, headers: { 'retry-after': '2' } }, { status: 201, body: { id: 'a' } });
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    expect([texts(), world.paused, world.slept]).toEqual([['hello', 'hello', 'and more'], [2000], [2000]]);
  });

  it.each([
    ['twice', '1', ['hello', 'hello'], [1000, 1000]],
    ['for long', '30', ['hello'], [30_000]],
  ])('that Teams puts off %s are given up without another word', async (_, header, said, pauses) => {
    world.answers.text = () => Promise.resolve([{ text: 'hello' }, { text: 'and more' }]);
    world.connector.script({ status: 429, headers: { 'retry-after': header } });
    expect(await world.post(activity(world.connector.url))).toEqual({ status: 200 });
    expect([texts(), world.paused]).toEqual([said, pauses]);
    expect(world.logged.map((one) => one.event)).toEqual(['reply-not-taken']);
  });

  it('without a text are words too', async () => {
    await world.post(activity(world.connector.url, { text: undefined, value: { verb: 'x' } }));
    expect(world.seen[0]?.turn).toMatchObject({ text: '' });
  });

  it('start no typing timer', async () => {
    world.answers.text = async () => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      return [];
    };
    await world.post(activity(world.connector.url));
    expect(world.connector.requests).toEqual([]);
  });
});
