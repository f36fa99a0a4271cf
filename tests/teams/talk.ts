/**
 * People in Teams talking to the whole bot: the bridge, the cards, the tokens and the flows are real, storage is memory,
 * and Teams is a connector on loopback whose log of requests is the truth about what was shown.
 */
import { answerTurns } from '../../bot/flows/answer-turn.js';
import type { Card } from '../../cards/index.js';
import { drain } from '../../bot/flows/drain.js';
import { deliverRollup } from '../../bot/flows/post-rollup.js';
import type { Ports } from '../../bot/flows/ports.js';
import { refreshCards } from '../../bot/flows/refresh.js';
import { sweep } from '../../bot/flows/sweep.js';
import { todayOf } from '../../bot/flows/today.js';
import { createAdapter } from '../../bot/teams/adapter.js';
import { answering } from '../../bot/teams/answering.js';
import { createBridge, type HttpAnswer } from '../../bot/teams/bridge.js';
import type { SigningKey } from '../../bot/teams/card-token.js';
import { conversation, eachTurn, messageCard } from '../../bot/teams/conversation.js';
import { createMessenger } from '../../bot/teams/messenger.js';
import { replying } from '../../bot/teams/reply.js';
import { createTeamsApp } from '../../bot/teams/teams-app.js';
import { tracedTurns } from '../../bot/teams/traced-turns.js';
import { partsOf, wordsOf, type Part } from '../cards/shape.js';
import { startConnector, type Connector } from '../support/connector.js';
import { startOpenId } from '../support/openid.js';
import { createWorld, digestsOf, linkAll, type Process, type ProcessNeeds, type World } from '../support/world.js';
import { activity, APP_ID, OTHER_TENANT, press, TENANT } from './world.js';

export const KEYS = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
export const CHANNEL = '19:board@thread.tacv2';

/** Where something is said or pressed. */
export type Where = 'personal' | 'channel' | 'group';

/** What the bot answered: a card, or a text. */
export type Told = { readonly card: Card; readonly words: string } | { readonly text: string };

/** What a person does on a card before pressing a button. */
export interface Filled {
  /** By the name of the field. */
  readonly typed?: Readonly<Record<string, string>>;
  /** Refs of the lines ticked. */
  readonly ticked?: readonly string[];
}

export interface Talk {
  readonly world: World;
  readonly ports: Process['ports'];
  readonly connector: Connector;
  /** Says a line, and answers what came back. */
  say(who: string, text: string, where?: Where): Promise<readonly Told[]>;
  /** Sends what Teams sends with a message: files among it. */
  send(who: string, attachments: readonly object[], where?: Where): Promise<readonly Told[]>;
  /** The bot comes to somebody's chat, or leaves it. */
  install(who: string, parts?: object): Promise<readonly Told[]>;
  /**
   * Presses a button by its title; `about` is in its tooltip where several have the title. `on`: the message that holds the
   * card, where that is not their newest.
   */
  press(
    who: string,
    card: Card,
    title: string,
    filled?: Filled & { about?: string; where?: Where; on?: string },
  ): Promise<Told>;
  /** Presses whatever is given, as a client that was tampered with may. */
  pressRaw(who: string, action: object, parts?: object): Promise<Told>;
  /** A request with a good token and this body, which need not be one of ours. */
  readonly post: (text: string) => Promise<HttpAnswer>;
  /** Asks everybody what is due and sends the cards. Answers the newest card of each, by name. */
  ask(): Promise<Readonly<Record<string, Card>>>;
  /** Hears the bells for other cards and for summaries. */
  hear(): Promise<void>;
  close(): Promise<void>;
}

const INSTALLED = { text: undefined, type: 'installationUpdate', action: 'add' };

/** People of the other tenant have names that begin so. */
export const VISITOR = 'Visitor';

export interface TalkNeeds extends ProcessNeeds {
  /** Milliseconds for an answer in all, and for what is not essential to it. */
  readonly limitMs?: number;
  readonly asideMs?: number;
  /** The settings of the moment: they change when the process is started anew. */
  readonly keys?: () => readonly SigningKey[];
}

