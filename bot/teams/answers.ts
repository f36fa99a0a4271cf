/** The shapes in which Teams takes an answer to a press (platform.md 1.3, 4.3): HTTP 200, the outcome inside. */

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';
const TEXT_TYPE = 'application/vnd.microsoft.activity.message';
const ERROR_TYPE = 'application/vnd.microsoft.error';

/** Takes the place of the pressed card, for the presser. */
export function cardBody(card: object): object {
  return { statusCode: 200, type: CARD_TYPE, value: card };
}

/** Shown beside the pressed card. */
export function textBody(text: string): object {
  return { statusCode: 200, type: TEXT_TYPE, value: text };
}

export function errorBody(statusCode: 400 | 500, code: string, message: string): object {
  return { statusCode, type: ERROR_TYPE, value: { code, message } };
}

/** A card alone: with a text beside it Teams splits the message and tells no id (platform.md 2.6). */
export function cardMessage(card: object, summary: string): object {
  return { type: 'message', summary, attachments: [{ contentType: CARD_TYPE, content: card }] };
}

/**
 * The answer to a press whose work is still going on: true whether or not it was saved, and the card stays as it is. In
 * the shape of an HTTP body.
 */
export const LATE_PRESS = {
  statusCode: 200,
  type: TEXT_TYPE,
  value:
    'This takes longer than usual. What you sent may already be saved: press again in a minute to see. ' +
    'Nothing is saved twice.',
} as const;
