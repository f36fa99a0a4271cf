/** What cards show of a plan's policy, and what becomes of its form. */
import { MONTHS } from '../domain/dates.js';
import { declarable } from '../domain/key.js';
import type { Actor, Plan } from '../domain/plan.js';
import { rulesOf } from '../domain/plan-rules.js';
import { effectsInWords } from '../domain/policy-effects.js';
import { policyFields, readPolicyForm } from '../domain/policy-form.js';
import type { PolicyFormView, PolicyPart, PolicyView } from '../domain/policy-views.js';
import { rulesInWords } from '../domain/policy-words.js';
import { recordAct } from './audit.js';
import { foreseePolicy } from './policy-foreseen.js';
import type { PlanContents, Ports } from './ports.js';
import { setPolicy } from './set-policy.js';
import { presentCalendar } from './working-calendar.js';

export async function policyView(ports: Ports, plan: Plan, saved = false): Promise<PolicyView> {
  const [asked = '', told = '', ...rates] = rulesInWords(rulesOf(await presentCalendar(ports), plan.id));
  const [red = '', lapses = '', quiet = ''] = rates;
  const key = declarable(plan.key).map(({ word, letter }) => (letter === '' ? word : `${word} (${letter})`));
  return {
    plan: plan.id,
    planTitle: plan.title,
    saved,
    parts: [
      {
        part: 'rates',
        lines: [
          plan.preset === 'dates' ? 'The dates rate.' : 'People rate, and the dates stand beside.',
          `The key, which comes from the plan’s file: ${key.join(', ')}.`,
          red,
          lapses,
          `The year starts in ${MONTHS[plan.yearStarts - 1] ?? ''}.`,
        ],
      },
      { part: 'asks', lines: [asked, told, quiet, plan.release ? RELEASED : NOT_RELEASED] },
      { part: 'told', lines: toldLines(plan) },
    ],
  };
}

const RELEASED = 'The summary of a reporting window waits until the plan owner releases it.';
const NOT_RELEASED = 'The summary of a reporting window is posted without a release.';
const NAMED = {
  accountable: 'Beside a row channels and reports name the head of service.',
  leads: 'Beside a row channels and reports name the head of service, and who leads it.',
  none: 'Beside a row channels and reports name nobody.',
} as const;

function toldLines({ naming, smallNumber, avoid, bodies }: Plan): readonly string[] {
  return [
    NAMED[naming],
    `Numbers of children, families or cases below ${String(smallNumber)} are doubted.`,
    avoid.length === 0 ? 'No words are avoided in reports.' : `Words not to use: ${avoid.join('; ')}.`,
    bodies.length === 0 ? 'Nothing outside the plan is waited for.' : `Things may wait for: ${bodies.join('; ')}.`,
  ];
}

/** More does not fit a line of a card. */
const FIELD_AT_MOST = 300;

export async function policyFormView(
  ports: Ports,
  { plan }: Pick<PlanContents, 'plan'>,
  part: PolicyPart,
  given: Partial<Pick<PolicyFormView, 'typed' | 'error' | 'would' | 'seal'>> = {},
): Promise<PolicyFormView> {
  const standing = policyFields(part, plan, rulesOf(await presentCalendar(ports), plan.id));
  const tooLong = Object.keys(standing).filter((name) => (standing[name]?.length ?? 0) > FIELD_AT_MOST);
  const { typed = {}, error = null, would = null, seal = null } = given;
  return { plan: plan.id, planTitle: plan.title, part, typed: { ...standing, ...typed }, tooLong, error, would, seal };
}

/** What was typed, and who did. */
export interface PolicyAsked {
  readonly part: PolicyPart;
  readonly typed: Readonly<Record<string, string>>;
  readonly by: Actor;
}

/** The form with what would change; or with what is wrong. */
export async function tryPolicy(
  ports: Ports,
  contents: PlanContents,
  { part, typed }: PolicyAsked,
): Promise<PolicyFormView> {
  const standing = (await policyFormView(ports, contents, part)).typed;
  const read = readPolicyForm(part, typed, standing);
  if ('message' in read) return policyFormView(ports, contents, part, { typed, error: read });
  const foreseen = await foreseePolicy(ports, contents, read);
  if (foreseen.kind === 'refused') {
    const message = foreseen.why.join(' ');
    return policyFormView(ports, contents, part, { typed, error: { field: '', message } });
  }
  const would = effectsInWords(foreseen.effects, foreseen.posts);
  return policyFormView(ports, contents, part, { typed, would, seal: sealOf(ports, contents, read) });
}

/** Saves what was worked out before; where something else stands in the fields, or the plan changed, that is shown first. */
export async function savePolicyForm(
  ports: Ports,
  contents: PlanContents,
  asked: PolicyAsked,
  seal: string,
): Promise<PolicyView | PolicyFormView> {
  const { part, typed, by } = asked;
  const standing = (await policyFormView(ports, contents, part)).typed;
  const read = readPolicyForm(part, typed, standing);
  if ('message' in read || sealOf(ports, contents, read) !== seal) return tryPolicy(ports, contents, asked);
  const done = await setPolicy(ports, contents, read, by);
  await recordAct(ports, by, 'policy set', contents.plan.id, done.kind === 'done' ? null : done.kind);
  if (done.kind === 'done') return policyView(ports, done.plan, true);
  const why =
    done.kind === 'refused' ? done.why.join(' ') : 'Somebody else changed the plan at the same moment. Look again.';
  return policyFormView(ports, contents, part, { typed, error: { field: '', message: why } });
}

/** Of what is to be saved onto the revision that it was worked out of. */
function sealOf({ hash }: Ports, { plan }: PlanContents, order: object): string {
  return hash(JSON.stringify([plan.id, plan.rev, order])).slice(0, 12);
}
