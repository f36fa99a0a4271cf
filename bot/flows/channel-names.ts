/** What channels are called, and which one a name means. */
import { nearestNames } from '../domain/nearest.js';
import type { Channel, Ports, Versioned } from './ports.js';

/** "Leadership / Board"; of a group chat its topic. */
export function channelName({ name, team, kind }: Pick<Channel, 'name' | 'team' | 'kind'>): string {
  const parts = [team, name].filter((part) => part !== null);
  if (parts.length > 0) return parts.join(' / ');
  return kind === 'group' ? 'a group chat without a name' : 'a channel without a name';
}

/** Eight characters by which a channel can be told from others of its name. */
export function shortId({ hash }: Pick<Ports, 'hash'>, { id }: Pick<Channel, 'id'>): string {
  return hash(id).slice(0, 8);
}

export type NamedChannel =
  | { readonly kind: 'one'; readonly found: Versioned<Channel> }
  | { readonly kind: 'several'; readonly several: readonly Channel[] }
  | { readonly kind: 'none'; readonly near: readonly string[] };

/** By "Team / Channel", the channel's name alone, its short id or its whole id. */
export async function namedChannel(ports: Pick<Ports, 'channels' | 'hash'>, text: string): Promise<NamedChannel> {
  const all = await ports.channels.list();
  const wanted = plain(text);
  const whole = all.filter(({ value }) => [value.id, shortId(ports, value), channelName(value)].some(is(wanted)));
  const found = whole.length > 0 ? whole : all.filter(({ value }) => [value.name ?? ''].some(is(wanted)));
  const [only] = found;
  if (only !== undefined && found.length === 1) return { kind: 'one', found: only };
  if (only !== undefined) return { kind: 'several', several: found.map(({ value }) => value) };
  const names = new Map(all.flatMap(({ value }) => namesOf(value).map((name) => [name, channelName(value)])));
  const near = nearestNames(text, [...names.keys()]).flatMap((name) => names.get(name) ?? []);
  return { kind: 'none', near: [...new Set(near)] };
}

function namesOf(channel: Channel): readonly string[] {
  return [channelName(channel), ...(channel.name === null ? [] : [channel.name])];
}

function is(wanted: string): (name: string) => boolean {
  return (name) => plain(name) === wanted;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:@.]+/gu, ' ')
    .trim();
}
