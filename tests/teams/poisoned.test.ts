/**
 * References that somebody with access to storage has changed, through everything that sends from storage: the drain,
 * the rebuilding of cards and the summaries. Nothing may arrive there, and nobody else may be kept from their card.
 */
import { wholePlan } from '../../bot/domain/scope.js';
import { reading } from '../support/channels.js';
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { drain } from '../../bot/flows/drain.js';
import { channelsOf, planRollup } from '../../bot/flows/plan-rollup.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { startCanary, type Canary } from '../support/canary.js';
import { loadPlan, PLAN } from '../support/world.js';
import { CHANNEL, linkHere, startTalk, type Talk } from './talk.js';

let canary: Canary;
let talk: Talk;
let ids: Record<string, string>;
let places: readonly string[];

beforeAll(async () => {
  canary = await startCanary();
});
afterAll(async () => {
  await canary.close();
});
beforeEach(async () => {
  const at = String(canary.port);
  places = [`http://localhost:${at}/`, `http://smba.trafficmanager.net@127.0.0.1:${at}/`, `http://2130706433:${at}/`];
  talk = await startTalk();
  await loadPlan(talk.ports, [
    { ref: 'A1', due: '2026-11-18', leads: ['Ann', 'Zoe'] },
    { ref: 'A2', due: '2026-11-18', leads: ['Ann', 'Zoe'] },
    { ref: 'A3', due: '2026-11-18', leads: ['Bob'] },
  ]);
  ids = await linkHere(talk, ['Ann', 'Zoe', 'Bob']);
});
afterEach(async () => {
  await talk.close();
  expect(canary.heard).toEqual({ connections: 0, bytes: 0 });
});

async function poison(name: string, serviceUrl: string): Promise<void> {
  const found = (await talk.ports.people.officer(ids[name]!))!;
  const chat = { serviceUrl, conversationId: `chat-${name}`, botId: '28:bot' };
  await talk.ports.people.put({ ...found.value, chat }, found.etag);
}

it('a chat of an officer gets no card, and all others do', async () => {
  for (const place of places) {
    await poison('Ann', place);
    expect(Object.keys(await talk.ask())).toEqual(expect.not.arrayContaining(['Ann']));
    talk.world.clock.advance(30 * 60_000);
    await drain(talk.ports);
  }
  const chats = talk.connector.requests.map(({ path }) => /chat-(\w+)/.exec(path)?.[1]);
  expect(chats).toEqual(expect.arrayContaining(['Bob', 'Zoe']));
  expect(chats).not.toContain('Ann');
});

it('a card that was sent is not rebuilt there, and those of others are', async () => {
  expect(Object.keys(await talk.ask()).sort()).toEqual(['Ann', 'Bob', 'Zoe']);
  for (const place of places) {
    await poison('Ann', place);
    const before = talk.connector.requests.length;
    talk.world.clock.advance(20 * 60_000);
    await refreshCards(talk.ports, { plan: PLAN, ref: 'A1' });
    const puts = talk.connector.requests.slice(before);
    expect(puts.map(({ method, path }) => [method, path.split('/')[3]])).toEqual([['PUT', 'chat-Zoe']]);
  }
});

it('a channel gets no summary, and all others do', async () => {
  const channel = {
    name: null,
    team: null,
    ...reading(PLAN),
    registeredBy: null,
    registeredAt: talk.ports.clock.now(),
  };
  const chatAt = (serviceUrl: string, conversationId: string) => ({ serviceUrl, conversationId, botId: '28:bot' });
  for (const [index, place] of places.entries()) {
    const id = `19:bad${String(index)}@thread.tacv2`;
    await talk.ports.channels.put({ ...channel, id, chat: chatAt(place, id) }, null);
  }
  await talk.ports.channels.put({ ...channel, id: CHANNEL, chat: chatAt(talk.connector.url, CHANNEL) }, null);
  await planRollup(talk.ports, wholePlan(PLAN), await channelsOf(talk.ports, PLAN), null);
  await talk.hear();
  const chats = talk.connector.requests.map(({ path }) => decodeURIComponent(path));
  const [, inThread] = chats;
  expect(chats).toEqual([`/v3/conversations/${CHANNEL}/activities`, inThread]);
  expect(inThread).toMatch(new RegExp(`^/v3/conversations/${CHANNEL};messageid=[^/]+/activities$`));
});
