/** Whether what came of a case is what must come of it: by the case itself, and by rules common to all. */
import type { Outcome, Stage } from './stage.js';
import type { Case } from './traffic.js';

/** Plays a case; every fault is one line. None: it passed. */
export async function faultsOf(one: Case, stage: Stage): Promise<readonly string[]> {
  const came = await stage.play(one);
  const { status, body, flows, sent, outcome } = stage.filled(one.expect) as Case['expect'];
  return [
    ...byCommonRules(one, came),
    ...(status === undefined ? [] : differences('status', status, came.answer?.status)),
    ...(body === undefined ? [] : differences('body', body, came.answer?.body ?? null)),
    ...(flows === undefined ? [] : differences('flows', flows, came.flows)),
    ...(sent === undefined ? [] : differences('sent', sent, came.sent)),
    ...(outcome === undefined ? [] : differences('outcome', outcome, came.outcome)),
  ];
}

function byCommonRules(one: Case, came: Outcome): readonly string[] {
  if (came.outcome !== null) return outboundRules(one, came);
  const { status, body } = came.answer ?? { status: 0, body: undefined };
  if (status !== 200) return [...refusalRules(status, body), ...untouched(came)];
  if (one.in?.body.type === 'invoke') return invokeRules(body);
  return body === undefined ? [] : ['body: only an invoke is answered with one'];
}

/** Refused is refused: in fixed words, without a trace of why, and nothing has begun. */
function refusalRules(status: number, body: unknown): readonly string[] {
  const known = [400, 401, 403, 408, 413, 500, 503].includes(status);
  const { error } = (body ?? {}) as { readonly error?: Readonly<Record<string, unknown>> };
  const fixed = Object.keys(body ?? {}).join() === 'error' && Object.keys(error ?? {}).join() === 'code,message';
  return [
    ...(known ? [] : [`status: ${String(status)} is no answer of ours`]),
    ...(fixed ? [] : ['body: a refusal holds { error: { code, message } } and nothing else']),
  ];
}

function untouched({ answer, flows, sent }: Outcome): readonly string[] {
  // What failed on the way may have begun.
  if ((answer?.status ?? 0) >= 500) return [];
  return [
    ...(flows.length === 0 ? [] : ['flows: reached by what was refused']),
    ...(sent.length === 0 ? [] : ['sent: something, to whom was refused']),
  ];
}

/** The table of https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model. */
const INVOKE_TYPES: Readonly<Record<number, readonly string[]>> = {
  200: ['application/vnd.microsoft.card.adaptive', 'application/vnd.microsoft.activity.message'],
  400: ['application/vnd.microsoft.error'],
  401: ['application/vnd.microsoft.activity.loginRequest'],
  412: ['application/vnd.microsoft.error.preconditionFailed'],
  500: ['application/vnd.microsoft.error'],
};

function invokeRules(body: unknown): readonly string[] {
  const { statusCode, type, value } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const types = INVOKE_TYPES[Number(statusCode)] ?? [];
  return types.includes(String(type)) && value !== undefined
    ? []
    : ['body: an invoke is answered with a statusCode and a type of the documented table, and a value'];
}

/** What a status means for the card that was sent; the cases say more where the body matters. */
function kindsFor(status: number): readonly string[] {
  if (status >= 200 && status < 300) return ['accepted'];
  if (status === 429 || status === 412) return ['not-accepted'];
  if (status === 408 || status >= 500) return ['in-doubt'];
  if (status === 413) return ['too-large'];
  return status === 401 ? ['unauthorised'] : ['unreachable', 'refused'];
}

function outboundRules({ teams }: Case, { outcome, sent }: Outcome): readonly string[] {
  const [first] = teams;
  const kinds = first === undefined ? ['accepted'] : typeof first === 'string' ? ['in-doubt'] : kindsFor(first.status);
  return [
    ...(sent.length === 1 ? [] : [`sent: ${String(sent.length)} requests for one send`]),
    ...(kinds.includes(outcome?.kind ?? '') ? [] : [`outcome: ${String(outcome?.kind)}, not ${kinds.join(' or ')}`]),
  ];
}

/** Where a value lacks a part that is expected: objects may hold more, lists may not. */
function differences(path: string, expected: unknown, actual: unknown): readonly string[] {
  if (expected === '{{any}}') return actual === undefined ? [`${path}: missing`] : [];
  if (Array.isArray(expected)) {
    const list = Array.isArray(actual) ? (actual as readonly unknown[]) : [];
    if (list.length !== expected.length) return [`${path}: ${shown(actual)}, not ${String(expected.length)} of them`];
    return expected.flatMap((one, at) => differences(`${path}[${String(at)}]`, one, list[at]));
  }
  if (typeof expected !== 'object' || expected === null) {
    return expected === actual ? [] : [`${path}: ${shown(actual)}, not ${shown(expected)}`];
  }
  const object = typeof actual === 'object' && actual !== null ? (actual as Readonly<Record<string, unknown>>) : {};
  return Object.entries(expected).flatMap(([key, one]) => differences(`${path}.${key}`, one, object[key]));
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
