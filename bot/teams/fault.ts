const LONGEST_MESSAGE = 200;

/**
 * What an error says, for the log and for nobody else. Errors of parsers quote what they could not read, which may be
 * somebody's text: of those only the kind is kept.
 */
export function faultOf(error: unknown): { readonly error: string; readonly message: string } {
  if (!(error instanceof Error)) return { error: 'unknown', message: '' };
  const quotes = error instanceof SyntaxError;
  const message = quotes ? '' : error.message.replace(/\s+/g, ' ').trim().slice(0, LONGEST_MESSAGE);
  return { error: error.name, message };
}
