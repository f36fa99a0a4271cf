/** Files that people send to the bot: Teams keeps them in SharePoint, and gives a link that opens for a few minutes. */
import type { Refused } from '../domain/read-plan.js';
import { reasonOf } from '../flows/fault.js';
import type { Log } from '../flows/ports-log.js';
import type { SentFiles } from '../flows/ports-drafts.js';

/** From where a file may be read. A name that begins with `*.` stands for every host below the rest of it. */
export interface FileHostRules {
  /** Lower case. A loopback host may carry a port; without one it stands for every port. */
  readonly hosts: readonly string[];
  /** Plain http on 127.0.0.1 and localhost, if listed. Never in Azure. */
  readonly allowHttpLoopback: boolean;
}

export interface FileLimits {
  readonly bytes: number;
  /** Milliseconds for all of it. */
  readonly ms: number;
}

const LIMITS: FileLimits = { bytes: 25 * 1024 * 1024, ms: 20_000 };
const LONGEST_ADDRESS = 4000;
const MOST_REDIRECTS = 3;
const LOOPBACK = ['127.0.0.1', 'localhost'];
const HOST = /^[a-z0-9.-]{1,253}$/;

/** Whether a file may be read from there. What is written is what the network library will see. */
export function allowedFileAddress(address: string, { hosts, allowHttpLoopback }: FileHostRules): boolean {
  if (address.length > LONGEST_ADDRESS || !URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (username !== '' || password !== '' || !HOST.test(hostname)) return false;
  if (LOOPBACK.includes(hostname)) {
    const listed = hosts.includes(hostname) || hosts.includes(`${hostname}:${port || '80'}`);
    return allowHttpLoopback && protocol === 'http:' && listed;
  }
  const isListed = (host: string): boolean =>
    host.startsWith('*.') ? hostname.endsWith(host.slice(1)) && hostname.length > host.length - 1 : hostname === host;
  return protocol === 'https:' && port === '' && hosts.some(isListed);
}

/** Reads files without any token of ours. The link opens the file to whoever has it: it is never logged or kept. */
export function sentFiles(rules: FileHostRules, log: Log, limits: FileLimits = LIMITS): SentFiles {
  return {
    async download(address) {
      const refused = (why: string, message: string): Refused => {
        log.warn('file-refused', { why });
        return { refused: message };
      };
      try {
        const answer = await opened(address, rules, AbortSignal.timeout(limits.ms));
        if (answer === 'host') return refused('host', ELSEWHERE);
        if (answer === 'redirects') return refused('redirects', NOT_READ);
        if (!answer.ok) {
          await answer.body?.cancel();
          return refused(`http-${String(answer.status)}`, GONE.includes(answer.status) ? RUN_OUT : NOT_READ);
        }
        const bytes = await bytesOf(answer, limits.bytes);
        return bytes ?? refused('too-large', TOO_LARGE);
      } catch (error) {
        return refused(reasonOf(error), NOT_READ);
      }
    },
  };
}

const GONE = [401, 403, 404, 410];
const ELSEWHERE =
  'The file is kept at a place that Waymark may not read from: send it with the paper clip in this chat, or ask whoever looks after Waymark to allow the place (WAYMARK_FILE_HOSTS).';
const RUN_OUT = 'The link to the file opens no more, as it does only for a few minutes: send the file again.';
const NOT_READ = 'The file could not be fetched at this moment: send it again in a few minutes.';
const TOO_LARGE = 'The file is larger than 25 MB, which no plan is: check that it is the right one.';

/** Each address on the way is looked at before anything is asked of it. */
async function opened(
  address: string,
  rules: FileHostRules,
  signal: AbortSignal,
): Promise<Response | 'host' | 'redirects'> {
  let next = address;
  for (let way = 0; way <= MOST_REDIRECTS; way += 1) {
    if (!allowedFileAddress(next, rules)) return 'host';
    const answer = await fetch(next, { redirect: 'manual', signal });
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (location === null) return answer;
    await answer.body?.cancel();
    if (!URL.canParse(location, next)) return 'host';
    next = new URL(location, next).href;
  }
  return 'redirects';
}

/** Counted while they come, whatever the answer says of their number; null for too many. */
async function bytesOf(answer: Response, most: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
