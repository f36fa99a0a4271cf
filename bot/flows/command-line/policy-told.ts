/** The part of a plan's policy that says what its readers are told. */
import { asTypedOnOneLine } from '../../domain/plain-text.js';
import { NAMINGS, type Naming, type Plan } from '../../domain/plan.js';
import type { PolicyOrder } from '../set-policy.js';
import { CommandError } from './answer.js';

export type TellingOrder = Pick<PolicyOrder, 'naming' | 'smallNumber' | 'avoid' | 'release'>;

/** A larger number points to nobody. */
const LARGEST_SMALL_NUMBER = 100;
const WORDS_AT_MOST = 60;
const LONGEST_WORDS = 80;

/** The options of `policy` about it; what is not given is left out. */
export function readTold(options: Readonly<Record<string, string | undefined>>): TellingOrder {
  const { naming, 'small-number': small, avoid, release } = options;
  return {
    ...(naming !== undefined && { naming: readNaming(naming) }),
    ...(small !== undefined && { smallNumber: readSmallNumber(small) }),
    ...(avoid !== undefined && { avoid: readAvoid(avoid) }),
    ...(release !== undefined && { release: readRelease(release) }),
  };
}

function readNaming(text: string): Naming {
  const naming = NAMINGS.find((one) => one === text.toLowerCase());
  if (naming !== undefined) return naming;
  throw new CommandError('naming', `--naming “${text}” is none of: ${NAMINGS.join(', ')}.`, 2);
}

function readSmallNumber(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : -1;
  if (number >= 0 && number <= LARGEST_SMALL_NUMBER) return number;
  const most = String(LARGEST_SMALL_NUMBER);
  throw new CommandError('small-number', `--small-number “${text}” is no number from 0 to ${most}.`, 2);
}

function readAvoid(text: string): Plan['avoid'] {
  const words = text.split(';').map(asTypedOnOneLine);
  const once = [...new Map(words.filter((one) => one !== '').map((one) => [one.toLowerCase(), one])).values()];
  const long = once.find((one) => one.length > LONGEST_WORDS);
  if (long === undefined && once.length <= WORDS_AT_MOST) return once;
  const limit = `Give at most ${String(WORDS_AT_MOST)}, of at most ${String(LONGEST_WORDS)} characters each.`;
  throw new CommandError('avoid', `--avoid is too long. ${limit}`, 2);
}

function readRelease(text: string): boolean {
  const wanted = text.toLowerCase();
  if (wanted === 'yes' || wanted === 'no') return wanted === 'yes';
  throw new CommandError('release', `--release “${text}” is neither yes nor no.`, 2);
}

const NAMED: Readonly<Record<Naming, string>> = {
  accountable: 'Channels and reports name the head of service beside a row (accountable).',
  leads: 'Channels and reports name the head of service and who leads it beside a row (leads).',
  none: 'Channels and reports name nobody beside a row (none).',
};

export function toldLines({ naming, smallNumber, avoid, release }: Pick<Plan, keyof TellingOrder>): readonly string[] {
  return [
    NAMED[naming],
    `Numbers of children, families or cases below ${String(smallNumber)} are doubted when they are written.`,
    ...(avoid.length === 0 ? [] : [`Reports are checked for: ${avoid.join('; ')}.`]),
    ...(release ? ['The summary of a reporting window waits until the plan owner releases it.'] : []),
  ];
}
