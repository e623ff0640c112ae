/**
 * The smallest ln p so far, this one included: what was once proven is not forgotten. As JSON can hold it: finite,
 * and without a negative zero.
 */
export function latchedLogP(past: number | undefined, now: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(0, past ?? 0, now)) + 0
}
