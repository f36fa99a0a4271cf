import { Cron } from 'croner';
import { Refusal, type Registered } from './core.js';
import type { Invoke } from './invoke.js';
import { complain, inWords } from './logging.js';
import { withSettings } from './settings.js';

export interface Timers {
  /** Runs a timer now, after the run in hand if there is one. Throws what the function throws. */
  run(registered: Registered): Promise<void>;
  stop(): void;
  /** The runs in hand. */
  readonly running: ReadonlyMap<Registered, Promise<void>>;
}

/** Six fields, in UTC, day of month AND day of week, as NCrontab reads them; never on start-up, never two at once. */
export function startTimers(functions: readonly Registered[], invoke: Invoke): Timers {
  const running = new Map<Registered, Promise<void>>();
  const fire = async (registered: Registered, next: Date | null): Promise<void> => {
    const run = invoke(registered, { json: JSON.stringify(timerState(next)) }).then(() => undefined);
    running.set(registered, run);
    await run.finally(() => running.delete(registered));
  };
  const crons = functions
    .filter(({ trigger }) => trigger.type === 'timerTrigger')
    .map((registered) => {
      const cron = scheduleOf(registered);
      cron.schedule(() => {
        if (running.has(registered)) return;
        fire(registered, cron.nextRun()).catch((error: unknown) => {
          complain(`${registered.metadata.name} failed: ${inWords(error)}`);
        });
      });
      return { cron, registered };
    });
  return {
    running,
    stop: () => {
      for (const { cron } of crons) cron.stop();
    },
    run: async (registered) => {
      while (running.has(registered)) await running.get(registered)?.catch(() => undefined);
      const cron = crons.find((one) => one.registered === registered)?.cron;
      await fire(registered, cron?.nextRun() ?? null);
    },
  };
}

function scheduleOf({ metadata, trigger }: Registered): Cron {
  const schedule = withSettings(String(trigger.schedule));
  try {
    return new Cron(schedule, { mode: '6-part', domAndDow: true, timezone: 'UTC' });
  } catch (error) {
    throw new Refusal(`The timer "${metadata.name}" has a schedule that cannot be read: "${schedule}"`, {
      cause: error,
    });
  }
}

/** In the words of the real host; the library turns them into camel case. */
function timerState(next: Date | null): object {
  const now = new Date().toISOString();
  return {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: now, Next: next?.toISOString() ?? now, LastUpdated: now },
    IsPastDue: false,
  };
}
