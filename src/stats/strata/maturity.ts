/** How exposure time is cut: equal stretches from the start of the round. */
export type Slices = { readonly startMs: number; readonly lengthMs: number }

/**
 * Whether a slice may be judged: its youngest exposure has had the whole delay. «What has arrived by now»
 * would favour the variant whose good news travels faster. Without a delay nothing is waited for.
 */
export function isMature(
  slice: number,
  { startMs, lengthMs }: Slices,
  { delayMs, nowMs }: { readonly delayMs: number; readonly nowMs: number },
): boolean {
  return delayMs === 0 || startMs + (slice + 1) * lengthMs + delayMs <= nowMs
}
