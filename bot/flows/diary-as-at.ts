import type { Board } from '../domain/boards.js';
import { endOfDay, type CivilDate, type Instant } from '../domain/dates.js';
import type { PublicationHold } from '../domain/holds.js';
import type { RulesOfPlan } from '../domain/plan-rules.js';
import type { ReportingWindow } from '../domain/windows.js';
import type { Ports } from './ports.js';
import { todayOf } from './today.js';

export interface DiaryAsAt {
  /** By name, without those that had been removed. */
  readonly boards: readonly Board[];
  readonly closedOn: readonly CivilDate[];
  readonly windows: readonly ReportingWindow[];
  readonly holds: readonly PublicationHold[];
  readonly rules: readonly RulesOfPlan[];
}

/** The organisation's diary as it was known by the end of a day (RULES 7); of a day to come, as it is known now. */
export async function diaryAsAt(ports: Pick<Ports, 'diary' | 'clock' | 'zone'>, day: CivilDate): Promise<DiaryAsAt> {
  if (day >= todayOf(ports)) {
    const { boards, closures, windows, holds, rules } = await ports.diary.read();
    return {
      boards: present(boards),
      closedOn: closures?.days ?? [],
      windows: windows?.windows ?? [],
      holds: holds?.holds ?? [],
      rules: rules?.plans ?? [],
    };
  }
  return diaryBy(ports, endOfDay(day, ports.zone));
}

/** The same as it was known by an instant. */
export async function diaryBy({ diary }: Pick<Ports, 'diary'>, limit: Instant): Promise<DiaryAsAt> {
  const then = (await diary.history()).filter(({ at }) => at <= limit);
  const boards = new Map(
    then.flatMap(({ image }) => (image.kind === 'board' ? [[image.board.name, image.board]] : [])),
  );
  const closures = then.flatMap(({ image }) => (image.kind === 'closures' ? [image.closures] : [])).at(-1);
  const windows = then.flatMap(({ image }) => (image.kind === 'windows' ? [image.windows] : [])).at(-1);
  const holds = then.flatMap(({ image }) => (image.kind === 'holds' ? [image.holds] : [])).at(-1);
  const rules = then.flatMap(({ image }) => (image.kind === 'rules' ? [image.rules] : [])).at(-1);
  return {
    boards: present([...boards.values()]),
    closedOn: closures?.days ?? [],
    windows: windows?.windows ?? [],
    holds: holds?.holds ?? [],
    rules: rules?.plans ?? [],
  };
}

function present(boards: readonly Board[]): readonly Board[] {
  return boards.filter((board) => !board.removed).sort((a, b) => (a.name < b.name ? -1 : 1));
}
