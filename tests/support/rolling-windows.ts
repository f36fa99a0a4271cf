/** At most `most` in any `ms`. */
export interface Limit {
  readonly most: number;
  readonly ms: number;
}

/** Windows that roll with time, a set for each key. */
export interface Windows {
  /** Counts one now. Null when it fits, else the milliseconds until it would; one that does not fit is not counted. */
  take(key: string, now: number): number | null;
}

export function rollingWindows(limits: readonly Limit[]): Windows {
  const longest = Math.max(...limits.map(({ ms }) => ms));
  const taken = new Map<string, number[]>();
  return {
    take(key, now) {
      const times = (taken.get(key) ?? []).filter((time) => time > now - longest);
      taken.set(key, times);
      const waits = limits.map(({ most, ms }) => {
        const first = times.at(-most);
        return first === undefined || first <= now - ms ? 0 : first + ms - now;
      });
      const wait = Math.max(...waits);
      if (wait > 0) return wait;
      times.push(now);
      return null;
    },
  };
}
