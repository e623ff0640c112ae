import { describe, expect, it } from 'vitest'
import { type Receipt, readReceipt, writeReceipt } from '../../../src/routing/receipt.ts'
import { boundedValues, type Values } from '../../../src/routing/receipt-values.ts'
import { k1, keysOf, longest, read, termsOf, typical } from './receipts.ts'

/** Counts that no experiment outlives: 2^42 seconds are 139,000 years. */
const large = 2 ** 42 - 1
/** Of as many bytes as may be. */
const label = 'é'.repeat(32)

const largest: Receipt = {
  ...typical,
  ...{ sequence: 2 ** 48 - 1, exposedAtMs: 2 ** 48 - 1, round: large, epoch: large },
  ...{ slice: large, planRevision: large, values: { label, probability: Math.PI / 4 } },
}

describe('as text, a receipt', () => {
  it('of a classifier has at most 300 characters, with the longest of everything', () => {
    const [usual, most] = [writeReceipt(typical, k1).length, writeReceipt(largest, longest).length]
    process.stderr.write(`receipts: a classifier's has ${usual} characters, the largest ${most}\n`)
    expect(most).toBeLessThanOrEqual(300)
    expect(usual).toBeLessThan(most)
  })

  it('of a regression is shorter than that', () => {
    const values = { value: -1e300 }
    expect(writeReceipt({ ...largest, values }, longest).length).toBeLessThan(220)
  })

  it('of sixteen labels that are as long as may be is still read', () => {
    const probabilities = Array.from({ length: 16 }, (_, n) => [label, n / 16] as const)
    const counts = { round: 2 ** 53 - 1, epoch: 2 ** 53 - 1, slice: 2 ** 53 - 1 }
    const values = { label, value: 1, probability: 1, probabilities }
    const receipt = { ...largest, ...counts, planRevision: 2 ** 53 - 1, values }
    const text = writeReceipt(receipt, longest)
    expect(text.length).toBe(1_878)
    expect(readReceipt(text, keysOf(longest), termsOf(receipt))).toEqual(receipt)
    expect(read(`${text}A`, keysOf(longest))).toMatchObject({ refused: 'ReceiptMalformed' })
  })
})

describe('what does not fit', () => {
  it.each<readonly [string, Partial<Receipt>]>([
    ['a tag of five bytes', { tag: 2 ** 32 }],
    ['a time before 1970', { exposedAtMs: -1 }],
    ['a part of a millisecond', { exposedAtMs: 0.5 }],
    ['a sequence of 49 bits', { sequence: 2 ** 48 }],
    ['an instance that is too short', { instance: '0123456789abcd' }],
    ['an instance that is too long', { instance: '0123456789abcdef01' }],
    ['an instance in capitals', { instance: '0123456789ABCDEF' }],
    ['a variant without a revision', { assigned: 'enhanced' }],
    ['a variant without a name', { answering: '@1f0c9a2b' }],
    ['a variant with a long name', { answering: `${'a'.repeat(21)}@1f0c9a2b` }],
    ['a revision that is none', { assigned: 'enhanced@1f0c9a2x' }],
    ['a way that there is not', { how: 'Guessed' as Receipt['how'] }],
    ['a propensity above 1', { propensity: 1.1 }],
    ['a propensity below 0', { propensity: -0.1 }],
    ['a propensity that is no number', { propensity: Number.NaN }],
    ['a negative count', { round: -1 }],
    ['half a count', { epoch: 1.5 }],
    ['a count beyond 2^53', { slice: 2 ** 53 }],
    ['no count', { planRevision: Number.NaN }],
    ['a bucket that there is not', { bucket: 64 }],
    ['a negative bucket', { bucket: -1 }],
    ['a unit hash of 1', { unitHash: 1 }],
    ['a unit hash between two steps', { unitHash: 2 ** -54 }],
    ['a label of 65 bytes', { values: { label: `${label}a` } }],
    ['half a pair of surrogates', { values: { label: '\ud83d' } }],
    ['a value that is no number', { values: { value: Number.NaN } }],
    ['an endless value', { values: { value: Number.POSITIVE_INFINITY } }],
    ['a probability that is no number', { values: { probability: Number.NaN } }],
    ['seventeen labels', { values: { probabilities: Array(17).fill(['a', 0]) } }],
    ['a long one among the labels', { values: { probabilities: [[`${label}a`, 0]] } }],
  ])('%s is a bug of ours, and never a receipt that says something else', (_, part) => {
    expect(() => writeReceipt({ ...typical, ...part }, k1)).toThrow(RangeError)
  })

  it.each<readonly [string, Values, Values]>([
    ['a label of 64 bytes stays', { label }, { label }],
    ['a longer label is left out', { label: `${label}a`, probability: 0.5 }, { probability: 0.5 }],
    ['so is a broken one', { label: '\ud83d', value: 1 }, { value: 1 }],
    ['and what is no number', { value: Number.NaN, probability: Number.NEGATIVE_INFINITY }, {}],
    ['sixteen labels stay', sixteen(16), sixteen(16)],
    ['seventeen go, all of them', { ...sixteen(17), label: 'a' }, { label: 'a' }],
    [
      'all go for one that is too long',
      {
        probabilities: [
          ['a', 1],
          [`${label}a`, 0],
        ],
      },
      {},
    ],
    [
      'or has no number',
      {
        probabilities: [
          ['a', 1],
          ['b', Number.NaN],
        ],
      },
      {},
    ],
  ])('of the values of a prediction, %s', (_, values, kept) => {
    expect(boundedValues(values)).toEqual(kept)
    expect(read(writeReceipt({ ...typical, values: boundedValues(values) }, k1))).toEqual({
      ...typical,
      values: kept,
    })
  })
})

function sixteen(count: number): Values {
  return { probabilities: Array.from({ length: count }, (_, n) => [`${n}`, 1 / count] as const) }
}
