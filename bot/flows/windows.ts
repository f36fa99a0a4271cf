/** So many requests in so many milliseconds. */
export type Window = readonly [most: number, within: number];

/** A request that left, or was given its turn, at this moment of a monotonic clock. */
export interface Moment {
  at: number;
}

/** When requests left, counted in rolling windows. */
export interface Windows {
  /** After how many milliseconds one more may leave; 0 when it may now. `own` is not counted: it is the one that asks. */
  room(now: number, own?: Moment): number;
  add(moment: Moment): void;
  /** True when nothing in it counts any more. */
  empty(now: number): boolean;
}

export function createWindows(limits: readonly Window[]): Windows {
  const longest = Math.max(...limits.map(([, within]) => within));
  let moments: Moment[] = [];
  return {
    room(now, own) {
      const others = own === undefined ? moments : moments.filter((one) => one !== own);
      return Math.max(0, ...limits.map((limit) => roomIn(others, limit, now)));
    },
    add(moment) {
      moments = moments.filter(({ at }) => at > moment.at - longest);
      moments.push(moment);
    },
    empty: (now) => !moments.some(({ at }) => at > now - longest),
  };
}

function roomIn(moments: readonly Moment[], [most, within]: Window, now: number): number {
  const recent = moments.filter(({ at }) => at > now - within);
  const first = recent[recent.length - most];
  return first === undefined ? 0 : first.at + within - now;
}
