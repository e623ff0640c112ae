/**
 * Numbers of what one instance gives out, receipts or tallies: how often it was started in the upper 12 of 48 bits, and
 * in the lower 36 the how manyth since then: enough for ten thousand a second over 79 days, in each life. So they grow, though an
 * instance that dies may have forgotten the last ones.
 */
export const firstNumberOf = (start: number): number => start * perStart

/** In which life of the instance a number was given. */
export const startOf = (number: number): number => Math.floor(number / perStart)

/** After it no numbers are left: whoever goes on needs another name. */
export const lastStart = 2 ** 12 - 1

const perStart = 2 ** 36
