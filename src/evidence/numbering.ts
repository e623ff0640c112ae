/**
 * Numbers of what one instance gives out, receipts or tallies: how often it was started in the upper 16 of 48 bits, and
 * in the lower 32 the how manyth since then. So they grow, though an instance that dies may have forgotten the last ones.
 */
export const firstNumberOf = (start: number): number => start * perStart

/** In which life of the instance a number was given. */
export const startOf = (number: number): number => Math.floor(number / perStart)

const perStart = 2 ** 32
