import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const ATTENTION_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const ATTENTION_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
