import type { RoutingPlan } from '../../api/routing-plan.ts'
import type { ContenderError } from '../../errors.ts'
import type { Answer } from '../../evidence/counting/answer.ts'
import type { Exposure } from '../../evidence/counting/desk.ts'
import type { Pair } from '../../evidence/counting/pair.ts'
import type { Request } from '../../evidence/counting/requests.ts'
import type { EventName } from '../../evidence/events.ts'
import type { Seen } from '../../evidence/seen/seen.ts'
import type { Tally, TallyName } from '../../evidence/tally.ts'
import type { Heir, LostWindow } from '../../evidence/told.ts'
import type { Receipt } from '../../routing/receipt.ts'
import type { Arrived, OutcomeAnswer } from '../outcomes/outcome.ts'
import type { FrozenTally } from './frozen-tally.ts'
import type { Bequest, InstanceState, Telling } from './state.ts'

/**
 * What one router knows and must not forget. It is its journal: every operation that changes it is written down in
 * order, and doing the same operations again makes the same instance. Times come in, by the wall clock.
 */
export type Instance = {
  /** 16 hexadecimal digits, as in receipts and tallies. */
  readonly id: string
  /** How often it was started before: receipts are numbered from `firstNumberOf(start)` on. */
  readonly start: number
  /** The plan it counts under; after a restart that of before. */
  readonly plan: () => RoutingPlan | undefined

  /** Counts under this plan from now on: whoever decides which plan holds calls it. */
  readonly take: (plan: RoutingPlan) => void
  /** A request was answered. Written within a second; what was not, a kill loses. */
  readonly request: (request: Request, own: Answer) => void
  /** A copy was answered, or never will be. */
  readonly copy: (copy: Copy) => void
  /**
   * Scores an outcome whose scorer is this instance. Nothing of it may be acknowledged before `durable()`, and where
   * `unwritable()` says something, it isn't asked for.
   */
  readonly outcome: (arrived: Arrived) => OutcomeAnswer
  /** One more of what belongs to no metric, such as a receipt that was refused. */
  readonly note: (event: EventName) => void

  /** Who scores outcomes of this one's receipts: `id`, if I do. The last of its heirs, whether reachable or not. */
  readonly scorerOf: (instance: string) => string
  /** Those that heirs themselves have said, as siblings are to be told. */
  readonly heirs: () => readonly Heir[]
  /** Of siblings. What is known already changes nothing. */
  readonly learn: (heirs: readonly Heir[]) => void

  /** Which receipts are spent, at this moment, in pieces of about so many characters. */
  readonly seen: (characters: number) => Iterable<Seen>
  /** Which of them were spent here since this was last asked: nothing where `blocks` is empty. */
  readonly seenChanges: () => Seen
  /** What siblings have seen: held for the day when I may be their heir. */
  readonly joinSeen: (seen: Seen) => void
  /** Once a minute: forgets what was refused as expired at each of the last sixty times. */
  readonly expire: (nowMs: number) => void

  /** All that it leaves to its heir. From then on it scores nothing, and says the same again when asked again. */
  readonly bequest: (nowMs: number) => Bequest
  /** The sibling has it all, for sure. After the next start another instance begins in the same folder. */
  readonly handedOver: (heir: string, nowMs: number) => void
  /**
   * Takes over all that another one leaves; a second time nothing changes. Throws `BequestRefused` where it may not. The
   * giver may be told so after `durable()`.
   */
  readonly inherit: (bequest: Bequest, nowMs: number) => void

  /** Writes down what is not yet, and that so much time has passed: once a second. */
  readonly writeDown: (nowMs: number) => void
  /** All that is counted, for whoever only wants to see it: nothing changes by it, and its own tally bears the last number once more. */
  readonly look: () => Telling
  /** For whoever keeps what it is told: its own tally under the next number, and of all others those that it has not kept. */
  readonly pull: (kept: readonly TallyName[], nowMs: number) => Telling
  /** Of what `pull` does: somebody has kept these. */
  readonly kept: (names: readonly TallyName[]) => void
  /** Of what `pull` does, and `bequest`: its own tally, under the next number. */
  readonly numbered: (nowMs: number) => Tally
  readonly lostWindows: () => readonly LostWindow[]
  /** Tallies that nothing is added to any more, of others and of ended rounds. */
  readonly inherited: () => readonly FrozenTally[]
  /** Former selves, here and of those it has inherited from, whose heirs are to be told that they are. */
  readonly owed: () => readonly string[]
  /**
   * All of it but what was seen, to begin a journal with: what was not written yet is in it, and will not be written any more. `seen`
   * says the rest, asked at the same moment.
   */
  readonly state: (nowMs: number) => InstanceState

  /** Resolves when all up to now is on the disk; rejects with `JournalUnwritable`. */
  readonly durable: () => Promise<void>
  /** Why nothing can be written at present. */
  readonly unwritable: () => ContenderError | undefined
  /** Writes all, and that it has ended in peace; rejects where a disk takes longer than that. */
  readonly close: (withinMs?: number) => Promise<void>
}

/** What two have made of one request. */
export type Copy = {
  /** Of the request as the champion has answered it. */
  readonly exposure: Exposure & Pick<Receipt, 'exposedAtMs'>
  /** The challenger. */
  readonly variant: string
  readonly pair: Pair
  /** The number of the receipt that the champion's answer bore; absent where it bore none. */
  readonly sequence?: number | undefined
}
