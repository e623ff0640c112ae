import type { Verdict } from '../../stats/decision/verdict.ts'
import type { Variant } from '../variants/variant.ts'

/**
 * The durable truth of an experiment, of which `status` is the projection. Every decision is here before anything acts on
 * it. Plain JSON, at most 32 KiB.
 */
export type ExperimentRecord = {
  readonly format: typeof recordFormat
  /** Of the experiment when it was first created: salts and receipts go by it, whatever is restored. */
  readonly uid: string
  /** Of the experiment as it was last seen: another one is a re-creation. */
  readonly presentUid: string
  /** Of the leader who last wrote: an earlier one writes no more. */
  readonly term: number
  readonly champion: Champion
  /** Whom the champion has replaced, as long as there is a way back. */
  readonly former?: Former
  readonly round: Round
  /** Grows over all rounds. */
  readonly epoch: number
  /** What routers were told last: another content has the next revision. */
  readonly plan: { readonly revision: number; readonly digest: string }
  readonly requests: Requests
  /** Who has lost to which champion: such a challenger opens no round by itself. The last 64. */
  readonly settled: readonly Settled[]
  /** How often who has tried at which champion, by their identities. The last 64. */
  readonly tries: readonly Tries[]
  /** Routers that are lost, and who scores for them. The last 256. */
  readonly departed: readonly { readonly instance: string; readonly heir: string }[]
  /** The last ten rounds, the newest first. */
  readonly history: readonly Ended[]
  /** What happened last, each to be told as one Event: the last eight. */
  readonly notes: readonly Note[]
}

export const recordFormat = 1

export type Champion = {
  readonly variant: Variant
  /** `sha256:…` of the model that serves; a service or a template has none. */
  readonly digest?: string
  readonly sinceMs: number
  /** Key of the one before. */
  readonly previous?: string
}

export type Former = {
  readonly variant: Variant
  readonly digest?: string
  /** The round in which it was replaced. */
  readonly round: number
  readonly replacedAtMs: number
}

export type StageName =
  | 'Preparing'
  | 'Shadowing'
  | 'Comparing'
  | 'AwaitingApproval'
  | 'Promoting'
  | 'Validating'
  | 'Settled'

/** One contest, or, without challengers, the time in which a champion simply serves. */
export type Round = {
  readonly number: number
  /** What opened it, in words. */
  readonly cause: string
  readonly startedAtMs: number
  readonly stage: StageName
  /** By the clock of the round: see `round/clock.ts`. */
  readonly stageSinceMs: number
  readonly clock: RoundClock
  /** All that entered: their number divides alpha, whoever leaves. */
  readonly challengers: readonly Challenger[]
  /** What must stay as it is while the round lasts, as one digest: see `round/superseding.ts`. */
  readonly terms: string
  /** How exposure time is cut. */
  readonly slices: { readonly startMs: number; readonly lengthMs: number }
  /** Outcomes are accepted for so long at least: never less than receipts of the round were promised. */
  readonly acceptForMs: number
  /** What sequences are tuned for: fixed before anything is seen. */
  readonly plannedN: number
  /** All epochs of the round, the present one last: evidence is judged by the shares it was made with. */
  readonly epochs: readonly Epoch[]
  /** Percent of the canary step that is reached; 0 before the first. */
  readonly percent: number
  /** What was decided, as long as the stage acts on it. */
  readonly decided?: Decided
  /** A person has asked to leave the shares as they are. */
  readonly paused?: { readonly sinceMs: number; readonly by: string }
}

/** Time that counts: outages of evidence, pauses and suspension do not. */
export type RoundClock = {
  readonly startMs: number
  /** What did not count by now. */
  readonly stoodMs: number
  /** Since when it stands. */
  readonly standsSinceMs?: number
}

export type Challenger = {
  readonly key: string
  readonly name: string
  /** `sha256:…`, once a ready pod has said it. */
  readonly digest?: string
  /** Which try at this champion: 1 the first. */
  readonly attempt: number
  /** It is out of the round, and why; its share is the champion's. */
  readonly out?: { readonly because: string; readonly atMs: number }
}

/** A stretch of time in which the assignment rule did not change. */
export type Epoch = {
  readonly epoch: number
  readonly atMs: number
  /** By the clock of the round. */
  readonly sinceMs: number
  /** Which part of the round it belongs to: evidence of one never enters another. */
  readonly contest: Contest
  readonly champion: string
  /** Parts of [0, 1): each of a variant that is not the champion. */
  readonly shares: readonly {
    readonly variant: string
    readonly from: number
    readonly to: number
  }[]
  /** Who answers copies. */
  readonly shadow?: { readonly percent: number; readonly variants: readonly string[] }
}

export type Contest = 'Serving' | 'Shadowing' | 'Comparing' | 'Validating'

export type Decided = Pick<Verdict, 'says' | 'rule' | 'reason'> & {
  /** Key of whom it is about. */
  readonly challenger?: string
  readonly atMs: number
  /** Of the check-pointed evidence that gives this verdict again. */
  readonly evidenceDigest?: string
  /** Interval of the objective then. */
  readonly effect?: string
  /** Who asked for it, where a person did. */
  readonly by?: string
}

export type Requests = {
  /** The number of the last one that was handled. */
  readonly last: number
  /** The text of the last one that was answered, and what came of it. */
  readonly text?: string
  readonly answer?: string
  /** The round of the last abort that was handled. */
  readonly aborted?: number
}

/** Of variants by what they are: the digest of a model, else `name@revision`. */
type Settled = { readonly champion: string; readonly challenger: string }
type Tries = Settled & { readonly tries: number }

export type RoundOutcome =
  | 'Promoted'
  | 'Retained'
  | 'RolledBack'
  | 'Inconclusive'
  | 'Recommended'
  | 'Replaced'
  | 'Superseded'
  | 'Aborted'

export type Ended = {
  readonly round: number
  readonly outcome: RoundOutcome
  /** After it. */
  readonly champion: string
  readonly challengers: readonly string[]
  readonly winner?: string
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly effect?: string
  readonly effectAfterPromotion?: string
  readonly reason: string
}

/** Something that happened, as one Event tells it. Its name is of uid, round, epoch and reason: it is told once. */
export type Note = {
  readonly round: number
  readonly epoch: number
  readonly type: 'Normal' | 'Warning'
  /** One word; of a failure its one name. */
  readonly reason: string
  /** What was done, in one word. */
  readonly action: string
  readonly message: string
  readonly atMs: number
}
