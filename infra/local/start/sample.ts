import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { englandCalendar } from '../../../bot/calendar.js';
import { machineClock } from '../../../bot/clock.js';
import { civilDateAt, type CivilDate } from '../../../bot/domain/dates.js';
import { addWorkingDays, workingDayOnOrBefore } from '../../../bot/domain/working-days.js';
import {
  sampleGroup,
  sampleHeads,
  sampleOfficers,
  samplePlanOwner,
  sampleProposal,
  sampleSecondHead,
} from '../sample/people.js';
import { sampleBoard, sampleMeetings, samplePlan, samplePlanId, samplePlanTitle } from '../sample/plan.js';
import { QUIET } from './children.js';
import type { Place } from './place.js';
import { Trouble } from './ports.js';

/** Runs one verb of our own command line and gives what it printed. */
export type CommandLine = (...args: readonly string[]) => Promise<unknown>;

export function commandLine(place: Place, storage: string): CommandLine {
  const run = promisify(execFile);
  return async (...args) => {
    const cli = join(place.root, 'dist', 'cli.cjs');
    try {
      const env = { ...process.env, AzureWebJobsStorage: storage };
      const { stdout } = await run(process.execPath, [QUIET, cli, ...args, '--json'], { env, cwd: place.root });
      return JSON.parse(stdout) as unknown;
    } catch (error) {
      const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
      throw new Trouble(`waymark ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()} ${stdout.trim()}`.trim(), {
        cause: error,
      });
    }
  };
}

/** Loads the sample plan and its people as at a day, unless a start before this one did. */
export async function loadSample(place: Pick<Place, 'data'>, run: CommandLine, day = today()): Promise<void> {
  const { plans } = (await run('plans')) as { plans: readonly { id: string }[] };
  if (plans.some(({ id }) => id === samplePlanId)) return;
  const calendar = englandCalendar();
  const from = workingDayOnOrBefore(calendar, day);
  const [plan, officers] = [join(place.data, 'sample-plan.csv'), join(place.data, 'sample-officers.csv')];
  writeFileSync(plan, samplePlan(from, calendar));
  writeFileSync(officers, sampleOfficers);
  await run('calendar', 'board', sampleBoard, '--dates', sampleMeetings(from, calendar).join(','));
  await run('import', plan, '--plan', samplePlanId, '--title', samplePlanTitle, '--as-at', from);
  await run('officers', 'import', officers);
  await run('officers', 'group', sampleGroup.name, '--members', sampleGroup.members.join('; '), '--rule', 'each');
  await run('heads', 'owner', '--plan', samplePlanId, '--to', samplePlanOwner);
  for (const { area, to } of sampleHeads) await run('heads', 'set', '--plan', samplePlanId, '--area', area, '--to', to);
  const { area, to } = sampleSecondHead;
  await run('heads', 'set', '--plan', samplePlanId, '--area', area, '--to', to, '--second');
  const { ref, by, days, reason } = sampleProposal;
  const later = ['--date', addWorkingDays(calendar, from, days), '--reason', reason];
  await run('propose', ref, '--plan', samplePlanId, '--by', by, ...later);
}

/** Of the clock that the bot reads. */
function today(): CivilDate {
  const clock = machineClock(process.env.WAYMARK_CLOCK_FILE ?? null);
  return civilDateAt(clock.now(), process.env.WAYMARK_TIME_ZONE ?? 'Europe/London');
}
