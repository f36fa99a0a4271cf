/** Lines of the app as they are, for a person at a terminal; what the library tells the host itself is left out. */
export function writeLog(level: string, category: string, message: string): void {
  if (category !== 'user' || level === 'trace' || level === 'debug') return;
  const stream = level === 'error' || level === 'warning' ? process.stderr : process.stdout;
  stream.write(`${message}\n`);
}

/** A line of the host itself. */
export function complain(message: string): void {
  process.stderr.write(`host: ${message}\n`);
}

export function inWords(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
