import { noticeCard, type Built, type Sign } from '../../cards/index.js';
import type { Caller } from './callers.js';
import type { TokenClaim } from './card-token.js';
import type { CardDesk } from './press.js';
import { refuseElsewhere } from './refusals.js';
import type { CardAction } from './turns.js';
import type { SummaryVerb } from './verbs.js';

/** A press on a summary that was posted: made for nobody in particular, answered for whoever presses. */
export interface SummaryPress {
  readonly action: CardAction;
  readonly verb: SummaryVerb;
  readonly claim: TokenClaim;
  readonly caller: Caller;
  readonly sign: Sign;
}

/** Shows more, or asks, to the one who pressed alone, as far as they may (RULES 5). */
export async function answerSummaryPress(
  { ports }: CardDesk,
  { caller, verb, claim, sign }: SummaryPress,
): Promise<Built> {
  return noticeCard(await refuseElsewhere(ports, caller, verb, `${claim.plan} ${claim.ref}`.trim()), sign);
}
