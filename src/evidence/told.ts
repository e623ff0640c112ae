import type { Tally, TallyName } from './tally.ts'

/** What whoever asks a router for its tally is told: the document. */
export type Told = {
  readonly format: 1
  /** A look is to be seen, not to be merged with what was pulled. */
  readonly kind: 'Look' | 'Pull'
  readonly instance: string
  /** Its own first, then those that nothing is added to any more: `evidenceOf` takes them all. */
  readonly tallies: readonly Tally[]
  /** Of the latter those that whoever pulls has kept, and is not told again. */
  readonly kept: readonly TallyName[]
  readonly heirs: readonly Heir[]
  readonly lostWindows: readonly LostWindow[]
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
