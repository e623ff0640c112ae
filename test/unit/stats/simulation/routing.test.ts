import { expect, it } from 'vitest'
import { stream } from '../../../../src/stats/simulation/chance.ts'
import { assigned, championShare, type Layout } from '../../../../src/stats/simulation/routing.ts'
import { counted, drawn, misfit } from './fit.ts'

it.each<readonly [Layout, readonly number[]]>([
  ['Canary', [0.05]],
  ['Canary', [0.5]],
  ['Canary', [0.1, 0.3]],
  ['Canary', [1 / 3, 1 / 3, 1 / 3]],
  ['Split', [0.3]],
  ['Split', [0.1, 0.6, 0.2]],
  ['Split', []],
  ['Canary', []],
])('%s gives each variant its share: %j', (layout, shares) => {
  const chance = stream(1)
  const draws = drawn(40_000, () => assigned(chance(), shares, layout))
  const chances = [championShare(shares), ...shares]
  expect(misfit(counted(draws, chances.length), chances)).toBeLessThan(4)
})

it('a rise in a canary moves units from the champion only', () => {
  const chance = stream(2)
  const ramp = [
    [0.02, 0.02],
    [0.1, 0.1],
    [0.25, 0.25],
    [0.5, 0.5],
  ]
  for (let n = 0; n < 5000; n++) {
    const position = chance()
    const path = ramp.map((shares) => assigned(position, shares, 'Canary'))
    const first = path.findIndex((variant) => variant > 0)
    if (first >= 0) expect(new Set(path.slice(first)).size).toBe(1)
  }
})
