import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Tally } from '../../evidence/tally.ts'
import type { Heir, LostWindow, Told } from '../../evidence/told.ts'
import type { Expiry } from './expiry.ts'
import type { Named } from './frozen.ts'
import type { FrozenTally } from './frozen-tally.ts'
import type { KeptPairs } from './pairs.ts'

/** All that an instance knows and must not forget, but for the receipts it has seen: plain JSON. With it a journal begins. */
export type InstanceState = {
  readonly format: 1
  /** 16 hexadecimal digits. */
  readonly instance: string
  /** How often it was started before. */
  readonly start: number
  readonly plan: RoutingPlan | undefined
  readonly tally: Tally
  /** What of what was seen may be forgotten. Absent: nothing yet. */
  readonly expiry?: Expiry | undefined
  /** What challengers made of copies, until the outcomes come. */
  readonly pairs: KeptPairs
  /** Tallies that nothing is added to any more: of instances that have left them to this one, and of rounds that have ended. */
  readonly inherited: readonly FrozenTally[]
  /** Those that the last pull has named. */
  readonly named?: readonly Named[]
  /** Former selves that had decided on an heir: whether it ever heard of that nobody knows. */
  readonly owed: readonly string[]
  /** Who scores for whom. */
  readonly heirs: readonly Heir[]
  /** When it was killed, and what was counted since it had last written is gone: the last ones, the oldest first. */
  readonly lostWindows: readonly LostWindow[]
  /** By the wall clock. */
  readonly atMs: number
}

/** All that an instance leaves to its heir when it ends, but for the receipts it has seen: those its heir was told before. */
export type Bequest = {
  readonly format: 1
  readonly instance: string
  /** Its own first, and those that nothing was added to any more. */
  readonly tallies: readonly FrozenTally[]
  readonly pairs: KeptPairs
  readonly heirs: readonly Heir[]
  readonly owed: readonly string[]
  readonly lostWindows: readonly LostWindow[]
}

/** What the document that whoever asks for the tally is told, `Told`, is written from. */
export type Telling = Omit<Told, 'tallies'> & {
  readonly own: Tally
  readonly frozen: readonly FrozenTally[]
}
