import { didYouMean, mayBe, nearestNames, whoIsMeant } from '../domain/nearest.js';
import { asTypedOnOneLine } from '../domain/plain-text.js';
import type { OfficerId } from '../domain/plan.js';
import type { Refusal } from '../domain/reasons.js';
import { enrol } from './enrol.js';
import type { Officer, Ports } from './ports.js';

/** Who is to lead something, and sentences about those of them whom nobody knew. */
export interface LeadsCalled {
  readonly ids: readonly OfficerId[];
  readonly names: readonly string[];
  readonly warnings: readonly string[];
}

const MOST = 10;
const LONGEST_NAME = 80;

/**
 * The officers of some names or ids with semicolons between them. A name that nobody has is enrolled, as at an import;
 * one that comes near to another's is asked back.
 */
export async function leadsCalled(ports: Ports, text: string): Promise<LeadsCalled | Refusal> {
  const names = [...new Set(text.split(';').map(asTypedOnOneLine))].filter((name) => name !== '');
  if (names.length > MOST) return { code: 'leads', message: `Give at most ${String(MOST)} names.` };
  const known = (await ports.people.officers()).map(({ value }) => value).filter(({ erased }) => erased !== true);
  const found: (Officer | string)[] = [];
  for (const name of names) {
    const meant = await called(ports, name, known);
    if (typeof meant !== 'string' && 'code' in meant) return meant;
    found.push(meant);
  }
  const fresh = found.filter((one) => typeof one === 'string');
  const enrolled = await enrol(ports, fresh);
  const ids = found.map((one) => (typeof one === 'string' ? (enrolled.get(one) ?? '') : one.id));
  const warnings = fresh.map(
    (name) => `“${name}” was not known until now: link them, so that Waymark can write to them.`,
  );
  return { ids: [...new Set(ids)], names: found.map((one) => (typeof one === 'string' ? one : one.name)), warnings };
}

/** Somebody known, a name that is new, or why neither. */
async function called({ people }: Ports, name: string, known: readonly Officer[]): Promise<Officer | string | Refusal> {
  const exact = (await people.officer(name)) ?? (await people.byName(name));
  if (exact !== null && exact.value.erased !== true) return usable(exact.value);
  if (name.length > LONGEST_NAME) {
    return {
      code: 'leads',
      message: `“${name.slice(0, 20)}…” is too long for a name. Give at most ${String(LONGEST_NAME)} characters.`,
    };
  }
  const meant = whoIsMeant(name, known);
  if (meant.kind === 'one') return usable(meant.one);
  if (meant.kind === 'several')
    return { code: 'no-such-officer', message: `${mayBe(name, meant.several)} Give the whole name.` };
  const near = nearestNames(
    name,
    known.map((one) => one.name),
  );
  if (near.length === 0) return name;
  return { code: 'no-such-officer', message: `Nobody here is called “${name}”.${didYouMean(near)}` };
}

function usable(officer: Officer): Officer | Refusal {
  const { name, outside } = officer;
  if (outside !== 'left') return officer;
  return { code: 'has-left', message: `${name} has left. Give somebody else’s name.` };
}
