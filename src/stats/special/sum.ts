/** Of nothing it is 0. Plain addition: for counts, and what has digits to spare. */
export const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0)
