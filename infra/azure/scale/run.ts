import { answerTo } from './main.ts';

try {
  process.stdout.write(answerTo(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
