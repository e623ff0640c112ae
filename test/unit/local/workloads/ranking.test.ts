import { expect, it } from 'vitest'
import { byLoss } from '../../../../src/local/workloads/ranking.ts'
import { deployment, noon, pod } from './given.ts'

const web = deployment({ spec: { minReadySeconds: 60 } })
const terms = { ...web, nowMs: noon }

const cases = [
  ['one that has not begun', { phase: 'Pending', readySinceMs: undefined }, {}],
  ['one that is not ready', { readySinceMs: undefined }, {}],
  ['one that is not ready, though it costs more', { readySinceMs: undefined, cost: 9 }, {}],
  [
    'one that is not available yet, though it costs more',
    { readySinceMs: noon - 1000, cost: 9 },
    {},
  ],
  ['one that costs less', { cost: -1 }, {}],
  [
    'one that has been ready for less long',
    { readySinceMs: noon - 70_000 },
    { readySinceMs: noon - 80_000 },
  ],
  ['one that has restarted more often', { restarts: 3 }, { restarts: 2 }],
  ['a newer one', { createdMs: noon - 5_000_000 }, { createdMs: noon - 6_000_000 }],
  ['the first by name', { name: 'a' }, { name: 'b' }],
] as const

it.each(cases)('lets go first of %s', (_, first, second) => {
  const [loses, stays] = [pod(web, { name: 'a', ...first }), pod(web, { name: 'b', ...second })]
  expect(byLoss([loses, stays], terms)).toEqual([loses, stays])
  expect(byLoss([stays, loses], terms)).toEqual([loses, stays])
})
