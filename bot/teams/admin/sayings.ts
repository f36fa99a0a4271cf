import type { Built } from '../../../cards/index.js';
import type { Asker } from '../whom.js';

/** What an admin said of one thing that they look after, answered; `what`: the words behind it, empty for none. */
export type Saying = (asker: Asker, what: string) => Promise<Built>;
