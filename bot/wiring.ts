import type { Config } from './config.js';
import { addMs } from './domain/dates.js';
import { KEEP } from './domain/retention.js';
import { copyFile } from './documents/copy-file.js';
import { answerTurns } from './flows/answer-turn.js';
import { keepCopy } from './flows/copy.js';
import { countAnswers } from './flows/count-answers.js';
import { DRAIN_LIMITS, drain } from './flows/drain.js';
import { everyFiveMinutes } from './flows/every-five-minutes.js';
import { createPace } from './flows/pace.js';
import { nightly } from './flows/nightly.js';
import { buryMessage } from './flows/poison.js';
import { deliverRollup } from './flows/post-rollup.js';
import type { WriteLine, Ports, RollupMessage } from './flows/ports.js';
import { isAlive, readiness, remembered, type Readiness } from './flows/readiness.js';
import { refreshCards } from './flows/refresh.js';
import { everybodyWaits } from './flows/sender.js';
import { woken } from './flows/woken.js';
import { rememberedCalendar } from './flows/working-calendar.js';
import { azureCopies } from './storage/blobs.js';
import { credentialOf } from './storage/connection.js';
import { azureBells, readCause, readRefresh, readRollup } from './storage/queues.js';
import { CHANNEL_ISSUER, createAdapter } from './teams/adapter.js';
import { answering } from './teams/answering.js';
import { createBridge, type Bridge } from './teams/bridge.js';
import { eachTurn, conversation, messageCard } from './teams/conversation.js';
import { countedTurns } from './teams/counted-turns.js';
import { createMessenger } from './teams/messenger.js';
import { limitEach } from './teams/person-limit.js';
import { replying } from './teams/reply.js';
import { sentFiles } from './teams/sent-files.js';
import { createTeamsApp } from './teams/teams-app.js';
import { tracedTurns } from './teams/traced-turns.js';
import { exportersOf } from './traces-out.js';
import { openStorage } from './wiring-storage.js';

/** What the functions call. One field for each thing that wakes us. `cause` is the `traceparent` of the host, unread. */
export interface App {
  readonly messages: (cause: string | null, ...request: Parameters<Bridge>) => ReturnType<Bridge>;
  readonly tick: (cause: string | null) => Promise<void>;
  readonly nightly: (cause: string | null) => Promise<void>;
  readonly deliver: (message: unknown) => Promise<void>;
  readonly refresh: (message: unknown) => Promise<void>;
  readonly rollup: (message: unknown) => Promise<void>;
  /** What failed five times on a queue. */
  readonly buried: (queue: 'deliver' | 'refresh' | 'rollup', message: unknown) => Promise<void>;
  readonly alive: () => Promise<boolean>;
  readonly readiness: () => Promise<Readiness>;
}

/** How long a bell is tried in a turn. */
const BELL_IN_TURN_MS = 1_500;

/** How long an answer of health holds. */
const HEALTH_MS = 3_000;

