import type { Doubt } from '../quality/doubts.ts'
import type { Look } from './look.ts'
import type { Row } from './row.ts'

/** What a rule thinks of a look. To go on is an opinion too, and has its reason. */
export type Opinion = {
  readonly says: /** Nothing may be judged: neither good news nor bad. */
    | 'Hold'
    /** Proven harm: this challenger goes home. */
    | 'RollBack'
    | 'Promote'
    /** The champion stays: nothing is worth waiting for. */
    | 'Retain'
    /** The time is up with nothing proven. */
    | 'Inconclusive'
    /** The comparison goes on at the present shares, and none may rise. */
    | 'HoldStep'
    | 'Continue'
  /** Whom it is about. */
  readonly challenger?: string
  /** For a person at 3 a.m.: who, what, by how much, against which bound. At most 500 characters. */
  readonly reason: string
}

/** What is to be done, and by which rule. */
export type Verdict = Opinion & { readonly rule: string }

/** What rules see: the facts of a look, and what was made of them. */
export type Inquiry = Look & {
  readonly rows: readonly Row[]
  readonly doubts: readonly Doubt[]
}

/** One of the rules of judgement; without an opinion it leaves the look to the next. */
export type Rule = {
  readonly name: string
  readonly sentence: string
  readonly judge: (inquiry: Inquiry) => Opinion | undefined
}
