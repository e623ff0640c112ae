import { describe, expect, it } from 'vitest'
import { effectOf, levelOf } from '../../../../src/stats/effects/estimate-of.ts'
import { judgedBySequence } from '../../../../src/stats/effects/estimated.ts'
import type { Split, UnitCount } from '../../../../src/stats/effects/observed.ts'
import { ratioOfUnits } from '../../../../src/stats/effects/ratio-of-units.ts'
import { isOpen } from '../../../../src/stats/sequential/gate.ts'
import type { Inference } from '../../../../src/stats/sequential/inference.ts'
import { stratum } from '../../../../src/stats/strata/stratum.ts'
import { counts } from '../../../../src/stats/sums/counts.ts'
import { isUnknown, type Unknown } from '../../../../src/stats/unknown.ts'
import { below, chance } from '../../../chance.ts'
import { bucketed } from './given.ts'

const alpha = 0.05
const rounds = 150
const looks = [500, 800, 1200, 2000, 3000, 4000]
/** One of 300 units makes thirty times as many requests. With the challenger all of these fail, and nothing else. */
const busy = { part: 1 / 300, times: 30 }
const requests = 1 - busy.part + busy.part * busy.times
const rate = (busy.part * busy.times) / requests
/** Of the champion any unit fails, busy or not. */
const champions = 0.02

describe('a few busy units of which all fail, exactly as often as is allowed', () => {
  const judges = {
    limit: (split) => judgedBySequence(levelOf(split, rate), 4000),
    margin: (split) => judgedBySequence(effectOf(split, rate - champions), 4000),
    ratio: (split) => ratioOf(split),
  } as const satisfies { readonly [bound: string]: (split: Rates) => Inference | Unknown }
  const at = { limit: rate, margin: rate - champions, ratio: rate / champions }

  it.each([
    'limit',
    'margin',
    'ratio',
  ] as const)('seem few enough in at most alpha of rounds: %s', (bound) => {
    expect(seemSafe(judges[bound], at[bound], 'largest')).toBeLessThanOrEqual(alpha)
  })

  it.each([
    'limit',
    'margin',
  ] as const)('and far more often, if units are taken to be of equal weight: %s', (bound) => {
    expect(seemSafe(judges[bound], at[bound], 'effective')).toBeGreaterThan(1.5 * alpha)
  })
})

type Rates = Extract<Split, { readonly figure: 'Rate' }>

function ratioOf({ strata, units }: Rates): Inference | Unknown {
  if (units === undefined) throw new Error('units are given')
  return ratioOfUnits(strata, units, 4000)
}

/** In what part of rounds. */
function seemSafe(
  judge: (split: Rates) => Inference | Unknown,
  boundary: number,
  by: 'largest' | 'effective',
): number {
  const all = Array.from({ length: rounds }, (_, round) =>
    visits(chance(round), by).some((split) => {
      const inference = judge(split)
      if (isUnknown(inference) || !isOpen(inference.gates)) return false
      return inference.logPLess(boundary, alpha) <= Math.log(alpha)
    }),
  )
  return all.filter(Boolean).length / rounds
}

function visits(random: () => number, by: 'largest' | 'effective'): readonly Rates[] {
  const [old, novel] = [aSide(), aSide()]
  let before = 0
  return looks.map((units) => {
    for (; before < units; before++) {
      arrive(random, old, () => random() < champions)
      arrive(random, novel, (isBusy) => isBusy)
    }
    const margins = ({ buckets }: Side) =>
      bucketed(
        buckets.map((each) => ({ ...each })),
        counts.merge,
      )
    const epoch = { epoch: 0, chance: 0.5, champion: margins(old), challenger: margins(novel) }
    const both = { champion: counted(old, by), challenger: counted(novel, by) }
    return { of: 'Split', figure: 'Rate', strata: [stratum(epoch)], units: both }
  })
}

type Side = {
  readonly buckets: { n: number; events: number }[]
  units: number
  withEvent: number
  squares: number
}

const aSide = (): Side => ({
  buckets: Array.from({ length: 64 }, () => ({ n: 0, events: 0 })),
  units: 0,
  withEvent: 0,
  squares: 0,
})

function arrive(random: () => number, side: Side, fails: (isBusy: boolean) => boolean): void {
  const isBusy = random() < busy.part
  const n = isBusy ? 2 * busy.times : 2
  const bucket = side.buckets[below(random, 64)]
  if (bucket === undefined) return
  const failed = fails(isBusy)
  bucket.n += n
  bucket.events += failed ? n : 0
  side.units++
  side.withEvent += failed ? 1 : 0
  side.squares += n ** 2
}

function counted({ buckets, units, withEvent, squares }: Side, by: string): UnitCount {
  const n = buckets.reduce((sum, each) => sum + each.n, 0)
  const effective = n ** 2 / squares
  // It is known how busy a unit may be.
  return {
    units,
    withEvent,
    effective,
    asLarge: by === 'largest' ? n / (2 * busy.times) : effective,
  }
}
