import { defineConfig } from 'vitest/config'

/** One project per tier of tests: `vitest run --project api`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cluster/**', 'test/local/**'],
          testTimeout: 120_000, // some simulate for seconds, and a busy machine is no fault
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/cluster/**/*.test.ts', 'test/local/{conformance,kubectl}/*.test.ts'],
          // What it measures is the operator's own: it is the same on any server, and sooner on ours.
          exclude: ['test/cluster/operator/memory.test.ts'],
          globalSetup: ['test/cluster/vitest-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2, // much of their time they wait
        },
      },
      {
        // The same tests, as far as they are about what the embedded cluster has, and its own.
        test: {
          name: 'local',
          include: [
            'test/local/**/*.test.ts',
            'test/cluster/{engine,wanted}/*.test.ts',
            'test/cluster/operator/{applying,evidence,idle,memory,operator,records}.test.ts',
            'test/cluster/door/{events-and-leases,refusals,source,writes}.test.ts',
          ],
          globalSetup: ['test/local/vitest-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
