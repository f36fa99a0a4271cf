import type { Reporter, TestModule } from 'vitest/node';

/** Prints one plain last line, `N passed, N failed, N skipped`, for those who read only that. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) count[test.result().state] += 1;
      // A file that could not be loaded has no tests to fail.
      if (testModule.state() === 'failed' && testModule.errors().length > 0) count.failed += 1;
    }
    const { passed, failed, skipped, pending } = count;
    process.stdout.write(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped + pending)} skipped\n`);
  }
}
