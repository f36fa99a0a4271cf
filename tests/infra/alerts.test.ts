import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { msOf } from '../../bot/domain/dates.js';
import { copyFile } from '../../bot/documents/copy-file.js';
import { keepCopy } from '../../bot/flows/copy.js';
import { DRAIN_LIMITS } from '../../bot/flows/drain.js';
import { buryMessage } from '../../bot/flows/poison.js';
import type { Copies } from '../../bot/flows/ports-copies.js';
import type { Ports } from '../../bot/flows/ports.js';
import { isAlive } from '../../bot/flows/readiness.js';
import { stopSending } from '../../bot/flows/sending.js';
import { tick } from '../../bot/flows/tick.js';
import { raise } from '../../bot/flows/attention.js';
import { lineLog } from '../../bot/log.js';
import { memoryCopies } from '../../bot/storage/memory-copies.js';
import { officers, planned } from '../flows/planned.js';
import { answersInTurn, IN_DOUBT, type ProcessNeeds, type World } from '../support/world.js';
import { alertsIn, type Alert, type Line } from './bicep/alert.js';
import { bicepReader } from './bicep/read.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let alerts: readonly Alert[];
let world: World;
let lines: Line[];

beforeAll(async () => {
  const read = await bicepReader();
  alerts = alertsIn(read('alerts.bicep', readFileSync('infra/azure/alerts.bicep', 'utf8')));
});

beforeEach(() => {
  lines = [];
});

/** A process whose log goes through the sink of the app, to where alerts look. */
function logging(ports: Ports): Ports {
  const log = lineLog(
    (_level, text) => lines.push({ at: msOf(world.clock.now()), text }),
    () => world.clock.now(),
  );
  return { ...ports, log };
}

const process = (needs: ProcessNeeds = {}): Ports => logging(world.start(needs).ports);

/** Ticks every five minutes for so long; what fails is thrown at the host, which goes on. */
async function ticking(ports: Ports, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    world.clock.advance(5 * MINUTE);
    await tick(ports, DRAIN_LIMITS).catch(() => undefined);
  }
}

/** The night's copy, into a place that is empty. */
async function copying(place: Partial<Copies> = {}): Promise<void> {
  const { log } = logging(world.ports);
  await keepCopy({ ...world.ports, log, copies: { ...memoryCopies(), ...place }, copyFile }, 35);
}

/** The lines of an event. */
function said(event: string): readonly Record<string, unknown>[] {
  return lines.map(({ text }) => JSON.parse(text) as Record<string, unknown>).filter((line) => line.event === event);
}

const beats = (): readonly Record<string, unknown>[] => said('tick-done');

/** What fires now. */
function firing(): readonly string[] {
  return alerts.filter((alert) => alert.fires(lines, msOf(world.clock.now()))).map(({ name }) => name);
}

describe('the alerts', () => {
  beforeEach(async () => {
    ({ world } = await planned(officers(['Ann', 'Ben'])));
    await copying();
  });

  it('are silent while all is well, and when nothing is to be done', async () => {
    await ticking(process(), 20);
    expect(world.posted.filter(({ act }) => act === 'post')).toHaveLength(2);
    expect(firing()).toEqual([]);
    expect(beats()).toMatchObject([{ failed: 0, settled: 2, open: 0 }, { settled: 0 }, { settled: 0 }, { settled: 0 }]);
    await ticking(process(), 60);
    expect(firing()).toEqual([]);
  });

  it('no-heartbeat: the app stands still, and only after two ticks were missed', async () => {
    await ticking(process(), 20);
    world.clock.advance(14 * MINUTE);
    expect(firing()).toEqual([]);
    world.clock.advance(2 * MINUTE);
    expect(firing()).toEqual(['no-heartbeat']);
    await ticking(process(), 5);
    expect(firing()).toEqual([]);
  });

  it('no-heartbeat: storage takes nothing, so that a tick that comes is none', async () => {
    await ticking(process({ fault: () => 'fails' }), 20);
    expect(firing()).toEqual(['no-heartbeat', 'work-failed']);
  });

  it('reminders-late: after a quarter of an hour in which Teams cannot be reached', async () => {
    world.answering = () => ({ kind: 'not-accepted', reason: 'ECONNREFUSED', retryAfterMs: null });
    const ports = process();
    await ticking(ports, 10);
    expect(firing()).toEqual([]);
    await ticking(ports, 15);
    expect(firing()).toEqual(['reminders-late']);
    expect(said('reminders-late')[0]).toMatchObject({ rows: 2, oldestDueMinutes: 15 });
    expect(beats().at(-1)).toMatchObject({ failed: 0, settled: 0, open: 2 });
  });

  it('nothing is late in the night, nor while a person has stopped all sending', async () => {
    const evening = await planned(officers(['Ann']), { at: '2026-11-18T20:00:00Z' });
    world = evening.world;
    await ticking(process(), 60);
    expect(firing()).toEqual([]);
    ({ world } = await planned());
    await stopSending(world.ports, { kind: 'operator' }, null);
    lines = [];
    await copying();
    await ticking(process(), 60);
    expect(firing()).toEqual([]);
    expect(beats().at(-1)).toMatchObject({ failed: 0, open: null });
  });

  it('a card that may have arrived waits for its second time, and is not late', async () => {
    world.answering = answersInTurn(IN_DOUBT, IN_DOUBT);
    await ticking(process(), 40);
    expect(world.posted.filter(({ act }) => act === 'post')).toHaveLength(4);
    expect(said('reminders-late')).toEqual([]);
  });

  it('poison: a message that failed five times', async () => {
    await ticking(process(), 15);
    await buryMessage(process(), 'deliver', null);
    expect(firing()).toEqual(['poison']);
    await ticking(process(), 20);
    expect(firing()).toEqual([]);
  });

  it('attention-growing: five things within an hour, however often each is said', async () => {
    const ports = process();
    await ticking(ports, 15);
    const raising = (ref: string): Promise<void> => raise(ports, { kind: 'held', plan: 'p', ref }, 'held', 'because');
    for (const ref of ['A1', 'A2', 'A3', 'A4', 'A4', 'A4']) await raising(ref);
    expect(firing()).toEqual([]);
    await raising('A5');
    expect(firing()).toEqual(['attention-growing']);
  });

  it('answers-5xx: three in a quarter of an hour', async () => {
    await ticking(process(), 15);
    const failing = process({ fault: () => 'fails' });
    await isAlive(failing);
    await isAlive(failing);
    expect(firing()).toEqual([]);
    await isAlive(failing);
    expect(firing()).toEqual(['answers-5xx']);
  });

  it('work-failed: a piece of a tick, while the rest goes on', async () => {
    const broken = process({ fault: ({ table }) => (table === 'Schedules' ? 'fails' : null) });
    await ticking(broken, 20);
    expect(firing()).toEqual(['work-failed']);
    expect(beats().at(-1)).toMatchObject({ failed: 1 });
  });
});

