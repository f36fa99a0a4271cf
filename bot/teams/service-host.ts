/**
 * Where we may send our bearer token to. Activities name their own service URL, and the SDK signs any URL it is given:
 * so the host must be one of ours, on receipt and again before every send from storage (guarantees.md 5, T5).
 */

export interface HostRules {
  /** Exact lower case hosts. A loopback host may carry a port; without one it stands for every port. */
  readonly hosts: readonly string[];
  /** Plain http on 127.0.0.1 and localhost, if listed. Never in Azure. */
  readonly allowHttpLoopback: boolean;
}

/**
 * The whole address is matched as text before anything parses it: letters, digits, dots and hyphens in the host, no user
 * name, no brackets, no percent signs, no query. What is written here is what the network library will see.
 */
const PLAIN_URL = /^(https?):\/\/([a-z0-9.-]{1,253})(?::(\d{1,5}))?(\/[A-Za-z0-9._~/-]*)?$/i;
const LOOPBACK = ['127.0.0.1', 'localhost'];
const MAX_LENGTH = 400;

export function allowedServiceUrl(serviceUrl: string, rules: HostRules): boolean {
  if (serviceUrl.length > MAX_LENGTH) return false;
  const [, scheme = '', written = '', port] = PLAIN_URL.exec(serviceUrl) ?? [];
  const host = written.toLowerCase();
  if (!URL.canParse(serviceUrl) || new URL(serviceUrl).hostname !== host) return false;
  if (LOOPBACK.includes(host)) {
    const listed = rules.hosts.includes(host) || rules.hosts.includes(`${host}:${port ?? '80'}`);
    return rules.allowHttpLoopback && scheme.toLowerCase() === 'http' && listed;
  }
  return scheme.toLowerCase() === 'https' && (port === undefined || port === '443') && rules.hosts.includes(host);
}
