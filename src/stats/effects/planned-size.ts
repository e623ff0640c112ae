/** The log excess of a rate that is looked for first, where nothing is known of it. */
export const plannedExcess = 0.3

/** Of a ratio, a margin is worth finding. */
export const excessAt = (ratio: number): number => Math.max(0.05, Math.abs(Math.log(ratio)))
