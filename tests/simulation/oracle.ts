/** What must be true of every life, judged by what Teams saw and by the tables in the end. */
import { compareSteps } from '../../bot/domain/asks.js';
import { isUrgent } from '../../bot/domain/digest-plan.js';
import { addDays, addMs, civilDate, civilDateAt, momentAt } from '../../bot/domain/dates.js';
import type { Digest, OfficerLedger, Ports, Snapshot } from '../../bot/flows/ports.js';
import { nightly } from '../../bot/flows/nightly.js';
import { previewSweep } from '../../bot/flows/preview-sweep.js';
import { PLAN, ZONE, type World } from '../support/world.js';
import type { Life } from './life.js';
import { staleCards } from './oracle-cards.js';
import { nameOf } from './people.js';

interface Said extends Partial<Pick<Life, 'again' | 'saved' | 'jumps'>> {
  readonly acknowledged: ReadonlySet<string>;
  readonly tried: ReadonlySet<string>;
}

const SETTLED: readonly Digest['state'][] = ['sent', 'undeliverable', 'in-doubt', 'waived', 'dead'];

/** Everything that is wrong, in words; empty when all is well. */
export async function faultsOf(world: World, said: Said): Promise<readonly string[]> {
  const { ports } = world;
  const officers = (await ports.people.officers()).map(({ value }) => value);
  const ledgers = await Promise.all(officers.map((officer) => ports.ledger.read(officer.id)));
  return [
    ...ledgers.flatMap((ledger) => askedTwice(ledger)),
    ...ledgers.flatMap((ledger) => copies(world, ledger, said.again ?? new Map())),
    ...ledgers.flatMap((ledger) => unsettled(ledger)),
    ...(await skipped(ports)),
    ...(await history(world, said)),
    ...(await workLeft(world)),
    ...(await summaries(world, said)),
    ...(await staleCards(world, said.jumps ?? [])),
  ];
}

/** Nobody is asked the same thing at the same or an earlier step again. */
function askedTwice({ officer, asked }: OfficerLedger): string[] {
  const seen = new Map<string, string>();
  const faults: string[] = [];
  for (const row of [...asked].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    const about = `${row.plan} ${row.ref} ${row.anchor}`;
    const before = seen.get(about);
    if (before !== undefined && compareSteps(before, row.step) >= 0) {
      faults.push(`${officer} was asked ${about} at ${before} and again at ${row.step}`);
    }
    seen.set(about, row.step);
  }
  return faults;
}

/** One copy, one more for a doubt where the policy is to send again, and one for each time a person says so (I1, I2). */
function copies(world: World, { officer, digests }: OfficerLedger, again: ReadonlyMap<string, number>): string[] {
  return digests.flatMap(({ value }) => {
    const mine = world.posted.filter(
      ({ act, slot, message }) =>
        act === 'post' && slot === value.slot && message?.kind === 'digest' && message.reader === officer,
    );
    const arrived = mine.filter((one) => one.arrived).length;
    const urgent = value.entries.some((entry) => isUrgent(entry.ask));
    const byHand = again.get(nameOf(officer, value.slot)) ?? 0;
    const allowed = byHand + (urgent ? Math.min(2, 1 + value.doubts) : 1);
    const faults = [];
    const named = `the digest of ${officer} at ${value.slot} (${value.state}, doubts ${String(value.doubts)})`;
    if (arrived > allowed) faults.push(`${named} arrived ${String(arrived)} times`);
    // Without an activity id a person said that it had been seen.
    if (value.state === 'sent' && value.activityId !== null && arrived === 0) faults.push(`${named} never arrived`);
    if (mine.filter((one) => one.outcome === 'in-doubt').length > 2 + byHand)
      faults.push(`${named} was repeated twice`);
    const unworded = mine.slice(1).filter(({ message }, index) => {
      const doubtful = mine.slice(0, index + 1).some((one) => one.arrived);
      return doubtful && message?.kind === 'digest' && !message.view.repeat;
    });
    if (unworded.length > 0) faults.push(`${named} was repeated without saying so`);
    return faults;
  });
}

function unsettled({ officer, digests }: OfficerLedger): string[] {
  return digests.flatMap(({ value }) =>
    SETTLED.includes(value.state) ? [] : [`the digest of ${officer} at ${value.slot} is still ${value.state}`],
  );
}

/** Whatever the rules say is owed to somebody who can be asked has been asked. */
async function skipped(ports: Ports): Promise<string[]> {
  const today = civilDateAt(ports.clock.now(), ZONE);
  const preview = await previewSweep(ports, today);
  return preview.digests
    .filter((digest) => digest.entraId !== null)
    .flatMap(({ officer, entries }) =>
      entries.map(({ milestone, ask }) => `${officer} was never asked ${milestone.ref} ${ask.anchor} ${ask.step}`),
    );
}

