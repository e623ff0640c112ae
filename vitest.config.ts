import { defineConfig } from 'vitest/config'

/** One project per tier of tests: `vitest run --project api`. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/cluster/**'],
        },
      },
      {
        test: {
          name: 'api',
          include: ['test/cluster/**/*.test.ts'],
          globalSetup: ['test/cluster/vitest-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2, // much of their time they wait
        },
      },
    ],
  },
})
