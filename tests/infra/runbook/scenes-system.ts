/** Pages about what Waymark stands on: storage, its keys, its copy and its clock. */
import { readConfig } from '../../../bot/config.js';
import { reasonOf } from '../../../bot/wiring-command-line.js';
import { refusalOf } from '../../../functions/cli-refusals.js';
import { KEYS } from '../../teams/talk.js';
import { terminal } from '../../support/command-line.js';
import { idInTeams } from '../../support/scenario.js';
import { createWorld } from '../../support/world.js';
import { TEN, untilTen } from './scenes-sending.js';
import { readBy, type Scene, type Walk } from './walk.js';

const HANNAH = 'Hannah Osei';
const DAY_MS = 86_400_000;
const ID = '11111111-1111-4111-8111-111111111111';
const SETTINGS = {
  MicrosoftAppId: ID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: ID,
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  WAYMARK_SERVICE_HOSTS: '127.0.0.1:3978',
};
const NEW_KEY = { id: 'k2', key: new Uint8Array(32).fill(9) };

export const SYSTEM_SCENES: Readonly<Record<string, (walk: Walk) => Scene>> = {
  'storage-down.md': (walk) => ({
    happens: {
      'storage-stops-at-twenty-past-eight': async () => {
        walk.standstill('2026-11-18 08:15');
        await walk.until('2026-11-18 08:20');
        walk.hook = () => Promise.reject(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
        walk.standstill(TEN);
        await walk.comes().catch(() => undefined);
      },
      'storage-is-back': async () => {
        walk.hook = () => Promise.resolve();
        await walk.until('2026-11-18 10:05');
      },
    },
    shows: {
      health: () => walk.health(),
      'health-again': () => walk.health(),
      'what-hannah-is-told': async () => (await walk.talk.say(idInTeams(HANNAH), 'my milestones')).flatMap(readBy),
    },
  }),

  'key-rotation.md': (walk) => ({
    happens: {
      'cards-went-out': async () => {
        await untilTen(walk);
      },
      'the-new-key-comes-first': () => {
        walk.keys = [NEW_KEY, ...KEYS];
      },
      'thirty-days-later-the-old-key-goes': () => {
        walk.standstill('2026-12-18 10:00');
        walk.keys = [NEW_KEY];
      },
    },
    shows: {
      'an-old-card': () => pressUpdate(walk),
      'an-old-card-now': () => pressUpdate(walk),
      'a-key-that-is-too-short': () => Promise.resolve([refusedSetting()]),
    },
  }),

  'restore.md': (walk) => {
    const elsewhere = createWorld('2026-11-18T11:00:00Z', 7);
    return {
      happens: {
        'a-copy-is-made-at-night-and-cards-go-out': async () => {
          walk.standstill('2026-11-18 02:10');
          await walk.type('export', walk.pathOf('2026-11-18.ndjson.gz'));
          await untilTen(walk);
        },
        'storage-is-lost-and-made-anew': () => {
          walk.typeAt(terminal(elsewhere));
        },
      },
    };
  },

  'wrong-clock.md': (walk) => ({
    happens: {
      'the-clock-jumps-ahead': async () => {
        await untilTen(walk);
        walk.talk.world.clock.jump(30 * DAY_MS);
        await walk.comes();
      },
      'the-clock-is-set-right': async () => {
        walk.talk.world.clock.jump(-30 * DAY_MS);
        await walk.until('2026-11-18 10:10');
      },
      'the-next-morning': async () => {
        walk.standstill('2026-11-19 08:25');
        await walk.until('2026-11-19 08:35');
      },
      'the-clock-falls-two-days-behind': async () => {
        walk.talk.world.clock.jump(-2 * DAY_MS);
        await walk.comes();
      },
      'it-is-set-right-again': async () => {
        walk.talk.world.clock.jump(2 * DAY_MS);
        await walk.until('2026-11-19 08:45');
      },
    },
  }),
};

/** What the app says in its log when it refuses to start. */
function refusedSetting(): string {
  try {
    readConfig({ ...SETTINGS, WAYMARK_TOKEN_KEYS: 'k2:c2hvcnQ=' }, () => new Uint8Array(32));
  } catch (error) {
    return refusalOf(error, reasonOf).message;
  }
  throw new Error('A key of five bytes was taken');
}

/** What Hannah sees when she presses Update on the card that she got on the Wednesday. */
async function pressUpdate(walk: Walk): Promise<readonly string[]> {
  const told = await walk.talk.press(idInTeams(HANNAH), walk.cardOf(HANNAH), 'Update', { about: 'FD 1.1' });
  return readBy(told).slice(0, 4);
}
