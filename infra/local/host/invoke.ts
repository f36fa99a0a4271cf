import { randomUUID } from 'node:crypto';
import type { LoadedApp } from './app.js';
import type { CoreContext, Registered, WireValue } from './core.js';
import { writeLog } from './logging.js';

/** Runs a function once on what its trigger brought. Throws what the function throws. */
export type Invoke = (
  registered: Registered,
  data: WireValue,
  triggerMetadata?: Readonly<Record<string, WireValue>>,
) => Promise<WireValue | null | undefined>;

export function invoker({ model }: LoadedApp): Invoke {
  return async (registered, data, triggerMetadata = {}) => {
    const context: CoreContext = {
      invocationId: randomUUID(),
      metadata: registered.metadata,
      request: { inputData: [{ name: registered.triggerName, data }], triggerMetadata },
      log: writeLog,
      state: 'invocation',
    };
    const invocation = model.getInvocationModel(context);
    const { context: given, inputs } = await invocation.getArguments();
    const result = await invocation.invokeFunction(given, inputs, registered.handler);
    const { returnValue } = await invocation.getResponse(given, result);
    return returnValue;
  };
}
