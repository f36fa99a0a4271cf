/** One life from beginning to end, and its judgement. */
import { addDays, civilDateAt, momentAt, type CivilDate } from '../../bot/domain/dates.js';
import { missedSlots } from '../../bot/flows/missed-slots.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import type { Ports } from '../../bot/flows/ports.js';
import { startSending, stopSending } from '../../bot/flows/sending.js';
import { terminal } from '../support/command-line.js';
import { ZONE } from '../support/world.js';
import { atMoment, beat, beginLife, isWorkingDay, liveDay, quietDay, rightClock, type Life } from './life.js';
import { natureOf } from './nature.js';
import { faultsOf } from './oracle.js';
import { emptyList, lookAtList } from './oracle-list.js';
import { sendingFaults } from './oracle-sending.js';
import { windowFaults } from './oracle-window.js';

const OPERATOR = { kind: 'operator' } as const;

export async function live(seed: number): Promise<Life> {
  const life = await beginLife(seed, natureOf(seed));
  const { nature, dice } = life;
  note(life);
  const look = () => lookAtList(life);
  let day = nature.start;
  for (let lived = 0; lived < 7; lived += 1, day = addDays(day, 1)) {
    if (nature.downs && dice.chance(0.12)) {
      day = addDays(day, dice.between(1, 3));
      life.faults.push('down');
    }
    await liveDay(life, day, look);
  }
  life.troubled = false;
  rightClock(life);
  if (nature.gapDays > 0) day = await longGap(life, day);
  else await resumeRefused(life, day);
  await startSending(life.world.ports, OPERATOR);
  await quietDays(life, day);
  return life;
}

/** What is wrong with a life that was lived. */
export async function judge(life: Life): Promise<readonly string[]> {
  const faults = [...sendingFaults(life), ...(await windowFaults(life)), ...(await faultsOf(life.world, life))];
  // Last: who is seen to have had a card can be reached again, and is owed whatever was put off.
  return [...faults, ...(await emptyList(life)), ...life.wrong];
}

/** What this life is like counts as something that happened. */
function note({ nature, faults }: Life): void {
  const { oneChat, unmet, paged, aheadMs, deaf, rate, start } = nature;
  const traits = { oneChat, unmet, paged, deaf, 'clocks apart': aheadMs !== 0, 'slow rate': rate < 10 };
  for (const [trait, has] of Object.entries(traits)) if (has) faults.push(trait);
  faults.push(`begins ${start}`);
}

/** Some lives stand still for more than seven days by themselves: then too a person is told, and lets it go on. */
async function resumeRefused({ world, processes, wrong, faults }: Life, day: CivilDate): Promise<void> {
  world.clock.set(momentAt(day, 30, ZONE));
  for (const { value: schedule } of await world.ports.schedules.list()) {
    if ((await missedSlots(world.ports, schedule)).kind !== 'refused') continue;
    await beat(processes.find((one) => one.alive()) ?? world.start());
    if (!(await isTold(world.ports, schedule.id))) wrong.push(`nobody was told that ${schedule.id} stands still`);
    await terminal(world)('schedules', 'resume', schedule.id);
    faults.push('stood still by itself');
  }
}

async function isTold({ attention }: Ports, id: string): Promise<boolean> {
  const rows = await attention.list();
  return rows.some(({ value: { subject, because } }) => {
    return subject.kind === 'schedule' && subject.schedule === id && because === 'long-gap';
  });
}

/** Nothing ran for more than seven days: nobody is asked before a person says so. */
async function longGap(life: Life, from: CivilDate): Promise<CivilDate> {
  const { world, faults, wrong } = life;
  let day = addDays(from, life.nature.gapDays);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  await atMoment(life, day, 8 * 60 + 30);
  const before = await asked(world.ports);
  await beat(life.processes[0]);
  if ((await asked(world.ports)).length > before.length) wrong.push('somebody was asked after a long gap');
  for (const id of ['asks', 'news']) {
    if (!(await isTold(world.ports, id))) wrong.push(`nobody was told that ${id} stands still`);
    const { exit } = await terminal(world)('schedules', 'resume', id);
    if (exit !== 0) wrong.push(`${id} could not be resumed`);
  }
  faults.push('long gap');
  return day;
}

/** Five working days without troubles. What a lost change hid behind its row comes back with the night, a day later. */
async function quietDays(life: Life, from: CivilDate): Promise<void> {
  const { world, nature } = life;
  let quiet = 0;
  for (let day = from; quiet < 5; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    quiet += 1;
    const stopped = nature.stops && quiet === 4;
    const before = world.posted.length;
    if (stopped) await stopSending(world.ports, OPERATOR, 'a day off');
    await quietDay(life, day, quiet > 3 ? comparePreview(life) : undefined);
    await lookAtList(life);
    const done = await world.ports.runs.newestDone('asks', world.clock.now());
    if (done === null || civilDateAt(done, ZONE) !== day)
      life.wrong.push(`no sweep ran on ${day}, but ${done ?? 'never'}`);
    if (!stopped) continue;
    // Five seconds are long over.
    if (world.posted.length > before) life.wrong.push(`something left on ${day} although all was stopped`);
    await startSending(world.ports, OPERATOR);
  }
}

async function asked(ports: Ports): Promise<readonly string[]> {
  const officers = await ports.people.officers();
  const ledgers = await Promise.all(officers.map(({ value }) => ports.ledger.read(value.id)));
  return ledgers.flatMap(({ officer, asked: rows }) =>
    rows.map((row) => `${officer} ${row.ref} ${row.anchor} ${row.step}`),
  );
}

/** Takes the preview before a sweep; the check after it compares. */
function comparePreview({ world: { ports }, wrong }: Life): () => Promise<() => Promise<void>> {
  return async () => {
    const before = new Set(await asked(ports));
    const preview = await previewSweep(ports, civilDateAt(ports.clock.now(), ZONE));
    const foreseen = preview.digests
      .filter((digest) => digest.entraId !== null)
      .flatMap(({ officer, entries, beside }) => [
        ...entries.map(({ milestone, ask }) => `${officer} ${milestone.ref} ${ask.anchor} ${ask.step}`),
        ...beside.map(({ ref, ask }) => `${officer} ${ref} ${ask.anchor} ${ask.step}`),
      ]);
    return async () => {
      const fresh = (await asked(ports)).filter((row) => !before.has(row));
      for (const row of foreseen) if (!fresh.includes(row)) wrong.push(`foreseen and not asked: ${row}`);
      for (const row of fresh) if (!foreseen.includes(row)) wrong.push(`asked and not foreseen: ${row}`);
    };
  };
}
