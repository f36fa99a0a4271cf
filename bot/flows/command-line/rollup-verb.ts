import { addMs, endOfDay, type CivilDate } from '../../domain/dates.js';
import { scopeKey, wholePlan, type Scope } from '../../domain/scope.js';
import { recordAct } from '../audit.js';
import type { Channel, Ports, Snapshot } from '../ports.js';
import { readRollup } from '../read-rollup.js';
import { readingsOf } from '../readings.js';
import { todayOf } from '../today.js';
import { WHOLE_READERSHIP } from '../told-plan.js';
import { CommandError, type Answer, type CommandPorts, type Common } from './answer.js';
import { aheadLines, notLoadedBy } from './loaded.js';
import { areaOf, planOf } from './plan-verbs.js';
import { postLines } from './post-lines.js';
import { rollupJson, rollupLines } from './rollup-json.js';

/** What narrows a plan, as typed. */
export interface ScopeWords {
  readonly plan: string;
  readonly area?: string;
  readonly tag?: string;
}

export interface RollupWords extends ScopeWords {
  readonly post: boolean;
}

/** The figures of a plan, an area or a tag as at a day; with `post`, frozen now and sent to the channels that read them. */
export async function rollupVerb(ports: CommandPorts, common: Common, words: RollupWords): Promise<Answer> {
  const scope = await scopeFrom(ports, words);
  if (words.post && common.asAt !== todayOf(ports)) {
    throw new CommandError('past', 'Only the position now can be posted. Leave --as-at out, or leave --post out.');
  }
  const channels = words.post ? await readersOf(ports, scope) : [];
  const since = await postedBy(ports, scope, common.asAt);
  const rolled = await readRollup(ports, scope, common.asAt, since, WHOLE_READERSHIP);
  if (rolled === null) {
    throw notLoadedBy(words.plan, common.asAt, (await planOf(ports, words.plan)).plan.importedOn);
  }
  if (words.post) await recordAct(ports, common.by, 'rollup posted', scopeKey(scope));
  const posted = words.post ? await postLines(ports, scope, channels) : [];
  return {
    json: { asAt: common.asAt, ...scope, posted: channels.length, ...rollupJson(rolled.rollup) },
    lines: [...aheadLines(ports, common), ...rollupLines(rolled.rollup, rolled.plan.plan.levels), ...posted],
  };
}

/** Refused where the plan has no such area, or nothing with that tag. */
export async function scopeFrom(ports: CommandPorts, { plan, area, tag }: ScopeWords): Promise<Scope> {
  const contents = await planOf(ports, plan);
  if (tag !== undefined && !contents.milestones.some(({ milestone }) => milestone.tags.includes(tag))) {
    throw new CommandError('no-such-tag', `Nothing in the plan “${plan}” has the tag “${tag}”.`);
  }
  return { plan, area: area === undefined ? null : areaOf(contents, area).code, tag: tag ?? null };
}

async function readersOf(ports: CommandPorts, scope: Scope): Promise<readonly Channel[]> {
  const channels = (await readingsOf(ports, scope)).map(({ channel }) => channel);
  if (channels.length > 0) return channels;
  const part = [scope.area === null ? '' : ` area ${scope.area}`, scope.tag === null ? '' : ` tag ${scope.tag}`].join(
    '',
  );
  throw new CommandError(
    'no-channel',
    `No channel reads “${scope.plan}${part}”. Mention Waymark in one: @Waymark summary here ${scope.plan}${part}`,
  );
}

/** The summary that had been posted by a day: of the same, else of the whole plan. */
async function postedBy(ports: Ports, scope: Scope, day: CivilDate): Promise<Snapshot | null> {
  const [now, then] = [ports.clock.now(), endOfDay(day, ports.zone)];
  const before = then < now ? addMs(then, 1) : now;
  const own = await ports.rollups.newestPostedBefore(scopeKey(scope), before);
  return own ?? ports.rollups.newestPostedBefore(scopeKey(wholePlan(scope.plan)), before);
}
