/** As long as the names of classes, codes and functions are; what somebody wrote is longer, or has other signs. */
const WORD = /^[A-Za-z][A-Za-z0-9_]{1,47}$/;
/** Of the system and of Node: `ECONNRESET`, `ERR_INVALID_URL`. */
const SYSTEM_CODE = /^E[A-Z][A-Z0-9_]{2,47}$|^[A-Z]+(?:_[A-Z0-9]+)+$/;
/** Of storage. Others are left out: libraries put on their errors whatever code the other side wrote into its answer. */
const STORAGE_CODES: ReadonlySet<string> = new Set([
  'AccountIsDisabled',
  'AuthenticationFailed',
  'AuthorizationFailure',
  'AuthorizationPermissionMismatch',
  'BlobAlreadyExists',
  'BlobNotFound',
  'ConditionNotMet',
  'ContainerNotFound',
  'EntityAlreadyExists',
  'EntityTooLarge',
  'InternalError',
  'InvalidAuthenticationInfo',
  'InvalidInput',
  'MessageNotFound',
  'OperationTimedOut',
  'OutOfRangeInput',
  'PopReceiptMismatch',
  'PropertyValueTooLarge',
  'QueueNotFound',
  'RequestBodyTooLarge',
  'ResourceNotFound',
  'ServerBusy',
  'TableBeingDeleted',
  'TableNotFound',
  'UpdateConditionNotSatisfied',
]);
const FRAME = /^\s*at .*[/\\]([\w.-]{1,60}\.[cm]?[jt]s):(\d+):\d+\)?$/;

/**
 * What went wrong, for the log: the kind of an error, its codes, and where in the code it arose, such as
 * `RestError 503 ServerBusy at azure.ts:120`. Never what it says: messages quote rows, addresses, typed words and keys.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const cause = error.cause instanceof Error ? codesOf(error.cause) : [];
  const where = placeOf(error);
  return [
    word(error.name) ?? 'Error',
    ...new Set([...codesOf(error), ...cause]),
    ...(where === null ? [] : ['at', where]),
  ].join(' ');
}

/** The HTTP status and the code that libraries put on their errors. */
function codesOf(error: Error): readonly string[] {
  const { statusCode, status, code } = error as {
    readonly statusCode?: unknown;
    readonly status?: unknown;
    readonly code?: unknown;
  };
  const http = [statusCode, status].find((one): one is number => typeof one === 'number' && one >= 100 && one < 600);
  return [http === undefined ? null : String(http), knownCode(code)].filter((one) => one !== null);
}

function knownCode(code: unknown): string | null {
  return typeof code === 'string' && (SYSTEM_CODE.test(code) || STORAGE_CODES.has(code)) ? code : null;
}

function word(text: unknown): string | null {
  return typeof text === 'string' && WORD.test(text) ? text : null;
}

/** The first frame of ours. Only what stands behind the message is read: the message may look like a frame. */
function placeOf({ stack, message }: Error): string | null {
  if (typeof stack !== 'string') return null;
  const at = stack.lastIndexOf(message);
  const frames = at < 0 ? '' : stack.slice(at + message.length);
  for (const line of frames.split('\n')) {
    if (/node_modules|\(node:|at node:/.test(line)) continue;
    const found = FRAME.exec(line);
    if (found !== null) return `${found[1] ?? ''}:${found[2] ?? ''}`;
  }
  return null;
}
