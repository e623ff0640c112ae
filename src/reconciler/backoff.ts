export type Backoff = {
  readonly baseMs: number
  readonly capMs: number
  /** The part of a delay that is left to chance, so that many who failed at once don't come back at once. */
  readonly jitter: number
}

/** A number in [0, 1). */
export type Chance = () => number

/** How long to wait after the n-th failure in a row, n from 1: doubling, up to a cap. */
export function delayMs({ baseMs, capMs, jitter }: Backoff, n: number, chance: Chance): number {
  return Math.min(capMs, baseMs * 2 ** (n - 1)) * (1 - jitter * chance())
}
