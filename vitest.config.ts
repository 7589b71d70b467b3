import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { NODE_FLAGS } from './scripts/node-flags.mjs';
import { ONE_DATABASE_IS_ENOUGH } from './scripts/second-database.ts';

const ELSEWHERE = ['**/node_modules/**', '**/dist/**'];

/**
 * One process runs many files, and loads the modules of the service once: to load them takes longer than many a file. What
 * a file changes in them it puts back; databases, data folders and ports are its own.
 */
const SHARED_PROCESS = { isolate: false };

const INTEGRATION = {
  ...SHARED_PROCESS,
  include: [
    'packages/**/*.integration.test.ts',
    'scripts/**/*.integration.test.ts',
    'demo/**/*.integration.test.ts',
  ],
  exclude: ELSEWHERE,
  globalSetup: ['packages/server/src/platform/embedded-postgres/testing.ts'],
  setupFiles: ['packages/server/src/http/testing/set-up.ts'],
  testTimeout: 120_000,
  hookTimeout: 180_000,
};

/** `npm test` runs them all (scripts/test.ts); one alone: `npx vitest run --project unit`. */
export default defineConfig({
  test: {
    execArgv: NODE_FLAGS,
    // Of two cores Vitest would use one: tests wait for disks and databases most of their time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'unit',
          ...SHARED_PROCESS,
          include: [
            'packages/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'demo/**/*.test.ts',
          ],
          exclude: [...ELSEWHERE, '**/*.integration.test.ts'],
          // Nothing is timed: on a busy machine a property takes what it takes.
          testTimeout: 120_000,
        },
      },
      { test: { ...INTEGRATION, name: 'integration' } },
      // On the PostgreSQL of PERENNE_TEST_DATABASE_URL: what the database could change.
      {
        test: {
          ...INTEGRATION,
          name: 'second-database',
          exclude: [...ELSEWHERE, ...Object.values(ONE_DATABASE_IS_ENOUGH).flat()],
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          exclude: ELSEWHERE,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // A busy machine is no fault.
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
