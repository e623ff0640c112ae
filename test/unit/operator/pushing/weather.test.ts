import { expect, it } from 'vitest'
import { below, chance } from '../../../chance.ts'
import { given } from './ground.ts'
import { createWeather } from './weather.ts'

const seeds = Array.from({ length: 40 }, (_, n) => n + 1)

it.each(
  seeds,
)('brings every router to the last plan, whatever the weather, and says of none what it has not done (seed %i)', async (seed) => {
  const random = chance(seed)
  const { push, obeyed, clock, behaviours, tookMs, lines } = given({ seed })
  const { behaviours: all, change, there, revisions } = createWeather(random, clock)
  let revision = 1
  for (let pass = 0; pass < 60; pass++) {
    if (random() < 0.7) revision++
    change()
    for (const [address, behaviour] of all) behaviours.set(address, behaviour)
    push('city/bikes', revision, { routers: there(), urgent: random() < 0.2 })
    await clock.turn(below(random, 1_500))
    const said = obeyed('city/bikes', there()).obeyed ?? 0
    expect(Math.min(...revisions())).toBeGreaterThanOrEqual(said)
  }
  await clock.turn(120_000)
  expect(new Set(revisions())).toEqual(new Set([revision]))
  expect(obeyed('city/bikes', there())).toEqual({ obeyed: revision, missingKeys: [] })
  expect(tookMs.length).toBeGreaterThan(0)
  expect(clock.sleepers()).toBe(0)
  expect(lines.filter(({ level }) => level === 'error')).toEqual([])
})
