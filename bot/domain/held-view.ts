/** What somebody looks at who is to say whether it may be read by others (RULES 6). */
import type { Finding } from './guard.js';
import type { CardLink } from './views.js';

export interface HeldView {
  readonly link: CardLink;
  readonly text: string;
  /** Each text that is held, under the number of its row on the card. */
  readonly rows: readonly {
    readonly row: string;
    /** Where it stands: "what has happened". */
    readonly where: string;
    /** Who wrote it; empty for what the plan prints. */
    readonly by: string;
    readonly words: string;
    readonly findings: readonly Finding[];
  }[];
  /** What the last press came to, or why it came to nothing; null before the first. */
  readonly done: string | null;
}
