import { expect, it } from 'vitest'
import { below, stream } from '../../../../src/stats/simulation/chance.ts'
import { createUnitRows } from '../../../../src/stats/simulation/unit-rows.ts'
import { drawUnit, type Unit } from '../../../../src/stats/simulation/units.ts'
import { outcomeOf, requestOf, unitSample } from '../../../../src/stats/sums/unit-sample.ts'
import { createUnitSampler } from '../../../../src/stats/sums/unit-sampler.ts'

it.each([
  8, 30, 4096,
])('keeps the sample that a router would have kept, of at most %i units', (capacity) => {
  const chance = stream(1, capacity)
  const units = Array.from({ length: 60 }, (_, number) => drawUnit(chance, number))
  const rows = createUnitRows(variants)
  const sampler = createUnitSampler(unitSample(capacity).none, capacity)
  for (let n = 0; n < 1500; n++) {
    const unit = units[below(chance, 60)] ?? drawUnit(chance, 60)
    const failed = chance() < 0.1
    const place = placeOf(unit, n)
    const exposure = { ...place, variant: variants[place.variant] ?? '' }
    const { epoch, slice, variant } = exposure
    rows.request(unit, place)
    if (failed) rows.event(unit, place, 'errors')
    sampler.add(requestOf(unit.sample, { epoch, slice, variant }))
    sampler.add(outcomeOf(unit.sample, { epoch, slice, variant }, failed ? ['errors'] : []))
    if (n % 300 === 0) expect(rows.sample(capacity)).toEqual(sampler.sample())
  }
  const sample = rows.sample(capacity)
  expect(sample).toEqual(sampler.sample())
  expect(sample.rows.length).toBeLessThanOrEqual(capacity)
  expect(sample.level > 0).toBe(capacity < 60)
})

const variants = ['old', 'new']

/** Of the n-th request: a ramp that moves some units to the challenger. */
function placeOf(unit: Unit, n: number) {
  const [epoch, slice] = [Math.floor(n / 500), Math.floor(n / 100)]
  const variant = unit.position < 0.2 * (epoch + 1) ? 1 : 0
  return { epoch, slice, variant, fellBack: false, bucket: unit.bucket }
}
