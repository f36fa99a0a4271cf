/** What a person at the terminal is told when something is not done. */
import { ConfigError } from '../bot/config.js';
import { reasonOf } from '../bot/wiring.js';

/** `exit` as DESIGN 6 has it: 1 refused, 2 the words were wrong. */
interface Refused {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
}

/** An error in one sentence that says what to do, with its code and exit. */
export function refusalOf(error: unknown): Refused {
  const known =
    error instanceof ConfigError ? settingsRefused(error) : error instanceof Error ? error : new Error(String(error));
  const code = 'code' in known && typeof known.code === 'string' ? known.code : 'failed';
  const exit = 'exit' in known && typeof known.exit === 'number' ? known.exit : 1;
  return { code, message: friendly(known, code), exit };
}

function settingsRefused(error: ConfigError): Error {
  const noStorage = error.problems.every(({ setting }) => setting === 'AzureWebJobsStorage');
  const message =
    'There is no storage to work on: run npm start in this folder, or set AzureWebJobsStorage. If it was started with WAYMARK_DATA, set it here too.';
  return noStorage
    ? Object.assign(new Error(message), { code: 'no-storage' })
    : Object.assign(new Error(error.message), { code: 'settings' });
}

/** Errors of the network say where they come from, not what to do. */
function friendly(error: Error, code: string): string {
  const { message, name } = error;
  if (code === 'ECONNREFUSED' || code === 'REQUEST_SEND_ERROR') {
    return 'Storage cannot be reached. Is npm start running, or is AzureWebJobsStorage right?';
  }
  if (name === 'RestError') return `Storage refused: ${code}`;
  // No refusal of ours: what it says may quote rows or settings.
  return code === 'failed' ? `This should not have happened: ${reasonOf(error)}. Look with: doctor` : message;
}
