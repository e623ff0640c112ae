import { expect, it } from 'vitest'
import { expectedMs } from '../../../../src/stats/decision/expected-time.ts'
import type { Row } from '../../../../src/stats/decision/row.ts'
import { unknownBecause } from '../../../../src/stats/unknown.ts'
import { aLook, aRow, aTrial, hourMs } from './given.ts'

const guard = { role: 'Guardrail', goal: 'Decrease', bound: 'Margin', boundary: 0.005 } as const
const proven = { finding: 'Better' } as const
const two = [aTrial(), aTrial({ challenger: 'bold' })]

/** Hours, two days after a round opened that may last from one to seven. */
it.each<[string, readonly Partial<Row>[], number]>([
  ['all is proven', [{ finding: 'Better' }, { ...guard, finding: 'Safe' }], 48],
  [
    'the interval reaches just as far as the effect',
    [{ estimate: 0.01, detectableEffect: 0.01 }],
    48,
  ],
  ['it reaches a tenth too far', [{ estimate: 0.01, detectableEffect: 0.011 }], 48 * 1.21],
  ['it reaches twice as far', [{ estimate: 0.01, detectableEffect: 0.02 }], 168],
  ['the effect points the wrong way', [{ estimate: -0.01, detectableEffect: 0.01 }], 168],
  [
    'less is better, and it is less',
    [{ goal: 'Decrease', estimate: -0.01, detectableEffect: 0.011 }],
    48 * 1.21,
  ],
  [
    'a margin is nearly cleared',
    [proven, { ...guard, estimate: 0.001, detectableEffect: 0.0044 }],
    48 * 1.21,
  ],
  ['a margin is exceeded', [proven, { ...guard, estimate: 0.006, detectableEffect: 0.001 }], 168],
  [
    'a ratio is nearly cleared',
    [
      proven,
      { ...guard, bound: 'Ratio', boundary: 1.21, estimate: 1.1, detectableEffect: 1.1 ** 1.1 },
    ],
    48 * 1.21,
  ],
  ['there is no objective', [{ ...guard, finding: 'Safe' }], 168],
  ['a gate is half open', [{ gates: [{ name: 'Events', have: 20, need: 40 }] }], 96],
  ['a gate has nothing yet', [{ gates: [{ name: 'Events', have: 0, need: 40 }] }], 168],
  ['nothing is known', [{ estimate: undefined, unknown: unknownBecause('TooFew') }], 168],
  ['the interval has no end', [{ detectableEffect: undefined }], 168],
  [
    'the slowest decides',
    [{ finding: 'Better' }, { ...guard, estimate: 0, detectableEffect: 0.0055 }],
    48 * 1.21,
  ],
  [
    'what is only shown does not count',
    [{ finding: 'Better' }, { role: 'Info', estimate: -1 }],
    48,
  ],
  ['there are no rows', [], 168],
])('when %s', (_, rows, hours) => {
  const ms = expectedMs({ ...aLook(), rows: rows.map(aRow), doubts: [] })
  expect(ms / hourMs).toBeCloseTo(hours, 6)
})

it('is that of the first challenger that gets there', () => {
  const rows = [aRow({ estimate: -1 }), aRow({ challenger: 'bold', finding: 'Better' })]
  expect(expectedMs({ ...aLook({ trials: two }), rows, doubts: [] })).toBe(48 * hourMs)
})

it('is never sooner than the minimum', () => {
  const rows = [aRow({ finding: 'Better' })]
  expect(expectedMs({ ...aLook({ elapsedMs: hourMs }), rows, doubts: [] })).toBe(24 * hourMs)
})

it('is a number also where nothing has passed, and nobody is left', () => {
  const rows = [aRow({ estimate: -1 })]
  expect(expectedMs({ ...aLook({ elapsedMs: 0 }), rows, doubts: [] })).toBe(24 * hourMs)
  expect(expectedMs({ ...aLook({ trials: [] }), rows: [], doubts: [] })).toBe(168 * hourMs)
})