/** The whole system, from its settings. Nothing is asked of the outside yet. */
export function wire(config: Config, write: WriteLine): App {
  const storage = openStorage(config, write, exportersOf(config.traces, { credentialOf }));
  const { log, traces } = storage;
  const inAzure = config.surroundings === 'azure';
  const hosts = { hosts: config.serviceHosts, allowHttpLoopback: !inAzure };
  const adapter = createAdapter({ bot: config.bot, inAzure, inbound: config.inbound }, log);
  const toCard = messageCard(config.tokenKeys, storage.clock);
  const messenger = createMessenger(adapter, { ...hosts, bot: config.bot, serviceUrl: config.serviceUrl, toCard }, log);
  const pace = createPace(storage.clock, config.sendRate);
  const files = sentFiles({ hosts: config.fileHosts, allowHttpLoopback: !inAzure }, log);
  const calendar = rememberedCalendar(storage);
  // Each piece of work decides by one calendar, from its beginning to its end.
  const outside = { ...storage, messenger, pace, sentFiles: files };
  const current = async (): Promise<Ports> => ({ ...outside, calendar: await calendar() });
  const known = { keys: config.tokenKeys, admins: config.admins, homeTenant: config.bot?.tenantId ?? null };
  // Somebody waits for the answer: a bell that hangs must not hold it up.
  const bells = azureBells(config.storage, () => traces.current(), BELL_IN_TURN_MS);
  const answered = eachTurn(async () => conversation({ ...known, ports: { ...(await current()), bells } }));
  const turns = limitEach(
    countedTurns(tracedTurns(answered, traces), countAnswers(storage), () => storage.clock.monotonic()),
    { now: () => storage.clock.monotonic(), admins: config.admins, log, hash: (text) => storage.hash(text) },
  );
  const say = replying({
    log,
    turn: answerTurns({ ...storage, pace }),
    sleep: (ms) => storage.clock.sleep(ms),
    throttled: (ms) => everybodyWaits({ ...storage, pace }, addMs(storage.clock.now(), ms)),
  });
  const issuer = config.inbound?.issuer ?? CHANNEL_ISSUER;
  const gate = { ...hosts, bot: config.bot && { ...config.bot, issuer }, readingTenants: config.readingTenants };
  const bridge = createBridge(adapter, gate, createTeamsApp(answering(turns, say, log)), log);
  return {
    // Nobody waits for what is told of a turn: that is handed on beside it.
    messages: (cause, ...request) => traces.within(cause, () => bridge(...request)),
    ...timersOf(config, storage, outside, current),
    ...queuesOf(storage, current),
    // Anybody may ask, so storage is asked for all of them together.
    alive: remembered(storage.clock, HEALTH_MS, () => isAlive(storage)),
    readiness: () => readiness(storage),
  };
}

type Current = () => Promise<Ports>;

function timersOf(
  config: Config,
  storage: ReturnType<typeof openStorage>,
  outside: Omit<Ports, 'calendar'>,
  current: Current,
): Pick<App, 'tick' | 'nightly'> {
  const copies = azureCopies(config.storage);
  const fromHost = (cause: string | null): string | null => cause;
  return {
    tick: woken<[cause: string | null]>(
      storage,
      'tick',
      async () => {
        await everyFiveMinutes(outside, DRAIN_LIMITS, config.admins);
      },
      fromHost,
    ),
    nightly: woken<[cause: string | null]>(
      storage,
      'nightly',
      async () => {
        // Before anything is taken away; what fails there does not fail the night.
        await keepCopy({ ...storage, copies, copyFile }, config.copyDays);
        await nightly(await current(), { ...KEEP, ...config.keep });
      },
      fromHost,
    ),
  };
}

function queuesOf(
  needs: Pick<Ports, 'log' | 'traces'>,
  current: Current,
): Pick<App, 'deliver' | 'refresh' | 'rollup' | 'buried'> {
  return {
    deliver: woken<[message: unknown]>(needs, 'deliver', async () => drain(await current()), readCause),
    refresh: woken(
      needs,
      'refresh',
      async (message: unknown) => refreshCards(await current(), readRefresh(message)),
      readCause,
    ),
    rollup: woken(
      needs,
      'rollup',
      async (message: unknown) => deliverRollup(await current(), readRollup(message)),
      readCause,
    ),
    buried: woken(
      needs,
      'buried',
      async (queue: 'deliver' | 'refresh' | 'rollup', message: unknown) =>
        buryMessage(await current(), queue, queue === 'rollup' ? rollupIn(message) : null),
      (_queue, message) => readCause(message),
    ),
  };
}

/** Null for a message that is none of ours: it must not fail again where what fails is buried. */
function rollupIn(message: unknown): RollupMessage | null {
  try {
    return readRollup(message);
  } catch {
    return null;
  }
}
