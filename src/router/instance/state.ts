import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { Seen } from '../../evidence/seen.ts'
import type { Tally } from '../../evidence/tally.ts'
import type { Expiry } from './expiry.ts'
import type { KeptPairs } from './pairs.ts'

/** All that an instance knows and must not forget: plain JSON. With it a journal begins. */
export type InstanceState = {
  readonly format: 1
  /** 16 hexadecimal digits. */
  readonly instance: string
  /** How often it was started before. */
  readonly start: number
  readonly plan: RoutingPlan | undefined
  readonly tally: Tally
  readonly seen: Seen
  /** What of it may be forgotten; absent in states of versions that did not keep it. */
  readonly expiry?: Expiry | undefined
  /** What challengers made of copies, until the outcomes come. */
  readonly pairs: KeptPairs
  /** Tallies of instances that have ended, and left them to this one. */
  readonly inherited: readonly Tally[]
  /** Who scores for whom. */
  readonly heirs: readonly Heir[]
  /** When it was killed, and what was counted since it had last written is gone: the last ones, the oldest first. */
  readonly lostWindows: readonly LostWindow[]
  /** By the wall clock. */
  readonly atMs: number
}

/** For receipts of `instance`, `heir` scores, as it has said itself. */
export type Heir = {
  readonly instance: string
  readonly heir: string
  /** Since when, by the clock of the heir: no receipt of the other one is younger. */
  readonly sinceMs: number
}

/** By the wall clock. Less than a second's requests are lost of it, and no outcome. */
export type LostWindow = { readonly fromMs: number; readonly toMs: number }

/** All that an instance leaves to its heir when it ends. */
export type Bequest = {
  readonly format: 1
  readonly instance: string
  /** Its own, and those that it had inherited. */
  readonly tallies: readonly Tally[]
  readonly seen: Seen
  readonly pairs: KeptPairs
  readonly heirs: readonly Heir[]
  readonly lostWindows: readonly LostWindow[]
}

/** What whoever asks for the tally is told. */
export type Told = {
  readonly format: 1
  readonly instance: string
  /** Its own first, then those that it has inherited: `evidenceOf` takes them all. */
  readonly tallies: readonly Tally[]
  readonly heirs: readonly Heir[]
  readonly lostWindows: readonly LostWindow[]
}
