import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Kept as they are, whatever git thinks of them: the ends of their lines are tested. */
const AS_THEY_ARE = [...readFileSync('.gitattributes', 'utf8').matchAll(/^(\S+) -text$/gm)].map(
  ([, file = '']) => file,
);

it('of what is kept as it is are not all the same', () => {
  expect(AS_THEY_ARE.length).toBeGreaterThan(0);
  for (const file of AS_THEY_ARE) {
    const text = readFileSync(file, 'latin1');
    expect([file, text.includes('\r\n')]).toEqual([file, true]);
  }
});

const KEPT = kept();

// Without git, as in an unpacked archive, there is nothing that could change them.
it.runIf(KEPT.length > 0)('are the same on every machine', () => {
  const isSure = (file: string): boolean => /^i\/(lf|none|-text)\s.*attr\/text=auto eol=lf\s/.test(file);
  const loose = KEPT.filter((file) => !isSure(file)).map((file) => file.split('\t')[1]);
  expect(loose.sort()).toEqual([...AS_THEY_ARE].sort());
});

/** What git keeps, with what it knows about the ends of its lines. */
function kept(): readonly string[] {
  try {
    return execFileSync('git', ['ls-files', '--eol'], { encoding: 'utf8', stdio: 'pipe' }).trimEnd().split('\n');
  } catch {
    return [];
  }
}
