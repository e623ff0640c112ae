import { expect, it } from 'vitest'
import { duration, times } from '../../../bench/figures.ts'
import { clock, goingRound, race } from '../../../bench/race.ts'

const pace = { rounds: 5, sampleMs: 1, warmUpMs: 0 }

it('times both sides in turns, and who goes first changes', async () => {
  const order: string[] = []
  const side = (name: string, ns: number) => (calls: number) => {
    order.push(name)
    return calls * ns
  }
  const { ours, theirs, ratio } = await race(side('we', 1e6), side('they', 3e6), pace)
  expect({ ours, theirs, ratio }).toEqual({
    ours: { min: 1e6, median: 1e6 },
    theirs: { min: 3e6, median: 3e6 },
    ratio: 3,
  })
  expect(order.slice(-6)).toEqual(['we', 'they', 'they', 'we', 'we', 'they'])
})

it('takes the median, so that one disturbed round does not count', async () => {
  let round = 0
  const disturbed = () => [1e6, 1e6, 5e6, 1.2e6, 1.1e6, 90e6, 1e6][round++] ?? 0
  expect(await clock(disturbed, pace)).toEqual({ min: 1e6, median: 1.2e6 })
})

it('fills a sample with as many calls as it takes', async () => {
  const asked: number[] = []
  await clock((calls) => {
    asked.push(calls)
    return calls * 3e5
  }, pace)
  expect(asked).toEqual([1, 2, 4, 4, 4, 4, 4, 4, 4])
})

it('warms up first, for as long as it is told to', async () => {
  let calls = 0
  await clock(
    () => {
      calls++
      return 1e6
    },
    { ...pace, warmUpMs: 20 },
  )
  expect(calls).toBe(20 + 1 + pace.rounds)
})

it('goes round all calls', async () => {
  const called: number[] = []
  await goingRound([0, 1, 2].map((k) => () => [called.push(k)]))(7)
  expect(called).toEqual([0, 1, 2, 0, 1, 2, 0])
})

it.each([
  [940.4, '940 ns'],
  [3.1449, '3.14 ns'],
  [999.6, '1.00 µs'],
  [22_460, '22.5 µs'],
  [1_204_000, '1.20 ms'],
  [3_000_000_000, '3000 ms'],
])('writes %d ns as %s', (ns, text) => expect(duration(ns)).toBe(text))

it.each([
  [0.578, '0.6×'],
  [9.96, '10×'],
  [46.8, '47×'],
])('writes a ratio of %d as %s', (ratio, text) => expect(times(ratio)).toBe(text))
