/** Pages about cards: none, two, too many at once, and one that cannot arrive. */
import { cardText } from '../../support/card-text.js';
import { idInTeams } from '../../support/scenario.js';
import type { Scene, Walk } from './walk.js';

/** The page is read at ten on the Wednesday. */
export const TEN = '2026-11-18 10:00';
/** The morning: the round of half past eight, what is left of it, and then only the time just before ten. */
export async function untilTen(walk: Walk): Promise<void> {
  walk.standstill('2026-11-18 08:25');
  await walk.until('2026-11-18 08:50');
  walk.standstill('2026-11-18 09:55');
  await walk.until(TEN);
}

const to = (name: string) => (path: string) => path.includes(`/chat-${idInTeams(name)}/`);

export const SENDING_SCENES: Readonly<Record<string, (walk: Walk) => Scene>> = {
  'nothing-was-sent.md': (walk) => ({
    happens: {
      'sending-was-stopped': async () => {
        walk.standstill('2026-11-17 17:35');
        await walk.until('2026-11-17 17:40');
        await walk.type('sending', 'stop', '--reason', 'checking the new plan', '--as', 'Sam Whitfield');
        await untilTen(walk);
      },
      'five-minutes-pass': () => walk.until('2026-11-18 10:05'),
      'the-bot-stands-still': () => {
        walk.standstill('2026-11-18 10:55');
      },
      'the-bot-comes-again': () => walk.until('2026-11-18 11:00'),
    },
  }),

  'sent-twice.md': (walk) => ({
    happens: {
      'teams-answers-502-for-two': async () => {
        walk.talk.connector.script((path) =>
          [to('Rosa Lind'), to('Marcus Ibe')].some((one) => one(path)) ? { status: 502 } : null,
        );
        walk.standstill('2026-11-18 08:25');
        await walk.until('2026-11-18 08:35');
        walk.talk.connector.script(() => null);
        await walk.until('2026-11-18 08:50');
        walk.standstill('2026-11-18 09:55');
        await walk.until(TEN);
      },
    },
    shows: {
      'the-second-card': () => Promise.resolve(cardText(walk.cardOf('Rosa Lind')).slice(0, 8)),
    },
  }),

  'teams-throttles.md': (walk) => ({
    happens: {
      'teams-says-wait': async () => {
        walk.standstill('2026-11-18 08:25');
        walk.talk.connector.script({ status: 429, headers: { 'retry-after': '5700' } });
        await walk.until('2026-11-18 08:35');
        walk.talk.connector.script(() => null);
        await walk.until('2026-11-18 08:50');
        walk.standstill('2026-11-18 09:55');
        await walk.until(TEN);
      },
      'the-time-is-over': () => walk.until('2026-11-18 10:10'),
    },
  }),

  'officer-blocked-the-bot.md': (walk) => ({
    happens: {
      'rosa-has-blocked-waymark': () => blockedBy(walk, 'Rosa Lind'),
      'rosa-writes-to-waymark': async () => {
        walk.talk.connector.script(() => null);
        walk.standstill('2026-11-18 10:20');
        await walk.talk.say(idInTeams('Rosa Lind'), 'hello');
      },
      'the-card-leaves': () => walk.until('2026-11-18 10:25'),
    },
  }),

  'README.md': (walk) => ({
    happens: { 'a-card-could-not-arrive': () => blockedBy(walk, 'Rosa Lind') },
    shows: { health: () => walk.health() },
  }),
};

/** At ten somebody has blocked Waymark, and the card of half past eight did not arrive. */
async function blockedBy(walk: Walk, name: string): Promise<void> {
  const error = { code: 'ConversationBlockedByUser', message: 'User blocked the conversation with the bot.' };
  walk.talk.connector.script((path) => (to(name)(path) ? { status: 403, body: { error } } : null));
  await untilTen(walk);
}