/** @param admins names of the first admins */
export async function startTalk(admins: readonly string[] = [], needs: TalkNeeds = {}): Promise<Talk> {
  const [connector, openId] = await Promise.all([startConnector(), startOpenId()]);
  const world = createWorld();
  const inner = world.start(needs).ports;
  const hosts = { hosts: [new URL(connector.url).host], allowHttpLoopback: true };
  const bot = { appId: APP_ID, tenantId: TENANT, type: 'SingleTenant', password: null } as const;
  const inbound = { openIdMetadataUrl: openId.metadataUrl, issuer: openId.issuer };
  const adapter = createAdapter({ bot, inAzure: false, inbound }, inner.log);
  const toCard = messageCard(KEYS, world.clock);
  const messenger = createMessenger(adapter, { ...hosts, bot, serviceUrl: connector.url, toCard }, inner.log);
  const entra = admins.map((name) => `e-${name.toLowerCase()}`);
  const ports = { ...inner, messenger, firstAdmins: entra };
  const aside = needs.asideMs === undefined ? {} : { asideMs: needs.asideMs };
  const { keys = () => KEYS } = needs;
  const turns = tracedTurns(
    eachTurn(() => Promise.resolve(conversation({ ports, keys: keys(), admins: entra, homeTenant: TENANT, ...aside }))),
    inner.traces,
  );
  const rules = { ...hosts, bot: { ...bot, issuer: openId.issuer }, readingTenants: [OTHER_TENANT] };
  const say = replying({
    log: inner.log,
    sleep: (ms) => world.clock.sleep(ms),
    turn: answerTurns(inner),
    throttled: () => Promise.resolve(),
  });
  const bridge = createBridge(
    adapter,
    rules,
    createTeamsApp(answering(turns, say, inner.log)),
    inner.log,
    needs.limitMs,
  );
  const postText = (text: string): Promise<HttpAnswer> =>
    bridge({ authorization: `Bearer ${openId.token(APP_ID, connector.url)}` }, () => new Response(text).body);
  const post = (body: object): Promise<HttpAnswer> => postText(JSON.stringify(body));
  const messages = async (body: object): Promise<readonly Told[]> => {
    const before = connector.requests.length;
    const answer = await post(body);
    if (answer.status !== 200) throw new Error(`Refused with ${String(answer.status)}`);
    return connector.requests.slice(before).map((request) => toldIn(request.body));
  };
  const pressRaw: Talk['pressRaw'] = async (who, action, parts = {}) =>
    answered(await post(press(connector.url, action, { ...placed(who, 'personal'), ...parts })));
  return {
    world,
    ports,
    connector,
    pressRaw,
    post: postText,
    say: (who, text, where = 'personal') =>
      messages(
        activity(connector.url, { ...placed(who, where), ...(where === 'personal' ? { text } : mention(text)) }),
      ),
    send: (who, attachments, where = 'personal') =>
      messages(activity(connector.url, { ...placed(who, where), text: undefined, attachments })),
    install: (who, parts = {}) =>
      messages(activity(connector.url, { ...placed(who, 'personal'), ...INSTALLED, ...parts })),
    press: async (who, card, title, { about, where = 'personal', on, ...filled } = {}) => {
      const replyToId = on ?? (await newestCard(world.ports, who));
      return pressRaw(who, actionOf(card, title, about, filled), { ...placed(who, where), replyToId });
    },
    ask: async () => {
      const before = connector.requests.length;
      await sweep(ports, { slot: world.clock.now(), today: todayOf(ports), atOnce: true });
      await drain(ports);
      world.clock.advance(60_000);
      const sent = connector.requests.slice(before).map(({ path, body }) => [chatIn(path), cardIn(body)] as const);
      return Object.fromEntries(sent);
    },
    hear: async () => {
      for (let rung = world.bells.take(); rung !== null; rung = world.bells.take()) {
        const parent = rung.traceparent ?? null;
        if (rung.queue === 'refresh') {
          const { message } = rung;
          await ports.traces.span('refresh', { parent }, () => refreshCards(ports, message));
        }
        if (rung.queue === 'rollup') await deliverRollup(ports, rung.message);
      }
    },
    close: async () => {
      await Promise.all([connector.close(), openId.close()]);
    },
  };
}

/** Opens the form of one rating from a card that has the milestone on it. */
export async function openForm(talk: Talk, who: string, card: Card, ref: string, rating: string): Promise<Card> {
  const choose = await talk.press(who, card, 'Update', { about: ref });
  return cardOf(await talk.press(who, cardOf(choose).card, rating)).card;
}

/** The title of the button that saves. */
export const saveAs = (form: Card): string =>
  plain(String(buttonsOf(form).find(({ title }) => String(title).startsWith('Save as'))?.title));

export async function save(
  talk: Talk,
  who: string,
  form: Card,
  typed: Readonly<Record<string, string>>,
): Promise<Told> {
  return talk.press(who, form, saveAs(form), { typed });
}

/** Links people of the plan by name, each with the chat they have with the bot. Answers their ids. */
export async function linkHere({ ports, connector }: Talk, names: readonly string[]): Promise<Record<string, string>> {
  const ids = await linkAll(ports, names);
  for (const [name, id] of Object.entries(ids)) {
    const found = (await ports.people.officer(id))!;
    const chat = { serviceUrl: connector.url, conversationId: `chat-${name}`, botId: `28:${APP_ID}` };
    await ports.people.put({ ...found.value, chat, welcomed: true }, found.etag);
  }
  return ids;
}

/** The cards that were put in place of others since a request: by chat. */
export function replaced({ connector }: Talk, since = 0): Readonly<Record<string, string>> {
  const puts = connector.requests.slice(since).filter(({ method }) => method === 'PUT');
  return Object.fromEntries(puts.map(({ path, body }) => [chatIn(path), seenOn(cardIn(body))]));
}

