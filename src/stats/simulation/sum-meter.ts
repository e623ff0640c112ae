import type { Named } from './meter.ts'
import type { Group, Slot } from './slots.ts'
import type { Place } from './tally.ts'

/** One metric, fed with many requests at once. */
export type SumMeter = {
  readonly meet: (group: Group, slot: Slot, place: Place) => void
  readonly advance: (nowMs: number) => void
  readonly tallies: () => Named
}
