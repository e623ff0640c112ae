import { expect, it } from 'vitest'
import { movesOf } from '../../../../src/local/workloads/moves.ts'
import { presentMould } from '../../../../src/local/workloads/pods.ts'
import { byLoss } from '../../../../src/local/workloads/ranking.ts'
import { rolling } from '../../../../src/local/workloads/rolling.ts'
import { over } from '../../../../src/local/workloads/situation.ts'
import { type Decide, live } from './rollout.ts'

const seeds = Array.from({ length: 150 }, (_, seed) => seed)
it('keeps its bounds whatever happens, and comes to its end', { timeout: 60_000 }, () => {
  expect(seeds.flatMap((seed) => live(seed, movesOf).broken)).toEqual([])
})

it.each<readonly [string, Decide, RegExp]>([
  [
    'makes all of a new template at once',
    (now) => ({
      ...rolling(now),
      make: Array(over(now.deployment.replicas, now.crowd.present.length)).fill(
        presentMould(now.deployment),
      ),
    }),
    /Pods where \d+ may be/,
  ],
  [
    'removes as many of a former template as are ready of the present one',
    (now) => ({
      ...rolling(now),
      remove: byLoss(now.crowd.former, { ...now.deployment, nowMs: now.nowMs }).slice(
        0,
        now.crowd.present.filter(({ readySinceMs }) => readySinceMs !== undefined).length,
      ),
    }),
    /available where \d+ must be/,
  ],
  [
    'takes what is ready for available',
    (now) => rolling({ ...now, deployment: { ...now.deployment, minReadyMs: 0 } }),
    /available where \d+ must be/,
  ],
  ['removes nothing', (now) => ({ ...movesOf(now), remove: [] }), /ended with|are left where/],
])('would be found out if it %s (negative control)', (_, decide, words) => {
  const isFoundOut = (seed: number) => live(seed, decide).broken.some((line) => words.test(line))
  expect(seeds.some(isFoundOut)).toBe(true)
})
