import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const SWEEP_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const SWEEP_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
