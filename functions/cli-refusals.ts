/** What a person at the terminal is told when something is not done. */

/** `exit` as DESIGN 6 has it: 1 refused, 2 the words were wrong. */
interface Refused {
  readonly code: string;
  readonly message: string;
  readonly exit: number;
}

/**
 * An error in one sentence that says what to do, with its code and exit.
 *
 * @param reasonOf the kind and the place of an error that nobody foresaw; never what it says
 */
export function refusalOf(error: unknown, reasonOf: (error: unknown) => string): Refused {
  const known = isOfSettings(error)
    ? settingsRefused(error)
    : error instanceof Error
      ? error
      : new Error(String(error));
  const code = 'code' in known && typeof known.code === 'string' ? known.code : 'failed';
  const exit = 'exit' in known && typeof known.exit === 'number' ? known.exit : 1;
  return { code, message: friendly(known, code, reasonOf), exit };
}

/** Settings that cannot be used: all of them at once, by name (`ConfigError`). */
interface OfSettings extends Error {
  readonly problems: readonly { readonly setting: string }[];
}

function isOfSettings(error: unknown): error is OfSettings {
  return error instanceof Error && 'problems' in error && Array.isArray(error.problems);
}

function settingsRefused(error: OfSettings): Error {
  const noStorage = error.problems.every(({ setting }) => setting === 'AzureWebJobsStorage');
  const message =
    'There is no storage to work on: run npm start in this folder, or set AzureWebJobsStorage. If it was started with WAYMARK_DATA, set it here too.';
  return noStorage
    ? Object.assign(new Error(message), { code: 'no-storage' })
    : Object.assign(new Error(error.message), { code: 'settings' });
}

/** Errors of the network say where they come from, not what to do. */
function friendly(error: Error, code: string, reasonOf: (error: unknown) => string): string {
  const { message, name } = error;
  if (code === 'ECONNREFUSED' || code === 'REQUEST_SEND_ERROR') {
    return 'Storage cannot be reached. Is npm start running, or is AzureWebJobsStorage right?';
  }
  if (name === 'RestError') return `Storage refused: ${code}`;
  // No refusal of ours: what it says may quote rows or settings.
  return code === 'failed' ? `This should not have happened: ${reasonOf(error)}. Look with: doctor` : message;
}
