/** The policy of a plan: shown to admins and its owner, and changed once they have seen what that changes. */
import { noticeCard, policyCard, policyFormCard, type Built } from '../../../cards/index.js';
import { POLICY_PARTS, type PolicyFormView, type PolicyPart, type PolicyView } from '../../domain/policy-views.js';
import { mayDo } from '../../domain/rights.js';
import { standingsFor } from '../../domain/standing.js';
import { recordAct } from '../../flows/audit.js';
import { readDirectory } from '../../flows/directory.js';
import { policyFormView, policyView, savePolicyForm, tryPolicy } from '../../flows/policy-card-views.js';
import type { PlanContents } from '../../flows/ports.js';
import type { Handler, Press } from '../press.js';
import type { Asker } from '../whom.js';
import { askerOf } from './index.js';
import type { Saying } from './sayings.js';

type Answers = (asker: Asker, contents: PlanContents) => Promise<Built>;

/** Only with the plan in hand can be told who may: its owner may as well as admins. */
async function withPlan(asker: Asker, id: string, answer: Answers): Promise<Built> {
  const { ports, reader, admin, sign } = asker;
  const contents = await ports.plans.contents(id);
  const { officers } = await readDirectory(ports.people);
  const own = contents === null ? [] : standingsFor(reader, { area: null, plan: contents.plan }, officers);
  if (!mayDo('policy', { standings: [...own, ...(admin ? (['admin'] as const) : [])] })) {
    await recordAct(ports, { kind: 'officer', id: reader }, 'policy', id, 'not theirs');
    return noticeCard({ title: 'Only an admin or the plan owner can do this', lines: [] }, sign);
  }
  if (contents === null) return noticeCard({ title: 'There is no such plan', lines: [] }, sign);
  return answer(asker, contents);
}

/** "policy", "policy of PLAN". */
async function sayPolicy(asker: Asker, what: string): Promise<Built> {
  const { ports, reader, admin, sign } = asker;
  const { officers } = await readDirectory(ports.people);
  const plans = (await ports.plans.list()).filter(
    (plan) => admin || standingsFor(reader, { area: null, plan }, officers).includes('owner'),
  );
  const wanted = what.toLowerCase();
  const named = plans.filter(({ id, title }) => wanted === '' || id === wanted || title.toLowerCase().includes(wanted));
  const [only] = named;
  if (plans.length === 0) return withPlan(asker, '', () => Promise.reject(new Error('Nobody may without a plan')));
  if (only !== undefined && named.length === 1) return withPlan(asker, only.id, shown);
  const titles = (named.length === 0 ? plans : named).map(({ title, id }) => `${title} (${id})`);
  const lines = ['Say it with the name of one: policy NAME', ...titles];
  return noticeCard({ title: 'Which plan?', lines }, sign);
}

async function shown({ ports, sign }: Asker, { plan }: PlanContents): Promise<Built> {
  return policyCard(await policyView(ports, plan), sign);
}

function built(view: PolicyView | PolicyFormView, { sign }: Asker): Built {
  return 'parts' in view ? policyCard(view, sign) : policyFormCard(view, sign);
}

type OnPart = (
  asker: Asker,
  contents: PlanContents,
  part: PolicyPart,
  press: Press,
) => Promise<PolicyView | PolicyFormView>;

/** A press on the form of one part, which its token names with the seal of what was worked out. */
function onPart(answer: OnPart): Handler {
  return ({ ports }, press) => {
    const [name = ''] = press.claim.ref.split(' ');
    const part = POLICY_PARTS.find((one) => one === name) ?? 'rates';
    const asker = askerOf(ports, press);
    return withPlan(asker, press.claim.plan, async (_, contents) =>
      built(await answer(asker, contents, part, press), asker),
    );
  };
}

function askedIn({ action, reader }: Press, part: PolicyPart) {
  return { part, typed: action.fields, by: { kind: 'officer', id: reader } } as const;
}

export const POLICY_PRESSES = {
  'open-policy': ({ ports }, press) => withPlan(askerOf(ports, press), press.claim.plan, shown),
  'edit-policy': onPart(({ ports }, contents, part) => policyFormView(ports, contents, part)),
  'try-policy': onPart(({ ports }, contents, part, press) => tryPolicy(ports, contents, askedIn(press, part))),
  'save-policy': onPart(({ ports }, contents, part, press) => {
    return savePolicyForm(ports, contents, askedIn(press, part), press.claim.ref.split(' ')[1] ?? '');
  }),
} as const satisfies Readonly<Record<string, Handler>>;

export const POLICY_SAYINGS = { policy: sayPolicy } as const satisfies Readonly<Record<string, Saying>>;
