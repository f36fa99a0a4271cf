import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const POLICY_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const POLICY_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
