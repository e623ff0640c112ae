/** The log excess of a rate that is looked for first, where nothing is known of it. */
export const plannedExcess = 0.3

/** Of a ratio, a margin is worth finding. */
export const excessAt = (ratio: number): number => Math.max(0.05, Math.abs(Math.log(ratio)))

/**
 * Of a difference of rare rates, the log excess that is worth finding: the margin, where there is one; else what the
 * planned number of requests would show a fixed horizon nine times in ten. `rate` is that of both variants
 * together, `chance` the challenger's share of the two.
 */
export function excessOfDifference(
  { rate, chance }: { readonly rate: number; readonly chance: number },
  { plannedN, margin }: { readonly plannedN: number; readonly margin: number | undefined },
): number {
  const shown = reach * Math.sqrt(rate / (chance * (1 - chance) * Math.max(1, plannedN)))
  return Math.log1p(Math.abs(margin || shown) / rate)
}

/** The sum of two normal quantiles: two-sided at .05, found nine times in ten. */
const reach = 3.2415
