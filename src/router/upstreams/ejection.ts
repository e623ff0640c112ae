/** How often an endpoint may fail in a row, and how long it is left alone then. */
export type EjectionRules = {
  readonly failures: number
  readonly firstMs: number
  readonly mostMs: number
}

export const usualEjection: EjectionRules = { failures: 3, firstMs: 1_000, mostMs: 30_000 }

/**
 * Whether one endpoint is left alone because it keeps failing. After its time it is on trial, which is for one request at a
 * time: if that fails too it is left alone for twice as long, else it is back.
 */
export function createEjection(rules: EjectionRules) {
  let inARow = 0
  let until = 0
  let lastMs = 0

  const isOut = (now: number): boolean => now < until
  const isOnTrial = (): boolean => lastMs > 0
  const isFailing = (): boolean => inARow > 0

  function succeeded(): void {
    inARow = 0
    lastMs = 0
  }

  /** Returns whether it is left alone from now on, having been asked before. */
  function failed(now: number): boolean {
    inARow++
    if (inARow < rules.failures || isOut(now)) return false
    lastMs = lastMs === 0 ? rules.firstMs : Math.min(rules.mostMs, 2 * lastMs)
    until = now + lastMs
    return true
  }

  return { isOut, isOnTrial, isFailing, succeeded, failed }
}
