/**
 * Makes a recording into a file of traffic that may be kept: `node tests/teams/conformance/redact.ts RECORDING.har >
 * FILE.json`. Nothing a person typed, is called, or can be found by is left in it, nor any token: whatever is not on the
 * list of words known from the documentation is replaced, the same each time by the same.
 */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod/v4';
import { archive, headerOf, type Entry } from './har.ts';
import { replacing, type Replace } from './replacing.ts';
import type { TrafficFile } from './traffic.ts';

type RecordedCase = TrafficFile['cases'][number];

/** @param har the parsed JSON of the archive. Throws for one in which there is nothing of ours. */
export function redacted(har: unknown): TrafficFile {
  const { entries } = archive.parse(har).log;
  const replace = replacing();
  // Who we are, and of which tenant, is known from what Teams sends: so that comes first.
  const inbound = entries.filter(({ request }) => new URL(request.url).pathname === '/api/messages');
  for (const { request } of inbound) replace.learn(parsed(request.postData?.text));
  const cases = entries.flatMap((entry, at) => caseOf(entry, String(at + 1), replace) ?? []);
  if (cases.length === 0)
    throw new Error('There is nothing in this recording that went to or came from /api/messages.');
  return { source: null, cases };
}

function caseOf(entry: Entry, number: string, replace: Replace): RecordedCase | null {
  const { pathname } = new URL(entry.request.url);
  const path = decodeURIComponent(pathname);
  if (path === '/api/messages') return fromTeams(entry, number, replace);
  if (path.endsWith('/v3/conversations')) return opened(entry, number, replace);
  const [, conversation, activity] = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path) ?? [];
  if (conversation === undefined) return null;
  return toTeams(entry, number, replace, { conversation, activity });
}

function fromTeams({ request, response }: Entry, number: string, replace: Replace): RecordedCase {
  const body = replace.activity(parsed(request.postData?.text)) as Readonly<Record<string, unknown>>;
  const signed = headerOf(request.headers, 'authorization') !== undefined;
  return {
    name: `${number}: ${String(body.type)} from Teams`,
    in: { body, token: signed ? 'good' : 'none' },
    expect: { status: response.status },
  };
}

interface Place {
  readonly conversation: string;
  readonly activity: string | undefined;
}

const members = z.looseObject({ members: z.tuple([z.looseObject({ id: z.string() })]) });

/** A chat that we opened with one person; with several we open none. */
function opened({ request, response }: Entry, number: string, replace: Replace): RecordedCase | null {
  const asked = members.safeParse(parsed(request.postData?.text)).data;
  if (asked === undefined) return null;
  return {
    name: `${number}: a chat opened, ${String(response.status)}`,
    out: { openWith: replace.id(asked.members[0].id) },
    teams: [answerIn(response, replace)],
  };
}

/** A reply to a message is a send as any other: its place in the path is not what Teams answers by. */
function toTeams({ request, response }: Entry, number: string, replace: Replace, place: Place): RecordedCase {
  const updated = request.method === 'PUT' && place.activity !== undefined ? replace.id(place.activity) : null;
  return {
    name: `${number}: ${request.method} to Teams, ${String(response.status)}`,
    out: { conversation: replace.id(place.conversation), replaces: updated },
    teams: [answerIn(response, replace)],
  };
}

type Answer = Exclude<NonNullable<RecordedCase['teams']>[number], string>;

function answerIn({ status, headers, content }: Entry['response'], replace: Replace): Answer {
  const retryAfter = headerOf(headers, 'retry-after');
  const text = content.text ?? '';
  return {
    status,
    body: text === '' ? '' : replace.answer(parsed(text) ?? 'no JSON'),
    ...(retryAfter !== undefined && /^\d+$/.test(retryAfter) && { headers: { 'retry-after': retryAfter } }),
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '') as unknown;
  } catch {
    return null;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('Usage: node tests/teams/conformance/redact.ts RECORDING.har > FILE.json');
  process.stdout.write(`${JSON.stringify(redacted(JSON.parse(readFileSync(file, 'utf8'))), null, 2)}\n`);
}
