import type { Handler } from '../press.js';
import type { Saying } from './sayings.js';

export const IMPORT_PRESSES = {} as const satisfies Readonly<Record<string, Handler>>;

export const IMPORT_SAYINGS = {} as const satisfies Readonly<Record<string, Saying>>;
