/** The second file of the bundle: all SDKs. The first invocation loads it (DESIGN 2). */
export { wire, type App } from '../bot/wiring.js';
