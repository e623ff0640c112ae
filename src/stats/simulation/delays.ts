import type { Chance } from './chance.ts'
import { drawExponential } from './draws/exponential.ts'

/** How long after its prediction an outcome becomes known. */
export type Delay =
  | { readonly kind: 'At'; readonly ms: number }
  /** At any time within, all alike. */
  | { readonly kind: 'Within'; readonly ms: number }
  | { readonly kind: 'Exponential'; readonly meanMs: number }

/** One delay, in milliseconds. At most one number of chance. */
export function drawDelay(chance: Chance, delay: Delay): number {
  switch (delay.kind) {
    case 'At':
      return delay.ms
    case 'Within':
      return chance() * delay.ms
    case 'Exponential':
      return drawExponential(chance) * delay.meanMs
  }
}

/**
 * The part of outcomes known by `nowMs` and not later than `limitMs` after their prediction, when the
 * predictions lie evenly between two times.
 */
export function partKnown(
  delay: Delay,
  { fromMs, toMs, nowMs, limitMs }: Stretch & { readonly nowMs: number; readonly limitMs: number },
): number {
  // Age runs from the youngest prediction's to the oldest's; of age a, F(min(a, limit)) are known.
  const [young, old] = [nowMs - toMs, nowMs - fromMs]
  if (old <= young) return below(delay, Math.min(old, limitMs))
  const bent = Math.min(old, Math.max(young, limitMs))
  const rising = area(delay, bent) - area(delay, young)
  return (rising + (old - bent) * below(delay, limitMs)) / (old - young)
}

/** A stretch of time. */
export type Stretch = { readonly fromMs: number; readonly toMs: number }

/** The chance of a delay up to x. */
function below(delay: Delay, x: number): number {
  if (x < 0) return 0
  switch (delay.kind) {
    case 'At':
      return x >= delay.ms ? 1 : 0
    case 'Within':
      return delay.ms > 0 ? Math.min(1, x / delay.ms) : 1
    case 'Exponential':
      return delay.meanMs > 0 ? -Math.expm1(-x / delay.meanMs) : 1
  }
}

/** The integral of that chance from 0 to x. */
function area(delay: Delay, x: number): number {
  if (x <= 0) return 0
  switch (delay.kind) {
    case 'At':
      return Math.max(0, x - delay.ms)
    case 'Within':
      return x < delay.ms ? x ** 2 / (2 * delay.ms) : x - delay.ms / 2
    case 'Exponential':
      return x - delay.meanMs * below(delay, x)
  }
}
