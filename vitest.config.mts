import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // What a test loads is loaded once for all of them: none changes what others read, and fakes are handed in.
    isolate: false,
    setupFiles: ['tests/support/property-seed.ts'],
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Both of two cores: by itself it leaves one for the watcher that nobody runs.
    maxWorkers: 2,
  },
});
