/** How one setting is read: trimmed, with every fault remembered under its name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** `azure` when WEBSITE_SITE_NAME is set; `local` is the Playground without a bot id; `outside` is everything else. */
export type Surroundings = 'azure' | 'outside' | 'local';

export interface SettingProblem {
  readonly setting: string;
  /** What was found and what to give. */
  readonly message: string;
}

/** What only serves on one machine, with the harm it would do in Azure. */
const REFUSED_IN_AZURE = {
  WAYMARK_LOCAL: 'lets every caller in',
  WAYMARK_CLOCK_FILE: 'sets the present instant',
  WAYMARK_TRACE_FILE: 'writes traces to a disk that is thrown away',
  MicrosoftAppPassword: 'is a secret where the managed identity needs none',
  ToBotFromChannelOpenIdMetadataUrl: 'names other keys for inbound tokens',
  ToBotFromChannelTokenIssuer: 'names another issuer of inbound tokens',
};

export interface Source {
  readonly surroundings: Surroundings;
  readonly problems: SettingProblem[];
  /** Trimmed; undefined when absent or empty. */
  get(setting: string): string | undefined;
  wrong(setting: string, message: string): void;
}

export function source(env: Env): Source {
  const problems: SettingProblem[] = [];
  const get = (setting: string): string | undefined => {
    const text = env[setting]?.trim();
    return text === '' ? undefined : text;
  };
  const wrong = (setting: string, message: string): void => void problems.push({ setting, message });
  const inAzure = get('WEBSITE_SITE_NAME') !== undefined;
  const local = get('WAYMARK_LOCAL');
  if (local !== undefined && local !== '1') wrong('WAYMARK_LOCAL', `is "${local}"; give 1, or leave it out`);
  for (const [setting, why] of Object.entries(inAzure ? REFUSED_IN_AZURE : {})) {
    if (get(setting) !== undefined) wrong(setting, `${why}: refused in Azure (WEBSITE_SITE_NAME is set); take it away`);
  }
  return { surroundings: inAzure ? 'azure' : local === '1' ? 'local' : 'outside', problems, get, wrong };
}

export function required(from: Source, setting: string, what: string): string {
  const value = from.get(setting);
  if (value === undefined) from.wrong(setting, `is missing; give ${what}`);
  return value ?? '';
}

/** Separated by commas or blanks. */
export function parts(text = ''): readonly string[] {
  return text.match(/[^\s,]+/g) ?? [];
}

/** No user name, query or fragment. */
export function isPlainUrl(text: string, protocol: 'https:' | 'http:'): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === protocol && `${url.username}${url.password}${url.search}${url.hash}` === '';
}
