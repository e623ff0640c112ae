import type { Chance } from '../chance.ts'

/** A waiting time with mean 1. By inversion: one number of chance. Never below 0. */
export const drawExponential = (chance: Chance) => 0 - Math.log(1 - chance())
