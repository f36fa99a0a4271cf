/**
 * The part of the real host's interface (`@azure/functions-core`, which exists only inside the Functions worker) that
 * `@azure/functions` uses. Values cross it in the shapes of the worker's wire protocol, so that the library's own
 * conversions run here as they do in Azure.
 */
export interface WireValue {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly http?: WireHttp;
}

export interface WireHttp {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly body?: WireValue | null;
  readonly statusCode?: string;
}

export interface Binding {
  readonly type: string;
  readonly direction: string;
  readonly [option: string]: unknown;
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}

type Callback = (...args: unknown[]) => unknown;

interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: Callback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: WireValue | null }>;
}

export interface ProgrammingModel {
  readonly name: string;
  getInvocationModel(context: CoreContext): InvocationModel;
}

export type CoreLog = (level: string, category: string, message: string) => void;

export interface CoreContext {
  readonly invocationId: string;
  readonly metadata: FunctionMetadata;
  readonly request: {
    readonly inputData: readonly { readonly name: string; readonly data: WireValue }[];
    readonly triggerMetadata: Readonly<Record<string, WireValue>>;
  };
  readonly log: CoreLog;
  state?: 'invocation' | 'postInvocationHooks';
}

/** A function as the app registered it. */
export interface Registered {
  readonly metadata: FunctionMetadata;
  readonly handler: Callback;
  /** The name of the trigger among the bindings. */
  readonly triggerName: string;
  readonly trigger: Binding;
}

/** Why the app cannot run, in words for whoever started it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
