import type { Json, JsonObject } from '../../api/json.ts'
import type { FailureCode } from '../../errors.ts'
import type { Scored } from '../../evidence/counting/outcomes.ts'
import type { Receipt } from '../../routing/receipt.ts'

/** As it is sent: what became of the prediction that a receipt was given for. */
export type SentOutcome = {
  /** The text that the answer bore. */
  readonly receipt: string
  readonly truth?: Json
  readonly values?: JsonObject
}

/** One whose receipt was read and is honoured. */
export type Arrived = {
  readonly sent: SentOutcome
  readonly receipt: Receipt
  /** At the router that took it from its sender. */
  readonly arrivedAtMs: number
}

/** What is answered of one outcome. */
export type OutcomeAnswer = Settled | Unsettled

/** Nothing more is to be done about it. */
export type Settled = Pick<Scored, 'scored' | 'late' | 'duplicate' | 'unscored'> & {
  readonly result: SettledResult
}

export type SettledResult = 'Scored' | 'Late' | 'Duplicate' | 'RoundOver' | 'NothingToScore'

/** Nothing of it was counted but the name of the failure, so that it may be sent again. */
export type Unsettled = {
  readonly failure: FailureCode
  readonly detail: string
  /** Of an outcome that no metric could be scored by. */
  readonly unscored?: Scored['unscored']
}
