/** Where Teams is: the settings that name hosts and addresses. */
import type { Config } from './config.js';
import { isPlainUrl, parts, type Source } from './config-source.js';

const PUBLIC_HOST = 'smba.trafficmanager.net';
const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost)(:[1-9]\d{0,4})?$/;

function allowedHosts(from: Source): readonly string[] {
  return parts(from.get('WAYMARK_SERVICE_HOSTS') ?? (from.surroundings === 'local' ? '127.0.0.1,localhost' : ''));
}

export function hostsFrom(from: Source): readonly string[] {
  const setting = 'WAYMARK_SERVICE_HOSTS';
  const hosts = allowedHosts(from);
  if (hosts.length === 0) from.wrong(setting, `is missing; give the exact hosts of Teams, like ${PUBLIC_HOST}`);
  for (const host of hosts) {
    if (HOST.test(host) || (LOOPBACK_HOST.test(host) && from.surroundings !== 'azure')) continue;
    const why = LOOPBACK_HOST.test(host) ? 'is this machine, which is refused in Azure' : 'is not an exact host name';
    from.wrong(setting, `"${host}" ${why}; give lower case names without scheme, path, port or *`);
  }
  return hosts;
}

/** Where SharePoint keeps what is sent in a chat; other clouds than the public one have a name of their own. */
const PUBLIC_FILES = '*.sharepoint.com';

/** Hosts from which files that people send are read: exact names, or `*.` and the rest of one. */
export function fileHostsFrom(from: Source): readonly string[] {
  const setting = 'WAYMARK_FILE_HOSTS';
  const given = from.get(setting);
  const hosts = parts(given ?? (from.surroundings === 'azure' ? PUBLIC_FILES : `${PUBLIC_FILES},127.0.0.1,localhost`));
  for (const host of hosts) {
    if (HOST.test(host.replace(/^\*\./, ''))) continue;
    if (LOOPBACK_HOST.test(host) && from.surroundings !== 'azure') continue;
    const why = LOOPBACK_HOST.test(host) ? 'is this machine, which is refused in Azure' : 'is not a host name';
    from.wrong(setting, `"${host}" ${why}; give lower case names like ${PUBLIC_FILES}, without scheme, path or port`);
  }
  return hosts;
}

export function serviceUrlFrom(from: Source): string | null {
  const setting = 'WAYMARK_SERVICE_URL';
  const hosts = allowedHosts(from);
  const given = from.get(setting);
  if (given === undefined) return hosts.includes(PUBLIC_HOST) ? `https://${PUBLIC_HOST}/teams/` : null;
  const url = URL.canParse(given) ? new URL(given) : null;
  const loopback = url !== null && LOOPBACK_HOST.test(url.host) && from.surroundings !== 'azure';
  if (url === null || !isPlainUrl(given, loopback ? 'http:' : 'https:')) {
    from.wrong(setting, `is not an https address without query or user name, like https://${PUBLIC_HOST}/teams/`);
  } else if (!hosts.includes(url.host) && !(loopback && hosts.includes(url.hostname))) {
    from.wrong(setting, `its host "${url.host}" is not among WAYMARK_SERVICE_HOSTS`);
  }
  return given;
}

export function inboundFrom(from: Source): Config['inbound'] {
  const [urlSetting, issuerSetting] = ['ToBotFromChannelOpenIdMetadataUrl', 'ToBotFromChannelTokenIssuer'] as const;
  const [url, issuer] = [from.get(urlSetting), from.get(issuerSetting)];
  if (from.surroundings !== 'outside' || (url ?? issuer) === undefined) return null;
  const right = url !== undefined && isPlainUrl(url, 'http:') && LOOPBACK_HOST.test(new URL(url).host);
  if (!right) from.wrong(urlSetting, `is missing beside ${issuerSetting}, or not an http address on 127.0.0.1`);
  return { openIdMetadataUrl: url ?? '', issuer: issuer ?? 'https://api.botframework.com' };
}
