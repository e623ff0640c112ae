import { describe, expect, it } from 'vitest'
import { caseDigest } from '../../../../src/plan/looking/case-digest.ts'
import { sharesOf } from '../../../../src/plan/looking/shares.ts'
import { noMemory } from '../../../../src/stats/decision/judge.ts'
import { aTally, bytes } from '../../evidence/given.ts'
import {
  aCase,
  aChallenger,
  accuracy,
  anEpoch,
  aRound,
  aSpec,
  fresh,
  heat,
  hourMs,
  old,
  slow,
} from './given.ts'

const third = aChallenger({ key: 'third@00000000', name: 'third' })

describe('shares', () => {
  it('name every variant of the round, and give the champion the rest', () => {
    expect(sharesOf(anEpoch(1, 0.1), [old, fresh, third.key])).toEqual({
      epoch: 1,
      shares: { [old]: 0.9, [fresh]: 0.1, [third.key]: 0 },
    })
  })

  it('leave nothing where three thirds are given away', () => {
    const shares = [1, 2, 3].map((i) => ({ variant: `v${i}`, from: (i - 1) / 3, to: i / 3 }))
    expect(sharesOf(anEpoch(1, 0, { shares }), [old]).shares[old]).toBe(0)
  })

  it('add up where a variant has two parts', () => {
    const shares = [0, 0.5].map((from) => ({ variant: fresh, from, to: from + 0.1 }))
    expect(sharesOf(anEpoch(1, 0, { shares }), []).shares).toEqual({ [fresh]: 0.2, [old]: 0.8 })
  })
})

describe('a case', () => {
  it('has percents and durations as numbers, and every default', () => {
    const decision = { ...aSpec().decision, alpha: '10%', minimumDuration: '24h' }
    const metrics = [{ ...accuracy, minimumEffect: '0.5%' }, slow]
    const asked = aCase({ spec: aSpec({ decision, metrics }) })
    expect(asked.decision).toEqual({
      ...{ method: 'AlwaysValid', alpha: 0.1, harmAlpha: 0.05 },
      ...{ minimumMs: 24 * hourMs, maximumMs: 168 * hourMs },
    })
    expect(asked.metrics).toMatchObject([
      { name: 'accuracy', goal: 'Increase', minimumEffect: 0.005, counted: { delayMs: hourMs } },
      { name: 'slow', goal: 'Decrease', margin: { absolute: 0.02 } },
      { name: 'default-errors', margin: { absolute: 0.005 } },
    ])
    expect(asked.memory).toEqual(noMemory)
  })

  it('is about the epochs of its contest alone', () => {
    const epochs = [anEpoch(1, 0, { contest: 'Serving' }), anEpoch(2, 0.1), anEpoch(3, 0.5)]
    expect(aCase({ round: aRound({ epochs }) }).epochs.map(({ epoch }) => epoch)).toEqual([2, 3])
  })

  it('counts who has left among those that entered', () => {
    const out = { because: 'harm', atMs: 0 }
    const round = aRound({ challengers: [aChallenger({ out }), third] })
    expect(aCase({ round }).challengers).toEqual([
      { key: fresh, attempt: 1, isOut: true },
      { key: third.key, attempt: 1 },
    ])
  })

  it('waits for nobody whom a split leaves without a share', () => {
    const traffic = { ...aSpec().traffic, split: { challengers: [{ name: 'new', percent: 30 }] } }
    const round = aRound({ challengers: [aChallenger(), third] })
    expect(aCase({ spec: aSpec({ traffic }), round }).challengers).toMatchObject([
      { key: fresh },
      { key: third.key, isOut: true },
    ])
  })

  it('of a validation is about the new champion, beside the one that keeps a share, in a time of its own', () => {
    const shares = [{ variant: old, from: 0, to: 0.1 }]
    const validating = {
      contest: 'Validating',
      champion: fresh,
      shares,
      sinceMs: 40 * hourMs,
    } as const
    const epochs = [anEpoch(1, 0.5), anEpoch(2, 0, validating)]
    const asked = aCase({ round: aRound({ epochs }), contest: 'Validating' })
    expect(asked).toMatchObject({
      ...{ champion: old, challengers: [{ key: fresh, attempt: 1 }], elapsedMs: 8 * hourMs },
      epochs: [{ epoch: 2, shares: { [old]: 0.1, [fresh]: 0.9 } }],
      decision: { minimumMs: 0, maximumMs: 48 * hourMs },
    })
  })

  it.each([
    [{ value: 0.5 }, { value: 0.5 }],
    [{ value: Number.NaN }, { unknown: 'the answer is no number' }],
    [{ unknown: 'too slow' }, { unknown: 'too slow' }],
    [undefined, { unknown: 'it was not asked yet' }],
  ])('takes what a query said, %j, as JSON can hold it', (answer, expected) => {
    const queries = answer === undefined ? {} : { heat: answer }
    const asked = aCase({ spec: aSpec({ metrics: [accuracy, heat] }), queries })
    expect(asked.queries).toEqual({ heat: expected })
  })

  it('is small', () => expect(bytes(aCase()).length).toBeLessThan(2000))
})

describe('its digest', () => {
  const [one, other] = ['aa', 'bb'].map((instance) => aTally(instance).take(0))
  const tallies = one === undefined || other === undefined ? [] : [one, other]
  const digest = caseDigest(aCase(), tallies)

  it('is the same in whatever order tallies and fields come', () => {
    const { format, ...rest } = aCase()
    expect(caseDigest({ ...rest, format }, [...tallies].reverse())).toBe(digest)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is another one with another memory, time or tally', () => {
    const memory = { ...noMemory, rows: { x: { logP: -1 } } }
    const others = [
      caseDigest(aCase({ memory }), tallies),
      caseDigest(aCase({ nowMs: 1 }), tallies),
      caseDigest(aCase(), tallies.slice(1)),
    ]
    expect(new Set([digest, ...others]).size).toBe(4)
  })
})
