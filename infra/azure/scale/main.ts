/**
 * `npm run --silent scale -- [--officers N ...] [--milestones N] [--plans N] [--channels N] [--due N] [--json]`: what one
 * deployment carries and costs. Without `--officers`: for 300, 3,000 and 30,000, as in scale.md.
 */
import { parseArgs } from 'node:util';
import { councilOf, type Council } from './council.ts';
import { pageOf, reckoned } from './page.ts';

/** Those of scale.md. */
const SIZES = [300, 3_000, 30_000] as const;

const whole = { type: 'string' } as const;
const options = {
  officers: { type: 'string', multiple: true },
  ...{ milestones: whole, plans: whole, channels: whole, due: whole },
  json: { type: 'boolean', default: false },
} as const;

/** What the arguments ask for, as it is printed. Throws one sentence for arguments that it does not understand. */
export function answerTo(args: readonly string[]): string {
  const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
  const known: Partial<Council> = Object.fromEntries(
    (['milestones', 'plans', 'channels', 'due'] as const).flatMap((name) =>
      values[name] === undefined ? [] : [[name, countIn(name, values[name])]],
    ),
  );
  const officers = values.officers?.map((text) => countIn('officers', text)) ?? SIZES;
  const councils = officers.map((each) => councilOf(each, known));
  for (const { due, milestones } of councils) {
    if (due > milestones) throw new Error('There cannot be more milestones due than there are.');
  }
  return values.json ? `${JSON.stringify(councils.map(reckoned), null, 2)}\n` : pageOf(councils);
}

/** Above this the figures of one page say nothing any more. */
const MOST = 1_000_000;

function countIn(name: string, text: string): number {
  const value = Number(text);
  if (/^\d{1,7}$/.test(text) && value >= 1 && value <= MOST) return value;
  throw new Error(`--${name} takes a whole number from 1 to ${MOST.toLocaleString('en-GB')}, not "${text}".`);
}
