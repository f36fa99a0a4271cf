/** One milestone as somebody types it, read: its words, its date, its leads, its ref and its place. */
import { resolveMeeting } from '../domain/boards.js';
import { wrongText } from '../domain/care.js';
import type { CivilDate } from '../domain/dates.js';
import { readDue } from '../domain/due.js';
import { asTyped, asTypedOnOneLine } from '../domain/plain-text.js';
import type { Due, OfficerId, Ref } from '../domain/plan.js';
import { heldRefusal, type Refusal } from '../domain/reasons.js';
import { sameRef } from '../domain/refs.js';
import { leadsCalled } from './leads-called.js';
import type { PlanContents, Ports } from './ports.js';

/** One milestone as somebody types it. */
export interface Wanted {
  /** Null to have one made. */
  readonly ref: Ref | null;
  readonly text: string;
  /** When it is due, in the words of a plan: "end of March 2027", "Q2", "tbc". */
  readonly due: string;
  /** Names or ids with semicolons between them; empty for nobody. */
  readonly leads: string;
}

/** The same, read. */
export interface Prepared extends Omit<Wanted, 'due' | 'leads'> {
  readonly due: Due;
  readonly leads: readonly OfficerId[];
  readonly leadsText: string;
  readonly warnings: readonly string[];
}

/** What a milestone has of it. */
export function partOf({ text, due, leads, leadsText }: Prepared) {
  return { text, due, leads, leadsText };
}

/**
 * The places of some behind the last of an objective, or behind another: between two that stand, so that nothing else
 * has to be written anew.
 */
export function behind(
  { milestones }: Pick<PlanContents, 'milestones'>,
  objective: string,
  count: number,
  last: number | null = null,
): readonly number[] {
  const all = milestones.map(({ milestone }) => milestone.order);
  const own = milestones.filter(({ milestone }) => milestone.objective === objective);
  const siblings = own.length > 0 ? own.map(({ milestone }) => milestone.order) : all;
  const from = last ?? Math.max(-1, ...siblings);
  const next = Math.min(...all.filter((order) => order > from));
  const step = Number.isFinite(next) ? (next - from) / (count + 1) : 1;
  return Array.from({ length: count }, (_, at) => from + step * (at + 1));
}

/** Reads it, or says in a sentence what cannot be read. Names that nobody has are enrolled. */
export async function prepare(
  ports: Ports,
  contents: PlanContents,
  wanted: Wanted,
  on: CivilDate,
): Promise<Prepared | Refusal> {
  const { plan } = contents;
  const text = asTyped(wanted.text);
  const wrong =
    wrongText(text, `The ${plan.levels.milestone.toLowerCase()}`) ??
    heldRefusal([text], plan.smallNumber, 'everybody who reads the plan reads it');
  if (wrong !== null) return wrong;
  const words = asTypedOnOneLine(wanted.due);
  const { due: read, fault } = readDue(words, { yearStarts: plan.yearStarts });
  // "tbc" is what a plan says where there is no date yet; what cannot be read is asked back.
  const saysSo = words === '' || /^(?:t\.?b\.?[acd]\.?|to be \w+)$/i.test(words);
  if (read.kind === 'awaited' && fault !== null && !saysSo)
    return {
      code: 'due',
      message: fault.message.replace(
        / The milestone has no date for now;.*$/,
        ' Give a day, a month with its year, or tbc.',
      ),
    };
  const { boards } = await ports.diary.read();
  const due = resolveMeeting(read, boards, on);
  const leads = await leadsCalled(ports, wanted.leads);
  if ('code' in leads) return leads;
  const assumed = fault === null || read.kind === 'awaited' ? [] : [fault.message];
  return {
    ref: wanted.ref,
    text,
    due,
    leads: leads.ids,
    leadsText: leads.names.join(', '),
    warnings: [...assumed, ...leads.warnings],
  };
}

const LONGEST_REF = 40;

/** Why a milestone of the plan cannot have that ref; null where it can. */
export function wrongRef(ports: Ports, { plan, milestones }: PlanContents, ref: Ref): Refusal | null {
  const taken = milestones.find(({ milestone }) => sameRef(milestone.ref, ref));
  if (taken !== undefined)
    return {
      code: 'ref-taken',
      message: `There is a “${taken.milestone.ref}” in the plan already. Give another ref, or none to have one made.`,
    };
  if (ref !== '' && ref.length <= LONGEST_REF && ports.fitsOnCard(plan.id, ref)) return null;
  return { code: 'ref', message: `“${ref}” cannot be a ref. Give 1 to ${String(LONGEST_REF)} characters.` };
}
