import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const PLAN_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const PLAN_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
