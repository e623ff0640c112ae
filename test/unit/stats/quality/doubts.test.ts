import { describe, expect, it } from 'vitest'
import {
  doubtsOf,
  noQualityLatch,
  type QualityLatch,
} from '../../../../src/stats/quality/doubts.ts'
import type { Missing, Quality } from '../../../../src/stats/quality/quality.ts'
import { rates, sticky } from '../effects/given.ts'

const calm: Quality = {
  units: { isSample: false, seen: { level: 0, epochs: [] } },
  missing: [],
  tallies: { lost: 0, all: 0 },
  pairs: undefined,
}
const missing = (observed: Missing['observed'], challenger = 'new'): Missing => ({
  metric: 'accuracy',
  challenger,
  observed,
})
const half = { old: 0.5, new: 0.5 }
const arrived = (old: number, novel: number) => ({
  isSample: false,
  seen: { level: 0, epochs: [{ shares: half, units: { old, new: novel } }] },
})
/** So many of a thousand units came to a variant that has no share. */
const strays = (gone: number) => ({
  isSample: false,
  seen: {
    level: 0,
    epochs: [{ shares: { ...half, gone: 0 }, units: { old: 500, new: 500 - gone, gone } }],
  },
})
const doubts = (given: Partial<Quality>, past: QualityLatch = noQualityLatch) =>
  doubtsOf({ ...calm, ...given }, past).doubts.map(({ name }) => name)

it.each<[string, Partial<Quality>, readonly string[]]>([
  ['nothing is known yet', {}, []],
  ['units come as they should', { units: arrived(5000, 5050) }, []],
  ['units do not come as they should', { units: arrived(5000, 4500) }, ['SampleRatioMismatch']],
  [
    'one unit in a thousand was given two variants',
    { units: { ...arrived(5000, 5000), conflicts: 10 } },
    [],
  ],
  ['one unit in a thousand came where none may', { units: strays(1) }, []],
  ['more came where none may', { units: strays(2) }, ['SampleRatioMismatch']],
  [
    'more were given two variants',
    { units: { ...arrived(5000, 5000), conflicts: 11 } },
    ['AssignmentUnstable'],
  ],
  ['1 % of the tallies are lost', { tallies: { lost: 10, all: 1000 } }, []],
  ['more than 1 % of the tallies are lost', { tallies: { lost: 11, all: 1000 } }, ['TalliesLost']],
  ['there are no pairs yet', { pairs: { complete: 0, incomplete: 0 } }, []],
  ['5 % of the pairs lack an answer', { pairs: { complete: 95, incomplete: 5 } }, []],
  [
    '6 % of the pairs lack an answer',
    { pairs: { complete: 94, incomplete: 6 } },
    ['PairsIncomplete'],
  ],
  ['truths are missing alike', { missing: [missing(rates([5000, 500], [5000, 500]))] }, []],
  [
    'truths are missing unequally',
    { missing: [missing(rates([5000, 500], [5000, 800]))] },
    ['TruthsMissing'],
  ],
  [
    'truths are missing unequally, fewer of the challenger',
    { missing: [missing(rates([5000, 800], [5000, 500]))] },
    ['TruthsMissing'],
  ],
  [
    'truths are the exception, and come unequally',
    { missing: [missing(rates([5000, 4500], [5000, 4200]))] },
    ['TruthsMissing'],
  ],
  [
    'truths of units are missing alike',
    {
      missing: [missing(sticky({ units: 3000, withEvent: 300 }, { units: 3000, withEvent: 300 }))],
    },
    [],
  ],
  [
    'truths of units are missing unequally',
    {
      missing: [missing(sticky({ units: 3000, withEvent: 300 }, { units: 3000, withEvent: 600 }))],
    },
    ['TruthsMissing'],
  ],
  [
    'everything is wrong',
    {
      units: { ...arrived(5000, 4500), conflicts: 100 },
      missing: [missing(rates([5000, 500], [5000, 800]))],
      tallies: { lost: 1, all: 2 },
      pairs: { complete: 1, incomplete: 1 },
    },
    [
      'SampleRatioMismatch',
      'AssignmentUnstable',
      'TruthsMissing',
      'TalliesLost',
      'PairsIncomplete',
    ],
  ],
])('when %s', (_, given, names) => expect(doubts(given)).toEqual(names))

it('tells a person what is wrong', () => {
  const { doubts } = doubtsOf(
    {
      ...calm,
      units: arrived(5000, 4500),
      missing: [missing(rates([5000, 500], [5000, 800]))],
      tallies: { lost: 30, all: 1000 },
      pairs: { complete: 90, incomplete: 10 },
    },
    noQualityLatch,
  )
  expect(doubts.map(({ reason }) => reason)).toEqual([
    'units did not come in the configured shares of each epoch; of all epochs together by now: new 4500, expected 4750; old 5000, expected 4750',
    'truths of accuracy were not missing as often for new as for the champion, by now 6 points more often',
    '30 of 1000 intervals of the routers’ tallies are lost',
    '10 of 100 shadow pairs lack an answer',
  ])
})

describe('what is remembered', () => {
  const unequal = [missing(rates([5000, 500], [5000, 800]))]
  const equal = [missing(rates([50_000, 5000], [50_000, 5000]))]
  const latchOf = (quality: Partial<Quality>, past = noQualityLatch): QualityLatch =>
    JSON.parse(JSON.stringify(doubtsOf({ ...calm, ...quality }, past).latch))

  it('is that truths were once missing unequally, though they level out', () => {
    expect(doubts({ missing: equal })).toEqual([])
    expect(doubts({ missing: equal }, latchOf({ missing: unequal }))).toEqual(['TruthsMissing'])
  })

  it('is that also over a look that does not ask', () => {
    const past = latchOf({}, latchOf({ missing: unequal }))
    expect(doubts({ missing: equal }, past)).toEqual(['TruthsMissing'])
  })

  it('is nothing of stray units, of which a single one would doubt a round for ever', () => {
    const past = latchOf({ units: strays(2) })
    expect(doubts({ units: strays(1) }, past)).toEqual([])
  })

  it('is nothing of losses: they may become little of the whole', () => {
    const past = latchOf({ tallies: { lost: 5, all: 100 }, pairs: { complete: 5, incomplete: 5 } })
    expect(doubts({ tallies: { lost: 5, all: 1000 } }, past)).toEqual([])
  })

  it('is who was asked when: whoever comes later takes nothing back, and gets less', () => {
    const hint = missing(rates([5000, 500], [5000, 665])) // p between .001/420 and .001/2
    const others = Array.from({ length: 19 }, (_, i) => missing(rates([0, 0], [0, 0]), `c${i}`))
    expect(doubts({ missing: [hint] })).toEqual(['TruthsMissing'])
    expect(doubts({ missing: [hint, ...others] }, latchOf({ missing: [hint] }))).toEqual([
      'TruthsMissing',
    ])
    expect(doubts({ missing: [...others, hint] })).toEqual([])
    expect(doubts({ missing: [hint] }, latchOf({ missing: others }))).toEqual([])
  })
})
