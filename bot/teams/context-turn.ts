/** A turn of the SDK in use, in our words; and what its adapter would write to a socket. */
import { ActivityTypes, type Activity, type Response, type TurnContext } from 'botbuilder';
import { putOffBy } from './connector.js';
import type { GatedActivity } from './gate.js';
import type { PutOff, SdkAnswer, SdkTurn } from './sdk.js';

const TURN = Symbol('turn');

/** A turn that the router of the SDK can be given: by its context. */
export class ContextTurn implements SdkTurn {
  constructor(
    readonly context: TurnContext,
    readonly activity: GatedActivity,
    readonly issuer: string | null,
  ) {
    context.turnState.set(TURN, this);
  }

  async answer(body: object): Promise<void> {
    await this.context.sendActivity(invokeResponse(body));
  }

  async say(message: object): Promise<PutOff | null> {
    try {
      await this.context.sendActivity(message);
      return null;
    } catch (error) {
      const putOff = putOffBy(error);
      if (putOff === null) throw error;
      return putOff;
    }
  }
}

/** The turn whose context the router hands back. */
export function turnOf(context: TurnContext): ContextTurn {
  return context.turnState.get<ContextTurn>(TURN);
}

/** The answer to an invoke: sent like a message, it becomes the body of the HTTP answer (platform.md 4.4). */
export function invokeResponse(body: object): Partial<Activity> {
  return { type: ActivityTypes.InvokeResponse, value: { status: 200, body } };
}

/** In place of the socket that the adapter writes its answer to. */
export function responseSink(): { readonly sink: SdkAnswer; readonly response: Response } {
  const sink = { status: 200, body: undefined as unknown };
  const response: Response = {
    socket: null,
    status: (status: number) => ((sink.status = status), response),
    send: (sent: unknown) => ((sink.body = sent), response),
    end: () => response,
    header: () => response,
  };
  return { sink, response };
}
