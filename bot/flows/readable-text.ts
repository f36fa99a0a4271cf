import { inWords, parseCivilDate } from '../domain/dates.js';
import type { OfficerId } from '../domain/plan.js';
import type { Ports } from './ports.js';

/** Ids of officers and channels, and days, as people call them. */
export async function readableText(
  ports: Pick<Ports, 'channels'>,
  officers: ReadonlyMap<OfficerId, unknown>,
  nameOf: (officer: OfficerId) => string,
) {
  const channels = new Map(
    (await ports.channels.list()).map(({ value: { id, name } }) => [
      id,
      name === null ? 'a channel' : `the channel ${name}`,
    ]),
  );
  const word = (text: string): string => {
    const channel = channels.get(text);
    if (channel !== undefined) return channel;
    if (officers.has(text)) return nameOf(text);
    const day = parseCivilDate(text);
    if (day !== undefined) return inWords(day);
    // One that nobody registered, or that is registered no more.
    return /^\d+:\S+@thread\.\S+$/.test(text) ? 'a channel' : text;
  };
  return (text: string): string => text.replace(/[^\s,;]+/g, word);
}