/** Everything on a card that a reader sees, as one line; throws for a text. */
export function wordsIn(told: Told | undefined): string {
  return cardOf(told).words;
}

export function cardOf(told: Told | undefined): { readonly card: Card; readonly words: string } {
  if (told === undefined || !('card' in told)) throw new Error(`Not a card: ${JSON.stringify(told)}`);
  return told;
}

/** What stands in the inputs of a card, by name; ticks by their whole token. */
export function filledIn(card: Card): Readonly<Record<string, string>> {
  return Object.fromEntries(inputsOf(card).map(({ id, value }) => [String(id).slice('in_'.length), String(value)]));
}

export function buttonsOf(card: Card): readonly Part[] {
  return partsOf(card).filter(({ type }) => type === 'Action.Execute');
}

/** The action that Teams sends when a button is pressed: its own values, and all inputs of the card. */
export function actionOf(card: Card, title: string, about = '', { typed = {}, ticked = [] }: Filled = {}) {
  const button = buttonsOf(card).find(
    (one) => plain(textOf(one.title)) === title && textOf(one.tooltip).includes(about),
  );
  if (button === undefined) throw new Error(`No button ${title} ${about} among ${wordsOf(card).join(' | ')}`);
  const inputs = button.associatedInputs === 'none' ? [] : inputsOf(card);
  const values = inputs.map(({ id, value, label, valueOn }): [string, unknown] => {
    const isTicked = ticked.some((ref) => textOf(label).startsWith(`${ref} `));
    return [textOf(id), isTicked ? valueOn : (typed[textOf(id).slice('in_'.length)] ?? value)];
  });
  return { verb: button.verb, data: { ...(button.data as object), ...Object.fromEntries(values) } };
}

/* ---- The parts ---- */

function placed(who: string, where: Where): object {
  const foreign = who.startsWith(VISITOR);
  const from = { id: `29:${who}`, name: who, aadObjectId: `E-${who}`, ...(foreign && { tenantId: OTHER_TENANT }) };
  const tenant = { tenant: { id: foreign && where === 'channel' ? OTHER_TENANT : TENANT } };
  if (where === 'channel') {
    return {
      from,
      conversation: { id: `${CHANNEL};messageid=17`, conversationType: 'channel', tenantId: TENANT, isGroup: true },
      channelData: { ...tenant, team: { id: '19:team', name: 'Leadership' }, channel: { id: CHANNEL, name: 'Board' } },
    };
  }
  const group = { id: '19:group@thread.v2', conversationType: 'groupChat', tenantId: TENANT, isGroup: true };
  const own = { id: `chat-${who}`, conversationType: 'personal', tenantId: TENANT };
  return { from, conversation: where === 'group' ? group : own, channelData: tenant };
}

function mention(text: string): object {
  const mentioned = { type: 'mention', text: '<at>Waymark</at>', mentioned: { id: `28:${APP_ID}`, name: 'Waymark' } };
  return { text: `<at>Waymark</at> ${text}`, entities: [mentioned] };
}

function answered({ status, jsonBody }: HttpAnswer): Told {
  const { value } = (jsonBody ?? {}) as { readonly value?: unknown };
  if (status !== 200 || value === undefined) throw new Error(`Answered ${String(status)} ${JSON.stringify(jsonBody)}`);
  if (typeof value === 'string') return { text: value };
  const card = value as Card;
  return 'body' in card ? { card, words: seenOn(card) } : { text: JSON.stringify(value) };
}

function toldIn(body: unknown): Told {
  const { text, attachments } = body as { readonly text?: string; readonly attachments?: unknown };
  if (attachments === undefined) return { text: text ?? '' };
  const card = cardIn(body);
  return { card, words: seenOn(card) };
}

function cardIn(body: unknown): Card {
  return (body as { readonly attachments: readonly { readonly content: Card }[] }).attachments[0]!.content;
}

/** Whose chat a request went to: the name after `chat-`, else the whole conversation. */
function chatIn(path: string): string {
  const id = decodeURIComponent(/conversations\/([^/]+)/.exec(path)?.[1] ?? '');
  return id.replace(/^chat-/, '');
}

/** The id of the message in which somebody got their newest card. */
export async function newestCard(ports: Ports, who: string): Promise<string> {
  const known = await ports.people.byEntraId(`e-${who}`);
  const digests = known === null ? [] : await digestsOf(ports, known.value.id);
  return digests.at(-1)?.activityId ?? 'no-card-of-ours';
}

function inputsOf(card: Card): readonly Part[] {
  return partsOf(card).filter(({ type }) => String(type).startsWith('Input.'));
}

/** What a reader sees of a card, in one line. */
function seenOn(card: Card): string {
  return plain(wordsOf({ ...card, fallbackText: '' }).join(' ')).replace(/ (?=[,.:])/g, '');
}

/** With one kind of blank. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
