import type { Tensors } from '../protocol/tensor.ts'
import type { Slot } from './signature.ts'

/**
 * What outputs really are: exporters declare shapes that don't hold (LightGBM says [1] of its labels). A length that a
 * run has contradicted is open, and so are all where even their number is wrong.
 */
export function seenSlots(declared: readonly Slot[], runs: readonly Tensors[]): readonly Slot[] {
  return declared.map((slot, nth) => {
    const seen = runs.flatMap((outputs) => outputs[nth] ?? [])
    return seen.reduce((own, { shape }) => corrected(own, shape), slot)
  })
}

function corrected(slot: Slot, seen: readonly number[]): Slot {
  if (seen.length !== slot.shape.length) return { ...slot, shape: seen.map(() => '') }
  const shape = slot.shape.map((length, nth) =>
    typeof length === 'string' || length === seen[nth] ? length : '',
  )
  return { ...slot, shape }
}
