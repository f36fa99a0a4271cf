import { addMs, type Instant } from '../domain/dates.js';
import { asTyped } from '../domain/plain-text.js';
import type { Actor } from '../domain/plan.js';
import { heldRefusal, wrongReason, type Refusal } from '../domain/reasons.js';
import { scopeKey, scopeOf, type Scope } from '../domain/scope.js';
import { freezesAt, windowsFor } from '../domain/windows.js';
import { recordWith } from './audit.js';
import { figuresOf } from './plan-rollup.js';
import type { Ports, Snapshot } from './ports.js';
import { comparedWith, readRollupAnew } from './read-rollup.js';
import { correctionOf, tellCorrection } from './tell-correction.js';
import { WHOLE_READERSHIP } from './told-plan.js';

/**
 * `no-such`: nothing was frozen then. `corrected`: there is a correction already, which is to be corrected instead.
 * `gone`: the plan is not there any more. `conflict`: somebody else wrote at this moment.
 */
export type Corrected =
  | {
      readonly kind: 'done';
      readonly wrong: Snapshot;
      readonly snapshot: Snapshot;
      readonly channels: readonly string[];
      /** It is posted with its window: when its day comes, or its plan's owner has released it. */
      readonly waits: boolean;
    }
  | { readonly kind: 'no-such' | 'gone' | 'conflict' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'corrected'; readonly by: Snapshot };

/** A correction lies so far behind what it corrects: whoever corrects the same at the same moment finds it there. */
const BEHIND_MS = 250;

/**
 * Corrects the figures of a summary: a snapshot of the same day with what is known of it now, and the reason. It is posted
 * as a summary of its own wherever the first one was; that one keeps its figures, and says that it was corrected (RULES 7).
 * That of a reporting window is corrected with all its parts. Said again after a crash, it goes on where it broke off; so
 * does the tick.
 */
export async function correct(
  ports: Ports,
  scope: Scope,
  period: Instant,
  reason: string,
  by: Actor,
): Promise<Corrected> {
  const wrong = await meantBy(ports, scope, period);
  if (wrong === null) return { kind: 'no-such' };
  const words = asTyped(reason);
  const refusal = await mayNotCorrect(ports, wrong, words);
  if (refusal !== null) return { kind: 'refused', refusal };
  await ports.rollups.openCorrection({ scope: wrong.scope, period, since: ports.clock.now() });
  const known = await correctionOf(ports, wrong);
  const snapshot = known ?? (await freezeAnew(ports, wrong, { period, reason: words, by }));
  if (snapshot === null) return { kind: 'gone' };
  if (snapshot.corrects?.reason !== words) return { kind: 'corrected', by: snapshot };
  await recordWith(ports, by, 'summary corrected', `${wrong.scope} ${period}`, words);
  const told = await tellCorrection(ports, wrong, snapshot);
  return told === 'conflict' ? { kind: 'conflict' } : { kind: 'done', wrong, snapshot, ...told };
}

/** Of a part of a window's summary the whole: its parts are of the same figures. */
async function meantBy({ rollups }: Ports, scope: Scope, period: Instant): Promise<Snapshot | null> {
  const named = await rollups.snapshot(scopeKey(scope), period);
  return named?.window == null ? named : ((await rollups.snapshot(scope.plan, period)) ?? named);
}

/** Before anything is written: nobody could take it back. */
async function mayNotCorrect(ports: Ports, wrong: Snapshot, reason: string): Promise<Refusal | null> {
  const faulty = wrongReason(reason, 'The correction');
  if (faulty !== null) return faulty;
  const plan = (await ports.plans.outline(scopeOf(wrong.scope).plan))?.plan ?? null;
  if (plan === null) return null;
  const held = heldRefusal([reason], plan.smallNumber, 'it stands in both summaries');
  if (held !== null || wrong.window === null || !plan.release) return held;
  const now = ports.clock.now();
  const frozen = windowsFor(await ports.diary.windows(), plan.id).filter((one) => freezesAt(one, ports.zone) <= now);
  if (frozen.at(-1)?.id === wrong.window) return null;
  const message = `${plan.title} asks for a release, and the reporting window of this summary is over. Correct that of the newest window.`;
  return { code: 'window-over', message };
}

/** Two who correct the same at one moment try the same keys in the same order: the first of them counts for both. */
async function freezeAnew(
  ports: Ports,
  wrong: Snapshot,
  corrects: NonNullable<Snapshot['corrects']>,
): Promise<Snapshot | null> {
  const { scope, asAt, asOf, window } = wrong;
  const before = await comparedWith(ports, wrong, null);
  for (let period = addMs(wrong.period, BEHIND_MS); ; period = addMs(period, 1)) {
    const readAt = ports.clock.now();
    const rolled = await readRollupAnew(ports, wrong, readAt, WHOLE_READERSHIP);
    if (rolled === null) return null;
    // Called by the time that it corrects: it is about no other.
    const when = { period, asOf, readAt, asAt, comparedWith: before?.period ?? null };
    const snapshot: Snapshot = { scope, ...when, window, corrects, ...figuresOf(rolled) };
    if ((await ports.rollups.add(snapshot)) === 'written') return snapshot;
    const there = await ports.rollups.snapshot(scope, period);
    if (there?.corrects?.period === wrong.period) return there;
  }
}
