import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../bot/teams/bridge.js';
import { activity, APP_ID, OTHER_TENANT, PERSON, startWorld, TENANT, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world.close();
});
// Whatever was refused reached nothing; and news of a team in which nothing changed for us is no news.
afterEach(() => {
  expect([world.seen, world.connector.requests]).toEqual([[], []]);
});

describe.each(['conversationUpdate', 'messageReaction'])('news without a tenant in the conversation: %s', (type) => {
  const nobody = { id: '29:x' };
  const team = { id: '19:team@thread.tacv2', conversationType: 'channel' };
  const ours = { tenant: { id: TENANT } };
  const theirs = { tenant: { id: OTHER_TENANT } };
  const told = (parts: Record<string, unknown>): Promise<HttpAnswer> =>
    world.post(activity(world.connector.url, { type, from: nobody, conversation: team, channelData: ours, ...parts }));

  it.each([TENANT, TENANT.toUpperCase()])('is heard of our tenant: %s', async (id) => {
    expect((await told({ channelData: { tenant: { id } } })).status).toBe(200);
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another tenant', { channelData: theirs, conversation: { id: 'a:1', conversationType: 'personal' } }],
    ['of one that may read in shared channels', { channelData: theirs }],
    ['of no tenant', { channelData: {} }],
    ['of no tenant, said twice', { channelData: { tenant: null }, conversation: { ...team, tenantId: null } }],
    ['without anything of Teams', { channelData: null }],
    ['of our tenant, in a place of another', { conversation: { ...team, tenantId: OTHER_TENANT } }],
    ['of another tenant, in a place of ours', { channelData: {}, conversation: { ...team, tenantId: TENANT } }],
    ['by a sender of another tenant', { from: { ...nobody, tenantId: 'f'.repeat(8) } }],
    ['of a tenant like ours', { channelData: { tenant: { id: `${TENANT} ` } } }],
    ['of more than our tenant', { channelData: { tenant: { id: `${TENANT},${OTHER_TENANT}` } } }],
    ['by another channel', { channelId: 'directline' }],
    ['by a type like it', { type: type.toUpperCase() }],
    ['by a type that begins like it', { type: `${type} ` }],
    ['by the type of installations', { type: 'installationUpdate', action: 'add' }],
    ['by an event', { type: 'event' }],
  ])('403: %s', async (_, parts) => {
    expect((await told(parts)).status).toBe(403);
  });

  it.each(['message', 'invoke'])('403: by words or a press (%s)', async (spoken) => {
    const person = { ...nobody, aadObjectId: PERSON };
    expect((await told({ type: spoken, from: person })).status).toBe(403);
  });

  it('401 before all of it, for a token that is not taken', async () => {
    const forged = world.token(APP_ID, world.connector.url, { signedBy: 'stranger' });
    const body = activity(world.connector.url, { type, from: nobody, conversation: team, channelData: theirs });
    expect((await world.post(body, { authorization: `Bearer ${forged}` })).status).toBe(401);
  });
});
