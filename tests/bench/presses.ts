/** What Teams delivers when an officer saves an update, and the same for the bare handler. */
import { instant } from '../../bot/domain/dates.js';
import { signer } from '../../bot/teams/card-token.js';
import { APP_ID, press, TENANT } from '../teams/world.js';
import type { BareSubmission } from './parts/bare.js';
import type { SeededOfficer } from './seed.js';
import { KEY, type Stage } from './stage.js';

/** Within the life of a token of that morning. */
const SIGNED = instant('2026-11-18T10:00:00.000Z');
const NOTE = 'The training dates are agreed and the first cohort has been invited.';

/** Takes milestones that nobody has answered yet, one after the other. */
export interface Presses {
  /** Bodies of so many requests to the bot, each about another milestone. */
  toBot(count: number): readonly string[];
  toBare(count: number): readonly string[];
}

interface Unanswered {
  readonly officer: SeededOfficer;
  readonly ref: string;
}

/** @param spare of the milestones of each officer, how many of the last ones are answered here */
export function pressesOn({ seeded, serviceUrl }: Pick<Stage, 'seeded' | 'serviceUrl'>, spare: number): Presses {
  const sign = signer([{ id: 'k1', key: KEY }], () => SIGNED);
  const left: Unanswered[] = [];
  for (let nth = 1; nth <= spare; nth += 1) {
    for (const officer of seeded.officers) left.push({ officer, ref: officer.refs.at(-nth) ?? '' });
  }
  let taken = 0;
  const take = (count: number): readonly Unanswered[] => {
    const some = left.slice(taken, taken + count);
    taken += count;
    if (some.length < count) throw new Error('Every milestone has been answered');
    return some;
  };
  const toBot = ({ officer, ref }: Unanswered): string => {
    const { plan, id, entraId, name, conversation } = officer;
    const token = sign({ verb: 'r', plan, ref, rev: 1, officer: id });
    const action = { verb: 'record-update', data: { token, rating: 'green', in_note: NOTE, in_sameAs: '' } };
    const parts = {
      id: `press-${ref}`,
      from: { id: `29:${name}`, name, aadObjectId: entraId },
      conversation: { id: conversation, conversationType: 'personal', tenantId: TENANT },
      text: undefined,
    };
    return JSON.stringify(press(serviceUrl, action, parts));
  };
  const toBare = ({ officer: { plan, entraId }, ref }: Unanswered): string =>
    JSON.stringify({ plan, ref, rev: 1, rating: 'green', inputs: { note: NOTE }, entraId } satisfies BareSubmission);
  return { toBot: (count) => take(count).map(toBot), toBare: (count) => take(count).map(toBare) };
}

/** What the bot wants to see of whoever brings a press. */
export function headersFor({ openId, serviceUrl }: Pick<Stage, 'openId' | 'serviceUrl'>): Record<string, string> {
  return { authorization: `Bearer ${openId.token(APP_ID, serviceUrl)}` };
}
