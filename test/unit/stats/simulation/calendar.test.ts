import { expect, it } from 'vitest'
import { calendar } from '../../../../src/stats/simulation/calendar.ts'
import { below, stream } from '../../../../src/stats/simulation/chance.ts'

it.each([
  1, 7, 100, 1e9,
])('gives everything once, in order, when it is due: bins of %i ms', (binMs) => {
  const chance = stream(1, binMs)
  const { add, due } = calendar<number>(binMs)
  let waiting: number[] = []
  for (let now = 0; now < 3000; now += 1 + below(chance, 60)) {
    for (let n = below(chance, 4); n > 0; n--) {
      const at = now + below(chance, 400)
      add(at, at)
      waiting.push(at)
    }
    const expected = waiting.filter((at) => at <= now).sort((a, b) => a - b)
    expect(due(now)).toEqual(expected)
    waiting = waiting.filter((at) => at > now)
  }
  expect(due(1e12)).toEqual(waiting.sort((a, b) => a - b))
  expect(due(1e12)).toEqual([])
})
