import type { Memory } from '../../stats/decision/judge.ts'
import type { Contest } from '../record/record.ts'

/** All that a look depends on besides the tallies: with them it gives the same verdict, on any machine. Plain JSON. */
export type Case = {
  readonly format: 1
  readonly round: number
  readonly contest: Contest
  readonly nowMs: number
  /** What earlier looks have left. */
  readonly memory: Memory
}
