import { describe, expect, it } from 'vitest'
import type { ExperimentSpec, Metric } from '../../../../src/api/experiment.ts'
import { countsIn } from '../../../../src/plan/looking/counts.ts'
import { lookOf } from '../../../../src/plan/looking/look.ts'
import { observedShares } from '../../../../src/plan/looking/observed-shares.ts'
import { plannedN } from '../../../../src/plan/looking/planned.ts'
import { validationPower } from '../../../../src/plan/looking/validation-power.ts'
import { aTally, exposed, quick } from '../../evidence/given.ts'
import {
  aCase,
  aChallenger,
  accuracy,
  anEpoch,
  aRound,
  aSpec,
  countedIn,
  fresh,
  hourMs,
  old,
  slow,
  startMs,
} from './given.ts'
import { good, round } from './rounds.ts'

const unit = { ...aSpec().traffic, unit: { header: 'x-user-id' } }
const spec = aSpec({ metrics: [accuracy, slow] })
const now = (hours: number) => ({
  spec,
  elapsedMs: hours * hourMs,
  nowMs: startMs + hours * hourMs,
})

/** Requests that are written out one by one. */
function counting(given: ExperimentSpec = spec) {
  const tally = aTally()
  return { ...tally.under(countedIn(given)), tallies: () => [tally.take(startMs)] }
}

describe('counts', () => {
  const { request, outcome, tallies } = counting()
  const told = { truth: 'yes' }
  const at = (slice: number, assigned: string) =>
    exposed({
      slice,
      assigned,
      exposedAtMs: startMs + slice * (hourMs / 4),
      values: { label: 'yes' },
    })
  for (const slice of [0, 1, 30]) request(at(slice, old), quick)
  for (const how of ['Normal', 'Fallback', 'CircuitOpen', 'Override'] as const)
    request({ ...at(1, fresh), how }, quick)
  request({ ...at(1, fresh), epoch: 9 }, quick)
  outcome(at(0, old), told, startMs + hourMs / 2)
  outcome(at(1, old), told, startMs + 9 * hourMs)
  const [counts] = countsIn(aCase(now(4)), tallies())

  it('say what is mature, pending and late, of each side', () => {
    expect(counts?.metrics['accuracy']).toEqual({
      champion: { mature: 2, pending: 1, late: 1 },
      challenger: { mature: 3, pending: 0, late: 0 },
    })
    expect(counts?.metrics['slow']?.champion).toEqual({ mature: 3, pending: 0, late: 0 })
  })

  it('say how often the champion stood in, leaving out what callers have chosen and other epochs', () => {
    expect(counts?.fallbackShare).toBeCloseTo(2 / 3)
    expect(countsIn(aCase(now(4)), [])[0]?.fallbackShare).toBeUndefined()
  })
})

describe('who came', () => {
  const third = 'third@00000000'
  const challengers = [aChallenger(), aChallenger({ key: third, name: 'third' })]
  const of = (given: ExperimentSpec) => aCase({ spec: given, round: aRound({ challengers }) })
  const { request, tallies } = counting()
  const come = (epoch: number, assigned: string, unitHash?: number) =>
    request(exposed({ epoch, assigned, unitHash }), quick)
  for (const hash of [0.1, 0.1, 0.1, 0.2, 0.9]) come(2, old, hash)
  come(2, fresh, 0.3)
  come(1, old, 0.4)
  come(2, old, 0.4)
  request(exposed({ epoch: 2, assigned: fresh, how: 'Override', unitHash: 0.5 }), quick)
  const taken = tallies()

  it('is counted by request, in the present epoch, and by no caller’s choice', () => {
    expect(observedShares(of(spec), taken)).toEqual({
      came: { [old]: 6, [fresh]: 1, [third]: 0 },
      configured: { [old]: 0.5, [fresh]: 0.5, [third]: 0 },
    })
  })

  it('is counted by unit at its first exposure, where units come back', () => {
    const asked = of(aSpec({ ...spec, traffic: unit }))
    expect(observedShares(asked, taken)?.came).toEqual({ [old]: 3, [fresh]: 1, [third]: 0 })
    expect(lookOf(asked, taken).quality.units).toMatchObject({ isSample: true, conflicts: 0 })
  })

  it('is asked for in every epoch, with 0 for whoever has no share', () => {
    expect(lookOf(of(spec), taken).quality.units.seen.epochs).toEqual([
      {
        shares: { [old]: 0.9, [fresh]: 0.1, [third]: 0 },
        units: { [old]: 1, [fresh]: 0, [third]: 0 },
      },
      {
        shares: { [old]: 0.5, [fresh]: 0.5, [third]: 0 },
        units: { [old]: 6, [fresh]: 1, [third]: 0 },
      },
    ])
  })

  it('is a stray where the variant has no name in the round', () => {
    const { request, tallies } = counting()
    request(exposed({ epoch: 2, assigned: 'stranger@12345678' }), quick)
    const [, present] = lookOf(of(spec), tallies()).quality.units.seen.epochs
    expect(present?.units).toMatchObject({ 'stranger@12345678': 1 })
  })
})

