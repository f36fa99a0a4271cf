import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const SCHEDULE_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const SCHEDULE_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
