import { describe, expect, it } from 'vitest'
import { waitingFor } from '../../../../src/stats/decision/lacking.ts'
import { inAll, saidOf } from '../../../../src/stats/decision/said.ts'
import { unknownBecause } from '../../../../src/stats/unknown.ts'
import { aLook, aRow, aTrial, hourMs } from './given.ts'

const guard = {
  metric: 'errors',
  role: 'Guardrail',
  goal: 'Decrease',
  bound: 'Margin',
  boundary: 0.005,
} as const

/** What a person reads at three in the morning. */
it.each([
  [
    { finding: 'Better' },
    'accuracy of new is proven better: challenger minus champion 0.01, interval 0.005 to 0.015, no effect is 0',
  ],
  [
    { ...guard, finding: 'Harmful', estimate: 0.021, low: 0.014, high: 0.0283333 },
    'errors of new is proven to be beyond its bound: challenger minus champion 0.021, interval 0.014 to 0.02833, allowed 0.005',
  ],
  [
    { ...guard, bound: 'Ratio', boundary: 1.1, estimate: 1.5, low: 1.2, high: undefined },
    'errors of new is open: challenger divided by champion 1.5, interval 1.2 to no upper end, allowed 1.1',
  ],
  [
    {
      ...guard,
      bound: 'Limit',
      boundary: 0.2,
      finding: 'Harmful',
      estimate: 0.4,
      low: 0.3,
      high: 0.5,
    },
    'errors of new is proven to be beyond its bound: level 0.4, interval 0.3 to 0.5, allowed 0.2',
  ],
  [
    { gates: [{ name: 'Units', have: 12_345, need: 25_000 }] },
    'accuracy of new is open: not yet, Units 12345 of 25000',
  ],
  [
    { gates: [{ name: 'Spread', have: 0, need: 1 }] },
    'accuracy of new is open: the outcomes do not differ, so chance cannot be told from effect',
  ],
  [
    {
      gates: [
        { name: 'Predictions', have: 900, need: 250 },
        { name: 'Duration', have: 48 * hourMs, need: 168 * hourMs },
      ],
    },
    'accuracy of new is open: not final, 2 days of 7 days have passed',
  ],
  [
    { unknown: unknownBecause('NoReading') },
    'accuracy of new is open: whoever measures it gave no number',
  ],
  [
    { method: 'Posterior', finding: 'Better' },
    'accuracy of new is expected to be better: challenger minus champion 0.01, interval 0.005 to 0.015, no effect is 0',
  ],
] as const)('says of %o', (given, sentence) => {
  expect(saidOf(aRow(given))).toBe(sentence)
})

describe('what a challenger waits for', () => {
  const waiting = (rows: readonly Parameters<typeof aRow>[0][], elapsedMs = 48 * hourMs) =>
    waitingFor({ ...aLook({ elapsedMs }), rows: rows.map(aRow), doubts: [] })

  it('is its objective first', () => {
    expect(waiting([{}, guard])).toMatch(/^accuracy of new is open/)
  })

  it('is then the first guardrail that is not proven safe, and the names of others', () => {
    const rows = [{ finding: 'Better' }, guard, { ...guard, metric: 'slow' }] as const
    expect(waiting(rows)).toMatch(
      /^accuracy of new is proven better, but errors of new is open: .*; not proven safe either: slow$/,
    )
  })

  it('is time, where all is proven', () => {
    const rows = [{ finding: 'Better' }, { ...guard, finding: 'Safe' }] as const
    expect(waiting(rows, 3 * hourMs)).toBe('new lacks only time: 3 h of 24 h have passed')
  })

  it('is an objective, where there is none', () => {
    expect(waiting([guard])).toBe('new has no objective to be better at')
  })

  it('is said of each of several', () => {
    const trials = [aTrial(), aTrial({ challenger: 'bold' })]
    const rows = [aRow({}), aRow({ challenger: 'bold', finding: 'Better' })]
    const text = waitingFor({ ...aLook({ trials }), rows, doubts: [] })
    expect(text).toMatch(/^accuracy of new is open: .*; bold lacks only time/)
  })
})

it.each([
  [[], ''],
  [['one'], 'one'],
  [['one', 'two'], 'one; two'],
  [['one', 'x'.repeat(476), 'three'], 'one; and 2 more'],
  [['x'.repeat(600)], `${'x'.repeat(479)}…`],
])('keeps a reason short', (sentences, text) => expect(inAll(sentences)).toBe(text))
