import type { ServerResponse } from 'node:http'
import { ContenderError } from '../errors.ts'

export type Budget = {
  /** Takes room for bytes that are about to be kept; throws Overloaded where there is none. */
  readonly take: (bytes: number) => void
  readonly give: (bytes: number) => void
  readonly taken: () => number
}

/**
 * How many bytes of requests and answers this process keeps at a time, so that no crowd can fill its memory: neither
 * one that sends, nor one that doesn't read.
 */
export function createBudget(bytes: number): Budget {
  let taken = 0
  return {
    taken: () => taken,
    take(more) {
      if (taken + more > bytes) {
        throw new ContenderError(
          'Overloaded',
          `bodies and answers of ${taken} bytes are under way already`,
        )
      }
      taken += more
    },
    give(less) {
      taken -= less
    },
  }
}

/** An answer takes room until its client has read it, or is gone, which `signal` says. */
export function holdUntilRead(
  budget: Budget,
  bytes: number,
  { response, signal }: { readonly response: ServerResponse; readonly signal: AbortSignal },
): void {
  if (signal.aborted) return
  budget.take(bytes)
  response.once('close', () => budget.give(bytes))
}