describe('quality', () => {
  const { tallies } = round({ spec, challenger: good, seed: 4 })
  const shadow = { traffic: { ...spec.traffic, shadow: { percent: 100, minimumDuration: '0s' } } }
  const epochs = [anEpoch(1, 0, { contest: 'Shadowing' })]

  it('asks for truths of what waits for them and is judged', () => {
    const info = { ...accuracy, name: 'info', role: 'Info' } as const
    const asked = aCase({ ...now(16), spec: aSpec({ metrics: [accuracy, slow, info] }) })
    const { missing, pairs } = lookOf(asked, tallies).quality
    expect(missing.map(({ metric, challenger }) => [metric, challenger])).toEqual([
      ['accuracy', fresh],
    ])
    expect(pairs).toBeUndefined()
  })

  it('takes losses from whoever knows them, and else from the gaps between tallies', () => {
    const tally = aTally()
    const [first] = [tally.take(0), tally.take(0)]
    const told = [first, tally.take(0)].flatMap((each) => (each === undefined ? [] : [each]))
    const losses = { lost: 3, all: 9 }
    expect(lookOf(aCase(), told).quality.tallies).toEqual({ lost: 1, all: 3 })
    expect(lookOf(aCase({ losses }), told).quality.tallies).toEqual(losses)
  })

  it('of a shadow counts pairs, and those that lack an answer', () => {
    const { copy, tallies } = counting()
    const answer = { ...quick, values: { label: 'yes' } }
    const unread = { ...quick, values: {} }
    for (const challenger of [answer, answer, undefined, unread])
      copy(exposed(), fresh, { champion: answer, challenger })
    copy(exposed(), 'gone@00000000', { champion: answer, challenger: undefined })
    const asked = aCase({
      spec: aSpec({ ...spec, ...shadow }),
      round: aRound({ epochs }),
      contest: 'Shadowing',
    })
    expect(lookOf(asked, tallies()).quality).toMatchObject({
      pairs: { complete: 2, incomplete: 2 },
      missing: [],
      units: { seen: { epochs: [] } },
    })
  })
})

describe('what a round is planned for', () => {
  const worth = (
    minimumEffect: string,
    given: Partial<ExperimentSpec> = {},
    metric: Partial<Metric> = {},
  ) => plannedN(aSpec({ metrics: [{ ...accuracy, minimumEffect, ...metric }], ...given }))
  const by = (method: 'FixedHorizon' | 'Bayesian') => ({ decision: { ...spec.decision, method } })

  it('is 5000 where nobody says what is worth finding, or how values vary', () => {
    const value = {
      kind: 'Value',
      clip: ['-1', '1'] as [string, string],
      field: '/x',
      goal: 'Increase',
    } as const
    expect(plannedN(aSpec())).toBe(5000)
    expect(worth('0.01', {}, value)).toBe(5000)
    expect(plannedN(aSpec({ metrics: [] }))).toBe(5000)
  })

  it('at one look is what the textbook says: 2.8 points of half, one-sided at .025, found nine times in ten', () => {
    // (1.960 + 1.282)² · 4 · .25 / .028², at equal shares
    expect(worth('0.028', by('FixedHorizon')) / 13_400).toBeCloseTo(1, 1)
    expect(worth('2.8%', by('Bayesian'))).toBe(worth('0.028', by('FixedHorizon')))
  })

  it('is more at any look, for smaller effects, at smaller shares, for more challengers', () => {
    const once = worth('0.03', by('FixedHorizon'))
    const always = worth('0.03')
    expect(always).toBeGreaterThan(once)
    expect(worth('0.02')).toBeGreaterThan(always)
    const canary = { traffic: { ...spec.traffic, canary: { steps: [{ percent: 5 }] } } }
    expect(worth('0.03', canary)).toBeGreaterThan(2 * always)
    const third = { name: 'third', model: { uri: 'https://models.example/3.onnx' } }
    expect(worth('0.03', { variants: [...spec.variants, third] })).toBeGreaterThan(always)
  })

  it('is half as many pairs in a shadow', () => {
    const shadow = { percent: 100, minimumDuration: '0s' }
    expect(worth('0.03', { traffic: { ...spec.traffic, shadow } })).toBe(
      Math.ceil(worth('0.03') / 2),
    )
  })

  it.each([
    ['0.0001', 1_000_000],
    ['0.45', 500],
    ['0.9', 5000],
  ])('is bounded: %s', (effect, n) => {
    expect(worth(effect, by('FixedHorizon'))).toBe(n)
  })
})

describe('a validation', () => {
  const errors = {
    name: 'errors',
    kind: 'ErrorRate',
    role: 'Guardrail',
    margin: { absolute: '0.01' },
  } as const
  const guarded = aSpec({ metrics: [accuracy, errors, { ...slow, limit: '0.5' }] })
  const { tallies } = round({ spec: guarded, challenger: good, seed: 6 })
  const watch = { winner: fresh, durationMs: 24 * hourMs, holdback: 0.1 }
  const power = (given: Partial<typeof watch>) =>
    validationPower(aCase({ ...now(16), spec: guarded }), tallies, { ...watch, ...given })

  it('of a day is long enough', () => {
    expect(power({}).map(({ metric, isUnderpowered }) => [metric, isUnderpowered])).toEqual([
      ['errors', false],
      ['slow', false],
    ])
  })

  it('of two hours is not, and says what it would see', () => {
    const [found] = power({ durationMs: 2 * hourMs })
    expect(found?.isUnderpowered).toBe(true)
    expect(found?.sentence).toMatch(
      /^errors: with 10 % held back for 2 h, harm is likely to be proven from a difference of [\d.]+ on$/,
    )
  })

  it('of ten minutes would see none', () => {
    const [found] = power({ durationMs: hourMs / 6 })
    expect(found?.sentence).toBe('errors: in 10 min no harm would be proven, however large')
  })

  it('of nobody knows what sees nothing', () => {
    const [found] = validationPower(aCase({ spec: guarded }), [], watch)
    expect(found).toMatchObject({
      isUnderpowered: true,
      sentence: expect.stringMatching(/too little was seen/),
    })
  })
})
