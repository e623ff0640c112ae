import { pattern, refuse } from '../options.ts'
import { table } from './table.ts'

/** The cells that were asked for: all, or those of `CELLS`. */
export const cells = table.filter(({ group, name }) => pattern.test(`${group}: ${name}`))
if (cells.length === 0) refuse('CELLS matches no cell; without it all of them run')
