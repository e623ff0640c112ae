import { expect, it } from 'vitest'
import { createReceipts } from '../../../../src/router/forwarding/receipts.ts'
import { createPresent } from '../../../../src/router/plan/present.ts'
import { readReceipt } from '../../../../src/routing/receipt.ts'
import { aPlan, champion } from '../../routing/plans.ts'
import { k1, k2, keysOf } from '../../routing/receipts.ts'

const head = { status: 200, statusText: '', headers: [] }

it('gives no two receipts the same number, in any life of an instance', () => {
  const present = createPresent(keysOf(k1, k2), () => {})
  present.take(aPlan())
  const obeyed = present.obeyed()
  if (obeyed === undefined) throw new Error('no plan holds')
  const course = {
    ...{ routed: obeyed, assigned: champion, propensity: 1, isOverride: false, slice: 0 },
    ...{ placed: { place: 0, bucket: 0, sample: undefined, isUnitless: false } },
    exposedAtMs: Date.UTC(2026, 1, 1),
  }
  const numbers = [0, 1, 2].flatMap((start) => {
    const receiptOf = createReceipts({ instance: '0f1e2d3c4b5a6978', start })
    return Array.from({ length: 1_000 }, () => {
      const told = { how: 'Normal', answering: champion, head, body: undefined } as const
      const { text, sequence } = receiptOf(obeyed, course, told)
      const terms = { tag: obeyed.tag, nowMs: course.exposedAtMs, acceptForMs: 1 }
      const receipt = readReceipt(text, obeyed.ring.accept, terms)
      if (!('sequence' in receipt)) throw new Error(receipt.detail)
      expect(sequence, 'as it says').toBe(receipt.sequence)
      return sequence
    })
  })
  expect(new Set(numbers).size).toBe(3_000)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
})
