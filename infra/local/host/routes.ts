import { Refusal } from './core.js';

/** A path template of Functions: literals, `{id}`, `{id?}` and `{*rest}`. */
export interface Route {
  /** The parameters when the path fits, else undefined. */
  match(path: string): Readonly<Record<string, string>> | undefined;
  /** Sorts literals before parameters, segment by segment. */
  readonly rank: string;
}

export function route(template: string): Route {
  const segments = template.split('/').filter((segment) => segment !== '');
  const kinds = segments.map((segment) => segmentOf(segment, template));
  const pattern = new RegExp(`^${kinds.map((kind) => kind.pattern).join('')}/?$`, 'i');
  return {
    rank: kinds.map((kind) => kind.rank).join(''),
    match: (path) => {
      const found = pattern.exec(path);
      if (!found) return undefined;
      const names = kinds.flatMap((kind) => kind.name ?? []);
      const values = found.slice(1) as (string | undefined)[];
      const given = names.flatMap((name, index) => {
        const value = values[index];
        return value === undefined ? [] : [[name, decoded(value)] as const];
      });
      return Object.fromEntries(given);
    },
  };
}

function segmentOf(segment: string, template: string): { pattern: string; rank: string; name?: string } {
  const rest = /^\{\*(\w+)\}$/.exec(segment);
  if (rest?.[1] !== undefined) return { pattern: '(?:/(.*))?', rank: 'd', name: rest[1] };
  const parameter = /^\{(\w+)(\?)?\}$/.exec(segment);
  if (parameter?.[1] !== undefined) {
    const optional = parameter[2] !== undefined;
    return { pattern: optional ? '(?:/([^/]+))?' : '/([^/]+)', rank: optional ? 'c' : 'b', name: parameter[1] };
  }
  if (/[{}]/.test(segment)) throw new Refusal(`The local host does not know the route "${template}".`);
  return { pattern: `/${segment.replace(/[.*+?^$()[\]\\|]/g, '\\$&')}`, rank: 'a' };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
