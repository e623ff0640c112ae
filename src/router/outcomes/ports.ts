import type { ContenderError } from '../../errors.ts'
import type { Budget } from '../../http/budget.ts'
import type { Keys } from '../../routing/keys.ts'
import type { Terms } from '../../routing/receipt.ts'
import type { Instance } from '../instance/instance.ts'
import type { Arrived, OutcomeAnswer } from './outcome.ts'

export type OutcomesPorts = {
  /** Scores what is its own, and knows who scores the rest. */
  readonly instance: Pick<Instance, 'id' | 'outcome' | 'note' | 'scorerOf'>
  /** What another instance answers of its own, in the same order. */
  readonly forward: (
    scorer: string,
    outcomes: readonly Arrived[],
  ) => Promise<readonly OutcomeAnswer[]>
  /** Resolves once all that was scored up to now would outlive this process; rejects where it might not. */
  readonly durable: () => Promise<void>
  /** Why nothing can be written down at present. */
  readonly unwritable: () => ContenderError | undefined
  /** What receipts have to meet by the plan that holds; nothing where there is no plan yet. */
  readonly terms: () => PlannedTerms | undefined
  /** Milliseconds since 1970. */
  readonly wall: () => number
  /** So many more outcomes, by what was answered; or one request that was refused as a whole. */
  readonly counted: (code: string, count: number) => void
  /** How many bytes all requests with outcomes may keep at a time. */
  readonly budget: Budget
  /** A bug of ours. */
  readonly broke: (cause: unknown) => void
}

export type PlannedTerms = Omit<Terms, 'nowMs'> & { readonly keys: Keys }