describe('no-copy', () => {
  beforeEach(async () => {
    ({ world } = await planned(officers(['Ann'])));
    await copying();
  });

  it('waits for a second night without one, and ends with the next', async () => {
    world.clock.advance(2 * DAY - MINUTE);
    expect(firing()).not.toContain('no-copy');
    world.clock.advance(2 * MINUTE);
    expect(firing()).toContain('no-copy');
    await copying();
    expect(firing()).not.toContain('no-copy');
  });

  it('takes no copy that failed for one', async () => {
    world.clock.advance(DAY);
    await copying({ keep: () => Promise.reject(new Error('no')) });
    expect(firing()).toContain('work-failed');
    world.clock.advance(DAY + MINUTE);
    expect(firing()).toContain('no-copy');
  });
});

describe('what the alerts ask for', () => {
  const sources = readdirSync('bot', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join('bot', name), 'utf8'))
    .join('\n');

  it('is written by the code, event by event', () => {
    const events = alerts.flatMap((alert) => alert.events);
    expect(events.length).toBeGreaterThan(8);
    const unwritten = (event: string): boolean =>
      !new RegExp(`\\blog\\.(info|warn|error)\\(\\s*'${event}'`).test(sources);
    expect(events.filter(unwritten)).toEqual([]);
    expect(['tick-finished'].filter(unwritten)).toEqual(['tick-finished']);
  });

  it('comes through the host, every line of it', () => {
    const { logging: host } = JSON.parse(readFileSync('host.json', 'utf8')) as {
      readonly logging: {
        readonly logLevel: Readonly<Record<string, string>>;
        readonly applicationInsights: { readonly samplingSettings: { readonly excludedTypes: string } };
      };
    };
    // Where the host puts what a worker writes to its console: src/WebJobs.Script/Workers in Azure/azure-functions-host.
    expect(host.logLevel['Host.Function.Console']).toBe('Information');
    expect(host.applicationInsights.samplingSettings.excludedTypes.split(';')).toContain('Trace');
  });

  it('is asked often enough, by rules that Azure takes, and each leads to a page', () => {
    const README = readFileSync('infra/azure/README.md', 'utf8');
    expect(alerts.map(({ name }) => name)).toHaveLength(new Set(alerts.map(({ name }) => name)).size);
    for (const alert of alerts) {
      // https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule
      expect([5, 10, 15, 30, 45, 60, 120, 2880]).toContain(alert.windowMinutes);
      expect([5, 10, 15, 30, 60]).toContain(alert.everyMinutes);
      expect(alert.everyMinutes).toBeLessThanOrEqual(alert.windowMinutes);
      expect([0, 1, 2]).toContain(alert.severity);
      expect(README).toContain(`\`${alert.name}\``);
      for (const [page] of alert.description.matchAll(/infra\/\S+\.md/g)) expect(existsSync(page), page).toBe(true);
    }
    const health = readFileSync('infra/azure/health-test.bicep', 'utf8');
    for (const [page] of health.matchAll(/infra\/\S+\.md/g)) expect(existsSync(page), page).toBe(true);
  });
});
