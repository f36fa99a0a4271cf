import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const CALENDAR_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const CALENDAR_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