async function history({ ports }: World, { acknowledged, tried }: Said): Promise<string[]> {
  const faults = (await ports.brokenLinks(PLAN)).map((link) => `broken history: ${JSON.stringify(link)}`);
  const rows = await ports.plans.history(PLAN);
  const counts = new Map<string, number>();
  let [subject, rev] = ['', 0];
  for (const { image, rev: here } of rows) {
    const named =
      image.kind === 'milestone' ? image.milestone.ref : image.kind === 'area' ? image.area.code : image.kind;
    if (named !== subject) [subject, rev] = [named, 0];
    if (image.kind === 'milestone' && here !== rev + 1)
      faults.push(`a gap in the history of ${named}: ${String(here)}`);
    rev = here;
  }
  for (const { image, why } of rows) {
    const mark = why === 'update' && image.kind === 'milestone' ? image.milestone.update?.note : null;
    if (mark != null) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  for (const mark of acknowledged) if (!counts.has(mark)) faults.push(`${mark} was acknowledged and is lost`);
  for (const mark of tried) if ((counts.get(mark) ?? 0) > 1) faults.push(`${mark} was recorded twice`);
  return faults;
}

async function workLeft({ ports, clock }: World): Promise<string[]> {
  const faults: string[] = [];
  for (const { value } of await ports.openDigests.list()) faults.push(`open: ${value.officer} ${value.slot}`);
  const { value: sender } = await ports.sender.read();
  // Who died with it has lost it when its time is up: nobody takes it only to give it back.
  const holds = sender.holder !== null && sender.until !== null && sender.until > clock.now();
  if (holds) faults.push('somebody still holds the lease');
  const today = civilDateAt(clock.now(), ZONE);
  const contents = await ports.plans.contents(PLAN);
  for (const { value } of await ports.dueIndex.upTo(civilDate('2199-12-31'))) {
    const stored = contents?.milestones.find(({ milestone }) => milestone.ref === value.ref);
    if (value.date <= today) faults.push(`due row left: ${value.date} ${value.ref}`);
    if (stored === undefined || value.rev > stored.rev) faults.push(`due row ahead: ${value.date} ${value.ref}`);
  }
  clock.set(momentAt(addDays(today, 1), 2 * 60, ZONE));
  const night = await nightly(ports);
  if (night.added + night.removed > 0) faults.push(`the night had to put right: ${JSON.stringify(night)}`);
  return faults;
}

/** One POST a slot and channel, and figures that add up. */
async function summaries(world: World, { again, saved = [] }: Said): Promise<string[]> {
  const { ports, posted, tables } = world;
  const faults: string[] = [];
  const runs = tables.dump().filter(({ table, partition }) => table === 'Runs' && partition === 'news');
  // One that was done while the clock was wrong is opened again, and may have to wait for its time.
  const done = runs.filter(({ columns }) => !JSON.stringify(columns).includes('coalesced')).length;
  const arrived = posted.filter((one) => one.arrived && one.act === 'post' && one.message?.kind === 'rollup').length;
  const byHand = again?.get('rollup') ?? 0;
  const windows = tables.dump().filter(({ table, row }) => table === 'Rollups' && row.startsWith('w|')).length;
  if (arrived > done + windows + byHand)
    faults.push(`${String(arrived)} summaries were posted for ${String(done)} slots`);
  for (const { value } of await ports.rollups.openPosts(PLAN)) faults.push(`a summary is still ${value.state}`);
  const seen = new Map<string, number>();
  const figures = new Map<string, string>();
  for (const { act, arrived: shown, message } of posted) {
    if (!shown || message?.kind !== 'rollup') continue;
    const period = `${message.view.asAt} ${message.view.time}`;
    if (act === 'post') seen.set(period, (seen.get(period) ?? 0) + 1);
    const counts = JSON.stringify(message.view.counts);
    if ((figures.get(period) ?? counts) !== counts) faults.push(`the figures of ${period} were changed by an edit`);
    figures.set(period, counts);
    const { red, amber, green, complete, none, closed, total } = message.view.counts;
    if (red + amber + green + complete + none + closed !== total) faults.push('the figures of a summary do not add up');
  }
  // A window that was frozen late may bear the time of a schedule.
  const frozen = (await ports.rollups.snapshots(PLAN)).flatMap(({ window, asAt }) => (window === null ? [] : [asAt]));
  const together = (period: string): number => frozen.filter((day) => period.startsWith(day)).length;
  for (const [period, count] of seen)
    if (count > 1 + byHand + together(period))
      faults.push(`the summary of ${period} was posted ${String(count)} times`);
  return [...faults, ...replies(world, byHand), ...included(world, saved)];
}

/** What follows in a thread comes once, whatever failed: in doubt it is held for a person. */
function replies({ posted }: World, byHand: number): string[] {
  const seen = new Map<string, number>();
  for (const { act, arrived, conversation, message } of posted) {
    if (!arrived || act !== 'post' || message?.kind !== 'area-reply') continue;
    const name = `${conversation} ${message.view.code}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return [...seen].flatMap(([name, count]) =>
    count > 1 + byHand ? [`the reply ${name} came ${String(count)} times`] : [],
  );
}

/** A summary holds every answer that somebody saw saved more than a minute before the time it names (I8). */
function included({ written }: World, saved: NonNullable<Said['saved']>): string[] {
  return written.flatMap(({ what, columns, row, order }) => {
    if (what !== 'figures') return [];
    const text = Object.values(columns).filter((_, index) => index < Object.keys(columns).length - 1);
    const { asOf, revisions } = JSON.parse(text.join('')) as Pick<Snapshot, 'asOf' | 'revisions'>;
    const held = new Map(revisions);
    return saved
      .filter((one) => one.order < order && one.at <= addMs(asOf, -60_000) && (held.get(one.ref) ?? 0) < one.rev)
      .map(({ ref, rev }) => `the summary ${row} lacks ${ref} rev ${String(rev)}`);
  });
}
