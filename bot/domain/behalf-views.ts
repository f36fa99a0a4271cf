/** What cards show of an answer that somebody enters for another; see `views.ts`. */
import type { FromSource, SaidOfSource } from './on-behalf.js';
import type { OfficerId } from './plan.js';
import type { KeyEntry } from './key.js';
import type { DigestView, MilestoneView } from './views.js';

/** Of an answer that was entered: by whom, and where it came from. */
export interface EnteredView extends FromSource {
  readonly by: string;
  /** The reader entered it. */
  readonly byReader: boolean;
}

/** An answer being entered: for whom, and where it came from; carried from card to card. */
export interface BehalfView extends FromSource {
  readonly officer: OfficerId;
  readonly name: string;
  /** They can be written to: then they are told of it. */
  readonly reachable: boolean;
}

/** The form on which an answer for somebody else begins. */
export interface BehalfFormView {
  readonly milestone: MilestoneView;
  /** Whom the reader may enter it for. Never empty. */
  readonly people: readonly { readonly officer: OfficerId; readonly name: string }[];
  /** What was chosen and typed, as it was typed; `officer` may be nobody of `people`. */
  readonly typed: SaidOfSource & { readonly officer: string };
  readonly errors: readonly { readonly field: keyof SaidOfSource | 'officer'; readonly message: string }[];
  /** As in `ChooseView`. */
  readonly ticks: readonly string[];
}

/** A card to be told by another way, as plain text. */
export interface PlainView {
  /** Whose it is. */
  readonly name: string;
  readonly view: DigestView;
  /** How they rate: the key of each plan on the card. */
  readonly keys: readonly { readonly planTitle: string; readonly key: readonly KeyEntry[] }[];
}
