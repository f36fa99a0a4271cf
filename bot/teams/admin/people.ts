import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const PEOPLE_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const PEOPLE_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
